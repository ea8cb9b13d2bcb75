"""A team makes its agreement: short words for wording points, setting the day and signing."""

from datetime import date, timedelta

from django.utils import timezone

from tests.gatherings.team import LEADS, MEMBERS, Team, call
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.demo.town import Town
from tovholder.gatherings.models import Agreement, AgreementPoint
from tovholder.meetings import actions
from tovholder.meetings.engine.kinds.sign import content_at
from tovholder.organisation.models import Forum

METHOD = "collaboration-agreement@1"
POINTS = catalogue().method(METHOD).step("agreement").options["points"]
IN_A_YEAR = timedelta(days=365)


def gather(town: Town, forum: Forum | None = None) -> Team:
    """A gathering at which the ten points lie on the table."""
    team = call(town, forum=forum, method=METHOD)
    team.go_to("agreement")
    return team


def word(
    team: Team, point: str, text: str, *, version: int = 0, who: str = LEADS
) -> AgreementPoint:
    account = team.account(who)
    with acting(account):
        said: AgreementPoint = actions.word_point(
            meeting=team.meeting, step="agreement", point=point, text=text, version=version,
            by=account,
        )  # fmt: skip
        return said


def look_again(team: Team, day: date | None = None, *, lead: str = LEADS) -> None:
    by = team.account(lead)
    with acting(by):
        actions.set_evaluation(
            meeting=team.meeting, step="agreement", day=day or timezone.localdate() + IN_A_YEAR,
            by=by,
        )  # fmt: skip


def whole(
    team: Team, *, says: str = "Sådan gør vi", day: date | None = None, lead: str = LEADS
) -> None:
    """Words for the points that have none, and a day."""
    with acting(team.account(lead)):
        known = team.sitting().agreement.points
    for point in POINTS:
        if point not in known:
            word(team, point, f"{says}: {point}", who=lead)
    look_again(team, day, lead=lead)


def sign(team: Team, *names: str, content: str = "") -> None:
    for name in names or MEMBERS:
        account = team.account(name)
        with acting(account):
            sitting = team.sitting()
            stands = content or content_at(sitting, sitting.method.step("signing"))
            actions.sign(
                meeting=team.meeting, step="signing", voice=team.voice(name), content=stands,
                by=account,
            )  # fmt: skip


def move(team: Team, step: str, *, lead: str = LEADS) -> None:
    by = team.account(lead)
    with acting(by):
        actions.move(meeting=team.meeting, to=step, over=True, by=by)


def agree_without(town: Town, forum: Forum, absent: str) -> Team:
    """The same once more, while one of the members is not there."""
    team = gather(town, forum)
    whole(team)
    lead = team.account(LEADS)
    with acting(lead):
        actions.note_attendance(meeting=team.meeting, voice=team.voice(absent), here=False, by=lead)
    move(team, "signing")
    sign(team)
    end(team)
    return team


def own(team: Team) -> Agreement:
    with acting(team.account(LEADS)):
        return Agreement.objects.get(meeting=team.meeting)


def end(team: Team, *, lead: str = LEADS) -> None:
    by = team.account(lead)
    move(team, "closing", lead=lead)
    with acting(by):
        actions.continue_or_end(
            meeting=team.meeting, step="closing", next_at=None, next_place="",
            ends_because="Vi mødes, når nogen kalder", by=by,
        )  # fmt: skip
        actions.end_meeting(meeting=team.meeting, by=by)


def agree(
    town: Town, forum: Forum | None = None, *, says: str = "Sådan gør vi", day: date | None = None
) -> Team:
    """A whole gathering, from the first point to the end."""
    team = gather(town, forum)
    whole(team, says=says, day=day)
    move(team, "signing")
    sign(team)
    end(team)
    return team
