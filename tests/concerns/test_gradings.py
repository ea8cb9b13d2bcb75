"""A colour has a reason, a last day and parents who know; it leads to people (S-22, S-23)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.concerns import actions as concerns
from tovholder.concerns.models import Grading

pytestmark = pytest.mark.django_db


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def grade(gathering: Gathering, **told: object) -> Grading:
    worker = gathering.account("social-worker")
    words: dict[str, object] = {
        "ruler": "wellbeing@1", "colour": "yellow", "reason": "Går alene i frikvarteret",
        "ends_on": in_days(30), "told_on": in_days(-1), "told_how": "Mor er enig",
    }  # fmt: skip
    with acting(worker):
        return concerns.grade(case=gathering.case, by=worker, **(words | told))


def page(gathering: Gathering, name: str = "social-worker") -> str:
    client = Client()
    client.force_login(gathering.account(name))
    return client.get(f"/cases/{gathering.case.pk}/worry/").content.decode()


@pytest.mark.parametrize(
    "told",
    [
        {"ruler": "violence@1"},
        {"ruler": "nothing@1"},
        {"ends_on": in_days(0)},
        {"ends_on": in_days(200)},
        {"told_on": None},
        {"told_on": None, "not_told_because": "  "},
        {"told_on": in_days(3)},
    ],
)
def test_it_is_refused_in_words(gathering: Gathering, told: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        grade(gathering, **told)
    assert refused.value.messages[0].endswith((".", "!"))


def test_it_stands_with_its_reason_until_its_last_day(gathering: Gathering) -> None:
    grade(gathering)
    told = page(gathering)
    assert "Går alene i frikvarteret" in told
    assert "Mor er enig" in told
    worker = gathering.account("social-worker")
    with acting(worker):
        standing = Grading.objects.of(gathering.case).standing().get()
        concerns.lift(grading=standing, reason="Han har fået en makker", by=worker)
    gone = page(gathering)
    assert "Går alene" not in gone
    assert "Han har fået en makker" not in gone


def test_past_its_last_day_nobody_sees_it(
    gathering: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade(gathering)
    later = in_days(31)
    monkeypatch.setattr("tovholder.concerns.models.gradings.timezone.localdate", lambda: later)
    assert "Går alene" not in page(gathering)


def test_a_new_one_takes_the_place_of_the_old(gathering: Gathering) -> None:
    grade(gathering)
    grade(gathering, colour="green", reason="Han leger med Emil")
    with acting(gathering.account("social-worker")):
        assert Grading.objects.of(gathering.case).standing().count() == 1
    assert "Går alene" not in page(gathering)


def test_it_leads_to_those_at_the_case_and_names_who_is_missing(gathering: Gathering) -> None:
    grade(gathering, colour="red")
    told = page(gathering)
    called = f"/cases/{gathering.case.pk}/meetings/new/?"
    assert called in told
    address = told[told.index(called) :].split('"')[0].replace("&amp;", "&")
    for name, asked in (("mother", True), ("psychologist", True), ("teacher", False)):
        chosen = address.split("?")[1].split("&")
        assert (f"with={gathering.account(name).pk}" in chosen) == asked
    assert "/catalogue/professions/school-leader/" in told
    client = Client()
    client.force_login(gathering.account("social-worker"))
    answer = client.get(address)
    assert answer.status_code == 200
    assert "data-invalid" not in answer.content.decode()


def test_green_calls_nobody(gathering: Gathering) -> None:
    grade(gathering, colour="green")
    assert "meetings/new/" not in page(gathering).split("<main")[1]


@pytest.mark.parametrize("name", ["teacher", "mother", "outsider", "leader", "admin"])
def test_only_an_access_to_concerns_shows_it(gathering: Gathering, name: str) -> None:
    grade(gathering)
    assert "Går alene" not in page(gathering, name)
    with acting(gathering.account(name)):
        assert not Grading.objects.exists()


def test_it_is_never_changed_and_never_without_what_it_owes(gathering: Gathering) -> None:
    grading = grade(gathering)
    with acting(gathering.account("social-worker")):
        with pytest.raises(DatabaseError), transaction.atomic():
            Grading.objects.filter(pk=grading.pk).update(colour="red")
        for lacking in ({"reason": ""}, {"told_on": None}):
            row = {
                "case": gathering.case, "ruler": "wellbeing@1", "colour": "red", "reason": "Ja",
                "ends_on": in_days(3), "told_on": in_days(0), "by": grading.by,
            }  # fmt: skip
            with pytest.raises(IntegrityError), transaction.atomic():
                Grading.objects.create(**(row | lacking))


def test_the_form_asks_whether_the_parents_know(gathering: Gathering) -> None:
    client = Client()
    client.force_login(gathering.account("social-worker"))
    address = f"/cases/{gathering.case.pk}/worry/new/"
    sent = {
        "ruler": "wellbeing@1", "colour": "yellow", "reason": "Går alene",
        "ends_on": in_days(20).isoformat(),
    }  # fmt: skip
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Forældrene skal vide det" in refused.content.decode()
    assert client.post(address, sent | {"told_on": in_days(0).isoformat()}).status_code == 303
    assert "Går alene" in page(gathering)


def test_the_page_costs_the_same_before_and_after(gathering: Gathering) -> None:
    client = Client()
    client.force_login(gathering.account("social-worker"))
    counts = []
    for colour in ("red", "yellow"):
        grade(gathering, colour=colour)
        client.get(f"/cases/{gathering.case.pk}/worry/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/cases/{gathering.case.pk}/worry/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
