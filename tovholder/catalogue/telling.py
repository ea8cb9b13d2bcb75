"""What the structure of an item says, in sentences a person can read.

The words of an item stand in its prose files; here its table is told: what opens and ends a step,
what a question asks for, what a role may, when a rule holds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import catalogue
from .instruments import Instrument, Question
from .items import Item
from .methods import Guard, Method, Step
from .things import Forum, LegalBasis, Role
from .words import Words

CONDITIONS = {
    "framing-approved": gettext_lazy("everyone here has said yes to the framing"),
    "goals-have-signs": gettext_lazy("there is a goal, and every goal has a sign"),
    "sign-about-surroundings": gettext_lazy(
        "at least one sign is about the adults or the other children"
    ),
    "tasks-have-owner-and-date": gettext_lazy("something is promised, with a name and a day"),
    "documentation-agreed": gettext_lazy("it is agreed who writes down what"),
    "child-is-told": gettext_lazy("someone tells the child, by a day"),
    "coherence-checked": gettext_lazy(
        "it has been asked whether story, meaning and effort hang together"
    ),
    "next-date-or-end": gettext_lazy("there is a next date, or cooperation ends"),
}
# How strict a guard is, as it reads where a step opens and where it ends.
STRICTNESS = {
    "hold": (gettext_lazy("Nobody steps over this."),) * 2,
    "park": (
        gettext_lazy(
            "What is said too early waits in sight; whoever leads can open the step with one tap."
        ),
        gettext_lazy("Whoever leads can go on all the same, with one tap."),
    ),
    "remind": (gettext_lazy("Otherwise one is reminded, no more."),) * 2,
}
VOICES = {
    "family": gettext_lazy("the family"),
    "professional": gettext_lazy("the professionals"),
    "companion": gettext_lazy("a companion"),
}
RIGHTS = {
    "VIEW": gettext_lazy("read the case"),
    "CONTRIBUTE": gettext_lazy("speak in meetings"),
    "PREPARE": gettext_lazy("prepare for a meeting"),
    "OBSERVE": gettext_lazy("note whether a sign was seen"),
    "COMMENT": gettext_lazy("comment on the plan"),
    "PLAN": gettext_lazy("change the plan"),
    "MEET": gettext_lazy("call and lead meetings"),
    "ADMIT": gettext_lazy("record consent and let others in"),
    "HAND_OVER": gettext_lazy("hand over the coordination"),
    "CLOSE": gettext_lazy("close the case and open it again"),
}
PARAMETERS = {
    "age": gettext_lazy("Says yes alone from the age of"),
    "age_health": gettext_lazy("In health care from the age of"),
    "longest_days": gettext_lazy("Holds at most so many days"),
    "meetings": gettext_lazy("Meetings"),
    "extra_meetings_in_special_cases": gettext_lazy("Further meetings in special cases"),
    "party_from_age": gettext_lazy("Party to the case from the age of"),
    "assessed_within_hours": gettext_lazy("Assessed within so many hours"),
    "receipt_within_working_days": gettext_lazy("Receipt within so many working days"),
}


@dataclass(frozen=True)
class Fact:
    """One line beside an item: what it is about, what it says, and perhaps where it leads."""

    label: str
    text: str
    href: str = ""


def conditions(item: Item, section: str) -> list[str]:
    """What the table adds to one section of the words, as sentences."""
    if isinstance(item, Method):
        return _conditions_of_step(item, item.step(section))
    if isinstance(item, Instrument):
        if section == "duty":
            words = item.words()
            asked = _listed(f"“{words[question].title}”" for question in item.duty_questions)
            return [_("Looked for in the answers to {questions}.").format(questions=asked)]
        return _conditions_of_question(item.question(section))
    return []


def _conditions_of_step(method: Method, step: Step) -> list[str]:
    words = method.words()
    asked = _listed(f"“{words[step.id][prompt].title}”" for prompt in step.prompts)
    before = [_("Asked before the meeting: {questions}.").format(questions=asked)] if asked else []
    before += [
        _("To {side}: {question}").format(side=VOICES[side], question=words[step.id][key].text)
        for prompt in step.prompts
        for side in VOICES
        if (key := f"{prompt}-{side}") in words[step.id]
    ]
    opens = _sentences(method, step.opens, _("The step opens when {condition}."), 0)
    closes = _sentences(method, step.closes, _("The step ends when {condition}."), 1)
    return [*before, *opens, *closes]


def _sentences(
    method: Method, guards: tuple[Guard, ...], sentence: str, strictness: int
) -> Iterator[str]:
    """One sentence for all guards that are equally strict."""
    for otherwise, endings in STRICTNESS.items():
        alike = [_condition(method, guard) for guard in guards if guard.otherwise == otherwise]
        if alike:
            yield f"{sentence.format(condition=_listed(alike))} {endings[strictness]}"


def _condition(method: Method, guard: Guard) -> str:
    if guard.guard in CONDITIONS:
        return str(CONDITIONS[guard.guard])
    words = method.words()
    steps = _listed(f"“{words[step].title}”" for step in guard.arguments["steps"])
    if guard.guard == "steps-closed":
        return _("{steps} is ended").format(steps=steps)
    told = _("words stand under {steps}").format(steps=steps)
    voices = [str(VOICES[voice]) for voice in guard.arguments.get("voices", ())]
    if count := guard.arguments.get("professions", 0):
        voices.append(
            ngettext("at least {count} profession", "at least {count} professions", count).format(
                count=count
            )
        )
    return _("{words} from {voices}").format(words=told, voices=_listed(voices)) if voices else told


def _conditions_of_question(question: Question) -> list[str]:
    told = []
    if question.required:
        told.append(_("Must be answered."))
    if question.kind in ("text", "long-text"):
        told.append(_("At most {count} characters.").format(count=question.longest))
    if question.identifies:
        told.append(_("Kept apart: hidden where the child is not to be known."))
    return [" ".join(told)]


@singledispatch
def facts(item: Item) -> list[Fact]:  # noqa: ARG001 most items are only their words
    """What stands beside an item."""
    return []


@facts.register
def _method(item: Method) -> list[Fact]:
    if not item.follow_up:
        return []
    after = catalogue().method(item.follow_up)
    return [Fact(_("The meeting after"), after.words().title, _address("methods", after))]


@facts.register
def _forum(item: Forum) -> list[Fact]:
    members = [catalogue().profession(name) for name in item.professions]
    rhythm = ngettext("Every {count} day", "Every {count} days", item.every_days)
    told = [
        Fact(_("Members"), _listed(member.words().title for member in members)),
        Fact(_("Meets"), rhythm.format(count=item.every_days)),
    ]
    if item.instrument:
        asked = catalogue().instrument(item.instrument)
        told.append(Fact(_("Reads"), asked.words().title, _address("instruments", asked)))
    return told


@facts.register
def _role(item: Role) -> list[Fact]:
    areas = [catalogue().areas[area].words().title for area in item.areas]
    return [
        Fact(_("Is allowed to"), _listed(str(RIGHTS[right]) for right in item.rights)),
        Fact(_("Sees at first"), _listed(areas)),
    ]


@facts.register
def _legal_basis(item: LegalBasis) -> list[Fact]:
    country = {"dk": _("Denmark"), "no": _("Norway")}[item.country]
    told = [
        Fact(_("Country"), country),
        Fact(_("Law"), f"{item.law} {item.paragraph}".strip()),
        Fact(_("In force"), _period(item)),
    ]
    told += [
        Fact(str(label), str(item.parameters[key]))
        for key, label in PARAMETERS.items()
        if key in item.parameters
    ]
    if item.replaces:
        before = catalogue().legal_basis(item.replaces)
        told.append(Fact(_("Replaces"), before.words().title, _address("legal-bases", before)))
    told.append(Fact(_("Source"), item.source))
    if item.checked_on:
        told.append(Fact(_("Looked up on"), date_format(item.checked_on)))
    return told


def _period(item: LegalBasis) -> str:
    first = date_format(item.valid_from) if item.valid_from else ""
    last = date_format(item.valid_to) if item.valid_to else ""
    if first and last:
        return _("from {first} to {last}").format(first=first, last=last)
    if first:
        return _("from {first}").format(first=first)
    return _("to {last}").format(last=last) if last else _("without a date")


def _address(folder: str, item: Item) -> str:
    return reverse("catalogue:item", args=[folder, item.reference])


def _listed(words: Iterable[str]) -> str:
    """Words in a row, as one writes them: a, b and c."""
    *before, last = [*words] or [""]
    return _("{before} and {last}").format(before=", ".join(before), last=last) if before else last


def in_order(title: str) -> str:
    """A key that sorts titles as Danes and Norwegians do: æ, ø, å after z."""
    return title.casefold().translate(str.maketrans("æøå", "{|}"))


def sections(item: Item, words: Words) -> list[dict[str, object]]:
    """The words section by section, in the order of the item, each with what its table adds."""
    return [
        {
            "id": name,
            "words": words[name],
            "parts": [part for part in words[name].parts.values() if part.title],
            "conditions": conditions(item, name),
        }
        for name in item.sections()
    ]
