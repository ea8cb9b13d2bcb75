"""The questions a method file may ask before a step opens or closes.

A guard is a pure function of the board. It answers with obstacles in words that can be
shown to everyone at the table; no words, no obstacle. How strict it is (hold, park,
remind) is the method's choice and stands in the method file, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import Parameter, signature

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.catalogue import catalogue

from .state import FAMILY, PROFESSIONAL, SURROUNDINGS, Board

Obstacles = list[str]
Guard = Callable[..., Obstacles]

GUARDS: dict[str, Guard] = {}

FEW = 3  # of what is missing, so many are named


def guard(name: str) -> Callable[[Guard], Guard]:
    """Give a function the name by which method files ask for it."""

    def register(function: Guard) -> Guard:
        if name in GUARDS:
            raise ValueError(f"There is already a guard named {name!r}.")
        GUARDS[name] = function
        return function

    return register


def arguments_of(name: str) -> dict[str, bool]:
    """The arguments a guard takes, and whether each is required."""
    parameters = list(signature(GUARDS[name]).parameters.values())[1:]
    return {parameter.name: parameter.default is Parameter.empty for parameter in parameters}


@guard("steps-have-words")
def steps_have_words(
    board: Board, *, steps: Iterable[str], voices: Iterable[str] = (), professions: int = 0
) -> Obstacles:
    """Each step holds words from each side in `voices` and from so many professions (S-26).

    Nobody can be asked for more professions than came to the meeting.
    """
    came = {voice.profession for voice in board.here if voice.side == PROFESSIONAL}
    wanted = min(professions, len(came - {""}))
    obstacles = []
    for step in steps:
        said = board.said_in(step)
        sides = {word.voice.side for word in said}
        heard = {word.voice.profession for word in said if word.voice.side == PROFESSIONAL}
        if not said:
            obstacles.append(_("“%(step)s” holds no words yet.") % {"step": board.title(step)})
            continue
        if missing := [side for side in voices if side not in sides]:
            obstacles += [_no_words_from(side, board.title(step)) for side in missing]
        if (short := wanted - len(heard - {""})) > 0:
            obstacles.append(_professions_missing(short, board.title(step)))
    return obstacles


def _no_words_from(side: str, step: str) -> str:
    if side == FAMILY:
        return _("“%(step)s” holds no words from the family yet.") % {"step": step}
    if side == PROFESSIONAL:
        return _("“%(step)s” holds no words from the professionals yet.") % {"step": step}
    return _("“%(step)s” holds no words from the companion yet.") % {"step": step}


def _professions_missing(short: int, step: str) -> str:
    return ngettext(
        "“%(step)s” needs words from one more profession.",
        "“%(step)s” needs words from %(short)s more professions.",
        short,
    ) % {"step": step, "short": short}


@guard("framing-approved")
def framing_approved(board: Board) -> Obstacles:
    """Everyone who came has said yes to the framing (S-27)."""
    waiting = [voice.name for voice in board.here if voice.id not in board.approved]
    if not waiting:
        return []
    return [_("Not yet approved by: %(names)s.") % {"names": ", ".join(waiting)}]


@guard("everyone-has-signed")
def everyone_has_signed(board: Board, *, steps: Iterable[str]) -> Obstacles:
    """Everyone who came has signed the wording that stands (S-36)."""
    obstacles = []
    for step in steps:
        signed = board.approvals.get(step, frozenset())
        if waiting := [voice.name for voice in board.here if voice.id not in signed]:
            obstacles.append(_("Not yet signed by: %(names)s.") % {"names": ", ".join(waiting)})
    return obstacles


@guard("points-agreed")
def points_agreed(board: Board, *, steps: Iterable[str]) -> Obstacles:
    """Each point has words, and a day is set to look at them again (S-53)."""
    return [
        _still_missing(board.title(step), missing)
        for step in steps
        if (missing := board.missing.get(step, ()))
    ]


def _still_missing(step: str, missing: tuple[str, ...]) -> str:
    named, rest = ", ".join(missing[:FEW]), len(missing[FEW:])
    if not rest:
        return _("“%(step)s” still waits for: %(points)s.") % {"step": step, "points": named}
    return ngettext(
        "“%(step)s” still waits for: %(points)s and %(rest)s more.",
        "“%(step)s” still waits for: %(points)s and %(rest)s more.",
        rest,
    ) % {"step": step, "points": named, "rest": rest}


@guard("everyone-has-answered")
def everyone_has_answered(
    board: Board, *, steps: Iterable[str], voices: Iterable[str] = ()
) -> Obstacles:
    """Everyone here has answered, of these sides or of those the step asks (S-28, S-87)."""
    obstacles = []
    for step in steps:
        sides = set(voices) or board.asked.get(step, frozenset())
        answered = board.answered.get(step, frozenset())
        asked = [voice for voice in board.here if not sides or voice.side in sides]
        waiting = [voice.name for voice in asked if voice.id not in answered]
        if waiting:
            obstacles.append(
                _("“%(step)s” is not yet answered by: %(names)s.")
                % {"step": board.title(step), "names": ", ".join(waiting)}
            )
    return obstacles


@guard("answers-at-least")
def answers_at_least(board: Board, *, steps: Iterable[str], value: int) -> Obstacles:
    """No shown answer lies lower: said aloud, since a plan nobody can carry is no plan (S-30)."""
    return [
        _("Somebody answered lower than %(value)s under “%(step)s”. What would it take?")
        % {"value": value, "step": board.title(step)}
        for step in steps
        if any(given < value for shown in board.values.get(step, {}).values() for given in shown)
    ]


@guard("chosen")
def chosen(board: Board, *, steps: Iterable[str]) -> Obstacles:
    """As many are chosen as the step says (S-87)."""
    missing = [
        (step, board.wanted.get(step, 0) - len(board.chosen.get(step, ()))) for step in steps
    ]
    return [
        ngettext(
            "Under “%(step)s” one more is to be chosen.",
            "Under “%(step)s” %(short)s more are to be chosen.",
            short,
        )
        % {"step": board.title(step), "short": short}
        for step, short in missing
        if short > 0
    ]


@guard("consent-stands")
def consent_stands(board: Board) -> Obstacles:
    """Somebody who may has consented, and has not taken it back (S-34, S-64)."""
    return [] if board.consent else [_("No consent stands for this case today.")]


@guard("method-held")
def method_held(board: Board, *, methods: Iterable[str]) -> Obstacles:
    """A meeting by one of the methods was held and has ended (S-34, S-38)."""
    wanted = list(methods)
    if board.held.intersection(wanted):
        return []
    known = catalogue().methods
    titles = [f"“{known[name].words().title}”" if name in known else name for name in wanted]
    said = ngettext(
        "First a meeting by %(methods)s is held.",
        "First a meeting by one of these is held: %(methods)s.",
        len(titles),
    )
    return [said % {"methods": ", ".join(titles)}]


@guard("goals-have-signs")
def goals_have_signs(board: Board) -> Obstacles:
    """There is a goal, and every goal has something one can see (S-31)."""
    if not board.goals:
        return [_("There is no goal yet.")]
    return [
        _("The goal “%(goal)s” has no sign yet: what will we see?") % {"goal": goal.text}
        for goal in board.goals
        if not goal.signs
    ]


@guard("sign-about-surroundings")
def sign_about_surroundings(board: Board) -> Obstacles:
    """At least one sign is about the adults, the peers or the place, not the child (S-31)."""
    if any(SURROUNDINGS in goal.signs for goal in board.goals):
        return []
    return [
        _("No sign is about the surroundings yet: what will the adults or the peers do?"),
    ]


@guard("tasks-have-owner-and-date")
def tasks_have_owner_and_date(board: Board) -> Obstacles:
    """Somebody does something, and everything has a name and a date (S-63)."""
    if not board.promises:
        return [_("Nobody has promised anything yet.")]
    obstacles = []
    for promise in board.promises:
        if not promise.owner:
            obstacles.append(_("Nobody's name is on “%(task)s”.") % {"task": promise.text})
        if promise.due is None:
            obstacles.append(_("“%(task)s” has no date.") % {"task": promise.text})
    return obstacles


@guard("documentation-agreed")
def documentation_agreed(board: Board) -> Obstacles:
    """It is agreed what is written down, and by whom (S-26, step five)."""
    return [] if board.documented else [_("It is not agreed who writes down what.")]


@guard("child-is-told")
def child_is_told(board: Board) -> Obstacles:
    """Somebody tells the child what was decided, by a date."""
    return [] if board.child_told else [_("Nobody is to tell the child what was decided.")]


@guard("coherence-checked")
def coherence_checked(board: Board) -> Obstacles:
    """The table has looked at whether description, understanding and effort hang together."""
    if board.coherence:
        return []
    return [_("Nobody has checked whether story, meaning and effort hang together.")]


@guard("next-date-or-end")
def next_date_or_end(board: Board) -> Obstacles:
    """There is a next date, or cooperation ends (S-26, S-63)."""
    return [] if board.continuation else [_("There is no next date, and no word that it ends.")]


@guard("steps-closed")
def steps_closed(board: Board, *, steps: Iterable[str]) -> Obstacles:
    """Each of the steps has been gone through."""
    return [
        _("“%(step)s” is not finished.") % {"step": board.title(step)}
        for step in steps
        if not (step in board.steps and board.steps[step].closed)
    ]
