"""What the surroundings give: the adults' own wheels beside the child's, and two days compared
(S-38)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tests.cast import Gathering
from tests.meetings.test_child_voice import Talk, held
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.meetings import actions
from tovholder.meetings.engine.items import Item
from tovholder.meetings.models import Seen
from tovholder.meetings.wheels import (
    CHILD,
    Answer,
    Kept,
    compare,
    kept,
    wheel_asked,
    where_to_talk,
)

pytestmark = pytest.mark.django_db

ITEMS = [Item("care", "Care", highest=4), Item("safe", "Feeling safe", highest=4)]
PEOPLE = {CHILD: ("Lars", ""), 1: ("Kirsten", "mother"), 2: ("Mette", "teacher")}
NOW = timezone.now()
BEFORE = NOW - timedelta(days=30)


def told(*said: tuple[int, str, int, int]) -> Kept:
    """Whose, of what, the level, and how many days ago."""
    answers = [
        Answer(whose, item, value, "", NOW - timedelta(days=days))
        for whose, item, value, days in said
    ]
    return Kept(ITEMS, PEOPLE, sorted(answers, key=lambda one: one.at))


def see(gathering: Gathering, name: str, **levels: int) -> None:
    account = gathering.account(name)
    with acting(account):
        actions.see(
            case=gathering.case, instrument=wheel_asked(), by=account,
            answers={item: (value, f"ord om {item}") for item, value in levels.items()},
        )  # fmt: skip


def page(gathering: Gathering, name: str, query: str = "") -> str:
    client = Client()
    client.force_login(gathering.account(name))
    address = reverse("meetings:wheels", args=[gathering.case.pk])
    return client.get(f"{address}{query}").content.decode()


def test_two_days_are_compared_in_words() -> None:
    said = told(
        (CHILD, "care", 1, 40), (CHILD, "care", 3, 2), (1, "care", 3, 40), (1, "safe", 4, 40),
        (1, "safe", 2, 1), (2, "safe", 3, 1),
    )  # fmt: skip
    with translation.override("en"):
        changes = compare(said.on(BEFORE), said.on(NOW))
    assert changes == [
        "Lars sees more of: Care.", "Kirsten sees less of: Feeling safe.", "New: Mette."
    ]  # fmt: skip
    assert compare(said.on(NOW), said.on(NOW)) == []


def test_what_is_only_said_once_is_no_change() -> None:
    said = told((1, "care", 3, 40), (1, "safe", 0, 1))
    assert compare(said.on(BEFORE), said.on(NOW)) == []


def test_the_childs_own_comes_first_and_nothing_is_added_up() -> None:
    said = told((2, "care", 2, 3), (1, "care", 2, 2), (CHILD, "care", 1, 1)).on(NOW)
    assert [one.name for one in said.standing] == ["Lars", "Kirsten", "Mette"]
    assert said.rows == [("Care", [1, 2, 2]), ("Feeling safe", [None, None, None])]


def test_one_talks_first_of_what_is_seen_most_differently() -> None:
    with translation.override("en"):
        near = told((1, "care", 2, 3), (2, "care", 3, 3)).on(NOW)
        far = told((1, "safe", 4, 3), (2, "safe", 3, 3), (CHILD, "safe", 1, 3)).on(NOW)
        assert where_to_talk(near) == ""
        assert "Feeling safe. Lars says 1, Kirsten says 4." in where_to_talk(far)


def test_adults_see_each_others_and_the_child_reads_them(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        cases.admit_child(case=gathering.case, purpose="Lars selv", by=worker)
    see(gathering, "mother", care=4)
    see(gathering, "teacher", care=2, safe=1)
    for name in ("mother", "teacher", "child"):
        assert "ord om safe" in page(gathering, name)
    assert "ord om safe" not in page(gathering, "father")


@pytest.fixture
def talk(gathering: Gathering) -> Talk:
    return held(gathering)


def test_the_childs_wheel_is_shown_to_those_it_lets_know(talk: Talk) -> None:
    gathering = talk.table.gathering
    for name, reads in (("child", True), ("pedagogue", True), ("mother", False)):
        with acting(gathering.account(name)):
            now = kept(gathering.case, gathering.account(name)).on(timezone.now())
        assert [one.whose for one in now.standing] == ([CHILD] if reads else [])
        assert (talk.secret.text in page(gathering, name)) is reads
        # Nor does another day give it away.
        assert (talk.secret.text in page(gathering, name, f"?then={NOW:%Y-%m-%d}")) is reads


def test_the_child_fills_in_no_adults_wheel(talk: Talk) -> None:
    gathering = talk.table.gathering
    child = gathering.account("child")
    with pytest.raises(ValidationError):
        see(gathering, "child", care=2)
    client = Client()
    client.force_login(child)
    assert client.get(reverse("meetings:my_wheel", args=[gathering.case.pk])).status_code == 403
    refused(gathering, "child", child.pk)


def test_nobody_fills_in_anothers(gathering: Gathering) -> None:
    refused(gathering, "teacher", gathering.account("mother").pk)


def refused(gathering: Gathering, name: str, by: int) -> None:
    """The database itself refuses the row."""
    row = (gathering.case.pk, wheel_asked(), by)
    with (
        acting(gathering.account(name)),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO meetings_seen (id, case_id, instrument, item, value, text, by_id)"
            " VALUES (gen_random_uuid(), %s, %s, 'care', 2, '', %s)",
            row,
        )


def test_what_was_seen_is_never_changed(gathering: Gathering) -> None:
    see(gathering, "teacher", care=2)
    see(gathering, "teacher", care=3)
    with acting(gathering.account("teacher")):
        assert sorted(Seen.objects.values_list("value", flat=True)) == [2, 3]
        for change in (lambda rows: rows.update(value=4), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(Seen.objects.all())


def test_an_empty_wheel_is_refused_in_words(gathering: Gathering) -> None:
    client = Client()
    client.force_login(gathering.account("teacher"))
    address = reverse("meetings:my_wheel", args=[gathering.case.pk])
    assert client.post(address, {"care": ""}).status_code == 422
    assert client.post(address, {"care": "9"}).status_code == 422
    assert client.post(address, {"care": "3", "safe-words": "ved skuret"}).status_code == 303
    # It begins with what one said last.
    assert "ved skuret" in client.get(address).content.decode()


def test_the_page_asks_as_often_for_one_as_for_five(gathering: Gathering) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(gathering, "social-worker", f"?then={NOW:%Y-%m-%d}")
        return len(asked)

    see(gathering, "mother", care=1)
    count()
    one = count()
    for name in ("teacher", "psychologist", "pedagogue", "therapist"):
        see(gathering, name, care=2, safe=3)
    assert count() == one
