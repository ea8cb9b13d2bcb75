"""Moving through the steps: begin, go on, go back; who is here, who approves, who writes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.audit.trace import trace
from tovholder.organisation.models import Account

from ..announcing import announce
from ..calling_in import obstacle_to_sitting_down
from ..engine.running import WAITING, Obstacle, Running, holding, stepping_over
from ..rules import obstacle_to_approving, obstacle_to_changing, obstacle_to_leading
from ..sitting import running_of, sit
from ..table import AnyInvitation, AnyMeeting
from .writing import refuse


@transaction.atomic
def begin(*, meeting: AnyMeeting, by: Account) -> None:
    """Open the first step. Beginning twice changes nothing."""
    lock(meeting)
    refuse(obstacle_to_changing(meeting))
    running = running_of(meeting)
    if any(state.opened for state in running.board.steps.values()):
        return
    refuse(obstacle_to_sitting_down(meeting))
    first = running.method.steps[0].id
    note_passage(meeting, step=first, opened=True, by=by)
    trace("meetings.begin", by=by, case_id=meeting.case_id, about=meeting)
    announce(meeting)


@transaction.atomic
def move(*, meeting: AnyMeeting, to: str, by: Account, over: bool = False) -> None:
    """Close the step the table is at and open another.

    `over`: the facilitator steps over what the method would rather have had first; it is on
    record which guards. What the method holds on to cannot be stepped over.
    Raises ValidationError with the obstacles in words.
    """
    lock(meeting)
    refuse(obstacle_to_leading(meeting))
    running = running_of(meeting)
    if running.current and running.current.id == to:
        return
    if not running.is_neighbour(to):
        raise ValidationError(_("Take the steps in their order."))
    obstacles = running.obstacles_to_moving(to)
    passed = refuse_obstacles(obstacles, over=over)
    leave(meeting, running, by=by)
    note_passage(meeting, step=to, opened=True, by=by, stepped_over=passed)
    trace(
        "meetings.move",
        by=by,
        case_id=meeting.case_id,
        about=meeting,
        detail={"to": to, "stepped_over": passed},
    )
    announce(meeting)


@transaction.atomic
def approve(*, meeting: AnyMeeting, step: str, voice: AnyInvitation, by: Account) -> None:
    """Say yes to the framing, for oneself or as the pen holder for someone in the room."""
    refuse(obstacle_to_approving(meeting, by, voice))
    meeting.book.Approval.objects.get_or_create(
        voice=voice,
        step=step,
        content="",
        defaults={**meeting.owner, "meeting": meeting, "by": by},
    )
    trace("meetings.approve", by=by, case_id=meeting.case_id, about=voice, detail={"step": step})
    announce(meeting, step)


@transaction.atomic
def note_attendance(*, meeting: AnyMeeting, voice: AnyInvitation, here: bool, by: Account) -> None:
    """Note that someone did not come, or came after all."""
    refuse(obstacle_to_changing(meeting))
    meeting.book.Attendance.objects.create(**meeting.owner, invitation=voice, here=here, by=by)
    trace(
        "meetings.note_attendance",
        by=by,
        case_id=meeting.case_id,
        about=voice,
        detail={"here": here},
    )
    announce(meeting)


@transaction.atomic
def take_pen(*, meeting: AnyMeeting, by: Account) -> None:
    """Take the pen: from now on this account writes."""
    refuse(obstacle_to_changing(meeting))
    meeting.pen_holder = by
    meeting.save(update_fields=["pen_holder"])
    trace("meetings.take_pen", by=by, case_id=meeting.case_id, about=meeting)
    announce(meeting)


def refuse_obstacles(obstacles: list[Obstacle], *, over: bool) -> list[str]:
    """Raise what cannot be stepped over; answer with the guards that were."""
    held = holding(obstacles)
    waiting = [] if over else stepping_over(obstacles)
    if held or waiting:
        raise ValidationError([obstacle.words for obstacle in held + waiting])
    return sorted({obstacle.guard for obstacle in stepping_over(obstacles)})


def lock(meeting: AnyMeeting) -> None:
    """Two who change a meeting at once go one after the other, and the second sees what the
    first has done: its time and place are read again, and whether it was ended, called off or
    made final."""
    meeting.refresh_from_db(
        fields=["starts_at", "ends_at", meeting.PLACE],
        from_queryset=meeting.book.Meeting.objects.select_for_update(),
    )
    for name in ("end", "called_off", "minutes_final"):
        known: Any = meeting._meta.get_field(name)  # noqa: SLF001 there is no public way
        if known.is_cached(meeting):
            known.delete_cached_value(meeting)


def leave(
    meeting: AnyMeeting, running: Running, *, by: Account, stepped_over: list[str] | None = None
) -> None:
    """Close the step the table is at, and let its kind do what leaving it means."""
    from ..engine.kinds import AtStep  # the kinds know these actions

    if running.current is None:
        return
    at = AtStep(sit(meeting), running.current, by)
    at.kind.leave(at)
    note_passage(meeting, step=running.current.id, opened=False, by=by, stepped_over=stepped_over)


def end_steps(meeting: AnyMeeting, running: Running, *, by: Account) -> None:
    """Let each kind of step do what the meeting's end means there."""
    from ..engine.kinds import AtStep  # the kinds know these actions

    for step in running.method.steps:
        at = AtStep(sit(meeting), step, by)
        at.kind.end(at)


def note_passage(
    meeting: AnyMeeting,
    *,
    step: str,
    opened: bool,
    by: Account,
    stepped_over: list[str] | None = None,
) -> None:
    """Write that a step opened or closed; and whether it seals the meeting."""
    from ..engine.kinds import kind_of  # the kinds know these actions

    seals = opened and kind_of(sit(meeting).method.step(step).kind).seals
    meeting.book.Passage.objects.create(
        **meeting.owner,
        meeting=meeting,
        step=step,
        opened=opened,
        by=by,
        order=meeting.book.Passage.objects.filter(meeting=meeting).count(),
        stepped_over=stepped_over or [],
        sealed=seals,
    )


def has_come_to(meeting: AnyMeeting, step: str) -> None:
    """Raise where the table has not come to a step."""
    running = running_of(meeting)
    if running.standing(step) == WAITING:
        raise ValidationError(
            _("The table has not come to “%(step)s” yet.") % {"step": running.board.title(step)}
        )
