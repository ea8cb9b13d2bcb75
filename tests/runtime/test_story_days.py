"""The demonstration's people are at work when the story says they meet."""

from datetime import date, timedelta
from datetime import timezone as fixed
from itertools import pairwise

import pytest
from django.utils import timezone

from tests import databases
from tovholder import postgres
from tovholder.demo import days
from tovholder.demo.chapters import chapters
from tovholder.organisation.working_days import is_working_day

TIMES = (
    ("meetings_meeting", "starts_at"),
    ("gatherings_meeting", "starts_at"),
    ("plans_task", "due"),
    ("gatherings_task", "due"),
    ("plans_observation", "on"),
    ("concerns_concern", "sent_at"),
    ("cases_case", "opened_at"),
)


def at_work(day: date) -> bool:
    return is_working_day(day, "dk")


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),  # a Friday
        (date(2026, 11, 21), date(2026, 11, 20)),
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 4, 3), date(2026, 4, 1)),  # Good Friday
        (date(2026, 12, 25), date(2026, 12, 24)),
    ],
)
def test_a_day_moves_to_the_nearest_on_which_people_are_at_work(day: date, moved: date) -> None:
    assert days.nearest(day) == moved
    assert days.nearest(day, latest=day) <= day


@pytest.mark.parametrize("first", [date(2026, 1, 1), date(2027, 3, 1)])
def test_every_chapter_is_played_at_work_and_in_order(first: date) -> None:
    passing = [passes for passes, _chapter in chapters()]
    for number in range(120):
        today = first + timedelta(days=number)
        told = list(days.spread(passing, today))
        played = [on for _told, on, _then in told]
        assert all(at_work(day) for day in played), today
        assert all(one <= other for one, other in pairwise([*played, today]))
        assert played[0] + timedelta(days=sum(then for *_days, then in told)) == today
        for day, on, _then in told:
            days.it_is(day, on)
            for later in (-8, -1, 0, 1, 9, 14, 60):
                assert at_work(on + days.within(later))
                assert later > 0 or days.within(later) <= timedelta(0)
    days.forget()


@pytest.mark.demonstration
def test_nothing_in_the_demonstration_falls_on_a_day_off(demonstration_template: str) -> None:
    with (
        databases.copy_of(demonstration_template) as name,
        postgres.connect(name, role="postgres") as superuser,
    ):
        for table, column in TIMES:
            rows = superuser.execute(f'SELECT "{column}" FROM {table} WHERE "{column}" IS NOT NULL')  # noqa: S608 names the database gave
            found = [row[0] for row in rows.fetchall()]
            assert found, table
            # The story lets whole days pass, and an evening in winter is a night in summer.
            clock = timezone.localtime().utcoffset()
            told = [one.astimezone(fixed(clock)).date() if hasattr(one, "hour") else one
                    for one in found]  # fmt: skip
            assert [day for day in told if not at_work(day)] == [], f"{table}.{column}"
