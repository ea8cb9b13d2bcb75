"""The words of an item section by section, each with what its table adds."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .. import catalogue
from ..instruments import Instrument, Question
from ..items import Item
from ..methods import Method
from ..pathways import Pathway
from ..rulers import Ruler
from ..words import Section, Words
from .dictionary import COLOURS, PHASES_ASK
from .phrases import listed, quoted
from .steps import conditions_of_step


def sections(item: Item, words: Words) -> list[dict[str, object]]:
    """The words section by section, in the order of the item, each with what its table adds."""
    return [
        {
            "id": name,
            "words": words[name],
            "parts": list(_parts(item, words[name])),
            "conditions": list(_conditions(item, name)),
        }
        for name in item.sections()
    ]


def _parts(item: Item, section: Section) -> Iterator[dict[str, object]]:
    """The parts a reader sees, each with a title: its own, or that of what it names."""
    for name, part in section.parts.items():
        title = part.title or (_title_in_ruler(name) if isinstance(item, Ruler) else "")
        if title:
            yield {"title": title, "paragraphs": part.paragraphs, "points": part.points}


def _title_in_ruler(name: str) -> str:
    """A colour, or a colour and a profession."""
    colour, _hyphen, profession = name.partition("-")
    who = catalogue().professions.get(profession)
    return f"{COLOURS[colour]}: {who.words().title}" if who else str(COLOURS[colour])


def _conditions(item: Item, section: str) -> Iterator[str]:
    """What the table adds to one section of the words, as sentences."""
    if isinstance(item, Method):
        yield from conditions_of_step(item, item.step(section))
    elif isinstance(item, Ruler) and section == "help":
        yield from _whom_to_invite(item)
    elif isinstance(item, Pathway):
        yield from _what_fulfils(item, section)
    elif isinstance(item, Instrument) and section == "duty":
        asked = quoted(item.words(), item.duty_questions)
        yield _("Looked for in the answers to {questions}.").format(questions=asked)
    elif isinstance(item, Instrument):
        yield " ".join(_conditions_of_question(item.question(section)))


def _what_fulfils(item: Pathway, section: str) -> Iterator[str]:
    """What a phase asks for, each as a sentence."""
    phase = next(phase for phase in item.phases if phase.id == section)
    for ask in phase.asks:
        held = [catalogue().versions(name)[-1].words().title for name in ask.methods]
        yield str(PHASES_ASK[ask.fact]).format(methods=listed(f"“{title}”" for title in held))


def _whom_to_invite(item: Ruler) -> Iterator[str]:
    for help_ in item.help:
        invited = [catalogue().profession(name).words().title for name in help_.invites]
        if invited:
            yield _("{colour}: invite {professions}.").format(
                colour=COLOURS[help_.colour], professions=listed(invited)
            )


def _conditions_of_question(question: Question) -> Iterator[str]:
    if question.required:
        yield _("Must be answered.")
    if question.kind in ("text", "long-text"):
        yield _("At most {count} characters.").format(count=question.longest)
    if question.kind == "scale":
        yield _("From 0 to {highest}.").format(highest=question.highest)
    if question.point:
        yield _("In the source: {point}.").format(point=question.point)
    if question.identifies:
        yield _("Kept apart: hidden where the child is not to be known.")
