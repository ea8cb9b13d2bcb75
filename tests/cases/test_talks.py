"""Asking to talk about a child without consent, outside the triage (S-44, decision 33)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.utils import timezone, translation

from tests.cast import Gathering, gather, settle
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import Talk, TalkNote, TalkParty
from tovholder.catalogue import catalogue
from tovholder.consent.models import Exchange
from tovholder.demo.passing import let_days_pass
from tovholder.organisation.actions import choose_language
from tovholder.organisation.models import Account, Professional
from tovholder.oversight.actions import decide_on_talk
from tovholder.oversight.models import TalkDecision

RULE = "one-time-exchange"
WHY_NOT = {"anonymous": "a", "with_parents": "b", "consent": "c"}
SAID = {
    "anonymous": "no", "why_not_anonymous": "Skolen kender kun ét barn som hende",
    "with_parents": "no", "why_not_with_parents": "Faderen svarer ikke",
    "consent": "no", "why_not_consent": "Vi har ringet tre gange",
    "necessary": "Hun kommer ikke i skole", "endangers": "", "untold_because": "", "again": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def client_of(account: Account) -> Client:
    with acting(account):
        choose_language(account=account, language="en")
    client = Client()
    client.force_login(account)
    return client


def at_work(gathering: Gathering, *names: str) -> list[Professional]:
    accounts = [gathering.account(name) for name in names]
    return list(Professional.objects.filter(account__in=accounts).select_related("account", "unit"))


def talk(gathering: Gathering, *others: str, by: str = "health-visitor", **more: Any) -> Talk:
    """The health visitor, and whom she asks, meet today."""
    asker = gathering.account(by)
    said = {"meets_on": timezone.localdate(), "why_not": WHY_NOT, "necessary": "Nu", **more}
    with acting(asker), transaction.atomic():
        return actions.talk_once(
            case=gathering.case, others=at_work(gathering, *(others or ("outsider",))), by=asker,
            **said,
        )  # fmt: skip


def new_page(gathering: Gathering) -> str:
    return f"/cases/{gathering.case.pk}/exchanges/new/"


@pytest.mark.django_db
def test_the_health_visitor_asks_the_school_and_both_read_it(gathering: Gathering) -> None:
    visitor, other = gathering.account("health-visitor"), gathering.account("outsider")
    sent = {**SAID, "others": [other.pk], "meets_on": timezone.localdate().isoformat()}
    client = client_of(visitor)
    found = client.post(new_page(gathering), {**sent, "step": "find", "find": other.name})
    assert other.name in found.content.decode()
    answer = client.post(new_page(gathering), sent)
    assert answer.status_code == 303
    assert client.get(answer["location"]).status_code == 200
    shown = client_of(other).get(answer["location"]).content.decode()
    assert "Hun kommer ikke i skole" in shown
    assert gathering.case.person.name in shown
    assert answer["location"] in client_of(other).get("/").content.decode()
    # To take part opens no case.
    assert client_of(other).get(f"/cases/{gathering.case.pk}/").status_code == 404
    assert client_of(other).post(answer["location"], {"text": "Vi aftalte"}).status_code == 303
    assert "Vi aftalte" in client.get(answer["location"]).content.decode()
    assert answer["location"] not in client_of(other).get("/").content.decode()


@pytest.mark.django_db
def test_each_milder_way_is_asked_first_and_a_no_says_why(gathering: Gathering) -> None:
    client, other = client_of(gathering.account("health-visitor")), gathering.account("outsider")
    sent = {**SAID, "others": [other.pk], "meets_on": timezone.localdate().isoformat()}
    for way, told in (
        ("anonymous", 'href="/sparring/"'), ("with_parents", "call a meeting with the parents"),
        ("consent", "ask the parents for consent"),
    ):  # fmt: skip
        milder = client.post(new_page(gathering), {**sent, way: "yes"})
        assert milder.status_code == 422
        assert "Choose the milder way" in milder.content.decode()
        assert told in milder.content.decode()
        for silent in ({f"why_not_{way}": " "}, {way: ""}):
            assert client.post(new_page(gathering), {**sent, **silent}).status_code == 422
    danger = client.post(new_page(gathering), {**sent, "endangers": "on"})
    assert danger.status_code == 422
    with acting(gathering.account("health-visitor")):
        assert not Talk.objects.exists()
        assert not Exchange.objects.exists()


@pytest.mark.django_db
def test_those_the_law_does_not_list_neither_ask_nor_take_part(
    gathering: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    for others, by in ((["psychologist"], "health-visitor"), (["outsider"], "therapist")):
        with pytest.raises(ValidationError, match="no other"):
            talk(gathering, *others, by=by)
    rule = catalogue().legal_basis(RULE)
    told = MappingProxyType({**rule.parameters, "parties": ["health", "family"]})
    with monkeypatch.context() as narrowed:
        narrowed.setitem(catalogue().legal_bases, RULE, replace(rule, parameters=told))
        with pytest.raises(ValidationError, match="no other"):
            talk(gathering)
    yesterday = timezone.localdate() - timedelta(days=1)
    with monkeypatch.context() as gone:
        gone.setitem(catalogue().legal_bases, RULE, replace(rule, valid_to=yesterday))
        with pytest.raises(ValidationError, match="No law"):
            talk(gathering)
        asked = client_of(gathering.account("health-visitor")).get(new_page(gathering))
        assert "No law that is known here" in asked.content.decode()
        assert "<textarea" not in asked.content.decode()


@pytest.mark.django_db
def test_it_takes_two_and_a_day_within_the_rule(gathering: Gathering) -> None:
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="with whom"):
        talk(gathering, "health-visitor")
    for day in (today - timedelta(days=1), today + timedelta(days=29)):
        with pytest.raises(ValidationError, match="Choose a day"):
            talk(gathering, meets_on=day)


@pytest.mark.django_db
def test_a_second_says_why_and_there_is_no_third(gathering: Gathering) -> None:
    talk(gathering)
    with pytest.raises(ValidationError, match="special reason"):
        talk(gathering)
    assert talk(gathering, again="Nyt er sket").number == 2
    with pytest.raises(ValidationError, match="and once more"):
        talk(gathering, again="Mere er sket")


@pytest.mark.django_db
def test_what_was_said_is_written_when_they_have_met(gathering: Gathering) -> None:
    ahead = talk(gathering, meets_on=timezone.localdate() + timedelta(days=3))
    other = gathering.account("outsider")
    shown = client_of(other).get(f"/exchanges/{ahead.pk}/").content.decode()
    assert "Write what was said" not in shown
    with (
        acting(other),
        translation.override("en"),
        pytest.raises(ValidationError, match="when you have met"),
    ):
        actions.write_talk_note(talk=ahead, text="Før tid", by=other)


@pytest.mark.django_db
def test_nobody_who_takes_no_part_reads_that_there_is_one(gathering: Gathering) -> None:
    one = talk(gathering)
    for name in ("social-worker", "teacher", "mother", "father", "child", "leader", "officer",
                 "school-leader", "admin"):  # fmt: skip
        account = gathering.account(name)
        answer = client_of(account).get(f"/exchanges/{one.pk}/")
        nowhere = client_of(account).get(f"/exchanges/{gathering.case.pk}/")
        assert (answer.status_code, nowhere.status_code) == (404, 404), name
        assert client_of(account).post(f"/exchanges/{one.pk}/", {"text": "x"}).status_code == 404
        with acting(account):
            for model in (Talk, TalkParty, TalkNote):
                assert not model._default_manager.exists(), (name, model)
    for name in ("mother", "child"):
        with acting(gathering.account(name)):
            assert not Exchange.objects.exists(), "the family reads it where it was decided"


@pytest.mark.django_db
def test_the_family_neither_asks_nor_sees_the_page_that_asks(gathering: Gathering) -> None:
    mother = client_of(gathering.account("mother"))
    assert mother.get(new_page(gathering)).status_code == 403
    assert new_page(gathering) not in mother.get(f"/cases/{gathering.case.pk}/").content.decode()
    stranger = client_of(gathering.account("outsider"))
    assert stranger.get(new_page(gathering)).status_code == 404
    therapist = client_of(gathering.account("therapist"))
    assert new_page(gathering) not in therapist.get(f"/cases/{gathering.case.pk}/").content.decode()
    told = therapist.get(new_page(gathering)).content.decode()
    assert "and no other" in told
    assert "<textarea" not in told
    visitor = client_of(gathering.account("health-visitor"))
    assert new_page(gathering) in visitor.get(f"/cases/{gathering.case.pk}/").content.decode()


@pytest.mark.django_db
def test_the_database_lets_nobody_in_afterwards_or_from_elsewhere(gathering: Gathering) -> None:
    one, visitor = talk(gathering), gathering.account("health-visitor")
    other = gathering.account("outsider")
    row = {"talk": one, "profession": "teacher"}
    for name, by in (("psychologist", visitor), ("teacher", other)):
        with acting(by), pytest.raises(DatabaseError), transaction.atomic():
            TalkParty.objects.create(account=gathering.account(name), **row)
    with acting(other), pytest.raises(DatabaseError), transaction.atomic():
        TalkNote.objects.create(talk=one, text="I en andens navn", by=visitor)
    with acting(visitor), connection.cursor() as cursor:
        for change in ("UPDATE cases_talk SET necessary = 'x'", "DELETE FROM cases_talkparty"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(change)


def test_the_door_shuts_and_nobody_joins_the_day_after(own_database: str) -> None:
    gathering = gather(settle())
    one = talk(gathering)
    visitor, other = gathering.account("health-visitor"), gathering.account("outsider")
    with acting(visitor), pytest.raises(DatabaseError), transaction.atomic():
        TalkParty.objects.create(
            talk=one, account=gathering.account("teacher"), profession="teacher"
        )
    let_days_pass(28)
    assert client_of(other).get(f"/exchanges/{one.pk}/").status_code == 200
    let_days_pass(1)
    for account in (visitor, other):
        assert client_of(account).get(f"/exchanges/{one.pk}/").status_code == 404
        with acting(account):
            assert not Talk.objects.exists()
    # That it happened the family still reads.
    looked = f"/cases/{gathering.case.pk}/looks/"
    assert "Talks without your consent" in page(gathering, "mother", looked)


def page(gathering: Gathering, name: str, address: str) -> str:
    return client_of(gathering.account(name)).get(address).content.decode()


@pytest.mark.django_db
def test_the_family_reads_when_which_professions_and_why(gathering: Gathering) -> None:
    looked = f"/cases/{gathering.case.pk}/looks/"
    assert "Talked about" not in page(gathering, "mother", looked)
    talk(gathering, necessary="Hun kommer ikke i skole", meets_on=timezone.localdate())
    talk(
        gathering, again="Nyt er sket", necessary="Senere",
        meets_on=timezone.localdate() + timedelta(days=1),
    )  # fmt: skip
    told = page(gathering, "mother", looked)
    assert "Talks without your consent" in told
    assert "health visitor" in told
    assert "teacher" in told
    assert "Hun kommer ikke i skole" in told
    assert "Senere" not in told, "what has not happened is not told"
    assert "Peter Skov" not in told
    assert client_of(gathering.account("father")).get(looked).status_code == 404


@pytest.mark.django_db
def test_what_could_endanger_somebody_waits_for_a_recorded_decision(gathering: Gathering) -> None:
    looked = f"/cases/{gathering.case.pk}/looks/"
    before = page(gathering, "mother", looked)
    one = talk(gathering, untold_because="Faderen har slået", necessary="hemmelig-nødvendighed")
    hidden = page(gathering, "mother", looked)
    assert "Talked about" not in hidden
    assert "hemmelig" not in hidden
    assert len(hidden.splitlines()) == len(before.splitlines())
    with acting(gathering.account("mother")):
        assert not TalkDecision.objects.exists()
    officer = client_of(gathering.account("officer"))
    waiting = officer.get("/trace/decisions/").content.decode()
    assert "Faderen har slået" in waiting
    assert gathering.case.person.family_name not in waiting
    assert "1 decision about what a family reads waits for you" in officer.get("/").content.decode()
    decide = f"/trace/decisions/talks/{one.pk}/"
    for name in ("mother", "social-worker", "health-visitor", "admin"):
        assert client_of(gathering.account(name)).get(decide).status_code == 404
    assert officer.post(decide, {"shown": "yes", "reason": " "}).status_code == 422
    for shown, reason in (("yes", "Hun bor nu i sikkerhed"), ("no", "Ikke alligevel")):
        assert officer.post(decide, {"shown": shown, "reason": reason}).status_code == 303
        told = "hemmelig-nødvendighed" in page(gathering, "mother", looked)
        assert told == (shown == "yes")
    assert "decision about what" not in officer.get("/").content.decode()
    with acting(gathering.account("social-worker")), pytest.raises(ValidationError):
        decide_on_talk(
            talk_id=one.pk, shown=True, reason="Nej", by=gathering.account("social-worker")
        )


@pytest.mark.django_db
def test_the_officer_is_not_asked_about_what_the_family_may_read(gathering: Gathering) -> None:
    one = talk(gathering)
    officer = client_of(gathering.account("officer"))
    assert officer.get(f"/trace/decisions/talks/{one.pk}/").status_code == 404
    assert "decision about what" not in officer.get("/").content.decode()


@pytest.mark.django_db
def test_whoever_is_near_the_child_takes_no_part_and_is_not_told_why(gathering: Gathering) -> None:
    mother = gathering.account("mother")
    Account.objects.filter(pk=gathering.account("outsider").pk).update(
        name=mother.name, sort_key=mother.sort_key
    )
    with pytest.raises(ValidationError, match="cannot take part in this"):
        talk(gathering)
    with acting(gathering.account("health-visitor")):
        assert not Exchange.objects.exists(), "what was refused is not counted"
