"""What a step of a method says beside its words: what people do there, and its keys in sentences.

Every key of `vocabulary.OPTIONS` has a row in `TELLERS`: a function of the method and the step
which answers a sentence, or nothing where there is nothing to say.
"""

from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import catalogue
from ..methods import Method, Step
from ..vocabulary import OPTIONS
from .dictionary import BESIDE, KINDS, PARTS, ROWS, SAID, VOICES
from .guards import ENDING, OPENING, sentences
from .phrases import listed, quoted

Teller = Callable[[Method, Step], str]


def conditions_of_step(method: Method, step: Step) -> Iterator[str]:
    """What happens there, what is asked before, what opens and ends it."""
    told = [TELLERS[key](method, step) for key in OPTIONS if key in step.options]
    yield " ".join(part for part in (str(KINDS[step.kind]), *told) if part)
    yield from _asked_before(method, step)
    yield from sentences(method, step.opens, _("The step opens when {condition}."), OPENING)
    yield from sentences(method, step.closes, _("The step ends when {condition}."), ENDING)


def _asked_before(method: Method, step: Step) -> Iterator[str]:
    words = method.words()[step.id]
    if step.prompts:
        asked = quoted(words, step.prompts)
        yield _("Asked before the meeting: {questions}.").format(questions=asked)
    for prompt in step.prompts:
        for side, name in VOICES.items():
            if said := words.get(f"{prompt}-{side}"):
                yield _("To {side}: {question}").format(side=name, question=said.text)


def _nothing(method: Method, step: Step) -> str:  # noqa: ARG001 as every teller
    """For a key that is told elsewhere on the page."""
    return ""


def _word(key: str) -> Teller:
    """For a key with a closed list of single words, each with a sentence of its own."""
    return lambda _method, step: str(SAID[key, step.options[key]])


def _sides(key: str, sentence: object, nobody: object = "") -> Teller:
    """For a key that names sides of the table."""

    def tell(method: Method, step: Step) -> str:  # noqa: ARG001 as every teller
        sides = [VOICES[side] for side in VOICES if side in step.options[key]]
        return str(sentence).format(sides=listed(sides)) if sides else str(nobody)

    return tell


def _among(key: str, sentence: object, known: Mapping[str, object]) -> Teller:
    """For a key that is a list of closed words."""

    def tell(method: Method, step: Step) -> str:  # noqa: ARG001 as every teller
        named = [known[word] for word in step.options[key]]
        return str(sentence).format(words=listed(named)) if named else ""

    return tell


def _flag(key: str, yes: object, no: object = "") -> Teller:
    return lambda _method, step: str(yes if step.options[key] else no)


def _instrument(method: Method, step: Step) -> str:
    name = step.options["instrument"]
    names = method.instrument_choice if name == "chosen" else [name] if name else []
    asked = listed(f"“{catalogue().instrument(one).words().title}”" for one in names)
    if name == "chosen":
        return _("Asked with what is chosen when the meeting is called: {asked}.").format(
            asked=asked
        )
    return _("Asked with {asked}.").format(asked=asked) if asked else ""


def _highest(method: Method, step: Step) -> str:  # noqa: ARG001 as every teller
    highest = step.options["highest"]
    return _("From 0 to {highest}.").format(highest=highest) if highest else ""


def _refused(method: Method, step: Step) -> str:
    words = method.words()[step.id]
    if not step.options["refused"]:
        return ""
    told = _("Shown, and closed for writing: {columns}.").format(
        columns=quoted(words, step.options["refused"])
    )
    return f"{told} {words['refused'].text}"


def _points(key: str, sentence: object) -> Teller:
    """For a key that names parts of the step's own words."""

    def tell(method: Method, step: Step) -> str:
        named = quoted(method.words()[step.id], step.options[key])
        return str(sentence).format(points=named) if step.options[key] else ""

    return tell


def _chosen(method: Method, step: Step) -> str:
    words, count = method.words(), step.options["count"]
    return ngettext(
        "{count} is chosen from what stands under {step}.",
        "{count} are chosen from what stands under {step}.",
        count,
    ).format(count=count, step=quoted(words, [step.options["from"]]))


def _minutes(method: Method, step: Step) -> str:  # noqa: ARG001 as every teller
    count = step.options["minutes"]
    told = ngettext("About {count} minute.", "About {count} minutes.", count)
    return told.format(count=count) if count else ""


def _beside(method: Method, step: Step) -> str:  # noqa: ARG001 as every teller
    named = []
    for name in step.options["beside"]:
        folder, _slash, reference = name.partition("/")
        item = catalogue().shelf(folder)[reference] if reference else None
        named.append(f"“{item.words().title}”" if item else str(BESIDE[name]))
    return _("At hand beside it: {things}.").format(things=listed(named)) if named else ""


TELLERS: dict[str, Teller] = {
    "columns": _nothing,
    "prompts": _nothing,
    "asks": _nothing,
    "refused": _refused,
    "instrument": _instrument,
    "highest": _highest,
    "hidden": _flag(
        "hidden",
        gettext_lazy("Nobody sees an answer before all are in."),
        gettext_lazy("Each answer is seen at once."),
    ),
    "of": _sides("of", gettext_lazy("Asked are {sides}.")),
    "first": _sides("first", gettext_lazy("First to answer, in front of the others: {sides}.")),
    "who": _sides("who", gettext_lazy("Alone are {sides}.")),
    "wishes_from": _sides(
        "wishes_from",
        gettext_lazy("May wish something of others: {sides}."),
        gettext_lazy("Nobody wishes anything of others."),
    ),
    "voices_from": _sides("voices_from", gettext_lazy("Here speak {sides}.")),
    "keeps": _word("keeps"),
    "drawn": _word("drawn"),
    "from": _chosen,
    "count": _nothing,
    "turns": _flag(
        "turns", gettext_lazy("In turn, beginning with somebody else than the last time.")
    ),
    "points": _nothing,
    "aloud": _points("aloud", gettext_lazy("Read at every meeting: {points}.")),
    "what": _word("what"),
    "reads": _word("reads"),
    "rows": _among("rows", gettext_lazy("There is a row for {words}."), ROWS),
    "voice": _word("voice"),
    "parts": _among("parts", gettext_lazy("It is settled {words}."), PARTS),
    "beside": _beside,
    "minutes": _minutes,
}
