"""A notification as its signer and the reception meet it, and what people do to its pages."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.concerns.letters import write
from tests.concerns.notices import ANSWERS, assess, open_reception, send_receipt, sign
from tovholder.audit.context import acting
from tovholder.concerns import actions, due
from tovholder.concerns.models import Draft, Notification, NotificationDraft
from tovholder.demo.town import Town
from tovholder.organisation import actions as organisation
from tovholder.organisation.working_days import working_days_after

pytestmark = pytest.mark.django_db

NEW = "/notifications/new/"


@pytest.fixture
def teacher(town: Town, client: Client) -> Client:
    open_reception(town)
    client.force_login(town.accounts["teacher"])
    return client


@pytest.fixture
def reception(town: Town, client: Client) -> Client:
    open_reception(town)
    client.force_login(town.accounts["social-worker"])
    return client


def post(client: Client, **changed: object):
    given = {"draft": str(uuid.uuid4()), "sign": "on", **ANSWERS, **changed}
    return client.post(NEW, {name: value for name, value in given.items() if value is not None})


def signed(town: Town) -> list[Notification]:
    with acting(town.accounts["teacher"]):
        return list(Notification.objects.told())


def begun(town: Town) -> list[NotificationDraft]:
    with acting(town.accounts["teacher"]):
        return list(NotificationDraft.objects.all())


def main_of(answer) -> str:
    return answer.content.decode().partition("<main")[2]


def test_signing_leads_to_what_happens_and_by_when(town: Town, teacher: Client) -> None:
    answer = post(teacher)
    assert answer.status_code == 303
    told = main_of(teacher.get(answer["Location"]))
    assert "senest i morgen kl." in told
    assert "kvittering" in told
    [one] = signed(town)
    assert one.legal_basis == "duty-to-notify"
    assert one.unit_id == town.units["aaskolen"].pk
    assert one.assess_by is not None
    assert abs(one.assess_by - timezone.now() - timedelta(hours=24)) < timedelta(minutes=5)


def test_six_working_days_pass_over_weekend_and_holiday() -> None:
    friday_before_easter_week = date(2026, 3, 27)
    assert working_days_after(friday_before_easter_week, 6, "dk") == date(2026, 4, 9)
    assert working_days_after(date(2026, 11, 22), 6, "dk") == date(2026, 11, 30)


@pytest.mark.parametrize(
    "changed",
    [
        {"sign": None},
        {"danger": ""},
        {"danger": "perhaps"},
        {"name": ""},
        {"seen": ""},
        {"seen": "S" * 4001},
        {"parents": ""},
        {"born": "3026-01-01"},
        {"born": "i går"},
    ],
)
def test_what_is_wrong_is_told_and_every_word_stands_where_it_stood(
    town: Town, teacher: Client, changed: dict[str, str]
) -> None:
    answer = post(teacher, **changed)
    assert answer.status_code == 422
    assert "Jeg er bange for, at hun bliver slået." in answer.content.decode()
    assert signed(town) == []


def test_control_characters_and_a_second_click_do_no_harm(town: Town, teacher: Client) -> None:
    draft = str(uuid.uuid4())
    first = post(teacher, draft=draft, seen="Et\x00 mærke\x1b på armen 🙂")
    assert first.status_code == 303
    again = post(teacher, draft=draft)
    assert again.status_code == 422
    assert "allerede" in main_of(again)
    [one] = signed(town)
    assert one.answer("seen") == "Et mærke på armen 🙂"
    assert teacher.get(f"{NEW}?draft={draft}")["Location"].endswith(f"/notifications/{one.pk}/")


def test_a_draft_is_kept_as_she_types_and_gone_when_it_is_signed(
    town: Town, teacher: Client
) -> None:
    draft = uuid.uuid4()
    address = reverse("concerns:notify-draft", args=[draft])
    kept = teacher.post(address, {"seen": "X" * 9000, "danger": "now"}, headers={"X-Draft": "1"})
    assert kept.status_code == 200
    assert "112" in kept.content.decode()
    [one] = begun(town)
    assert len(one.answers["seen"]) == 9000
    listed = teacher.get(reverse("concerns:mine")).content.decode()
    assert str(draft) in listed
    # Two tabs: the other one signs, and what this one still sends is told and not kept.
    assert post(teacher, draft=str(draft)).status_code == 303
    assert begun(town) == []
    late = teacher.post(address, {"seen": "for sent"}, headers={"X-Draft": "1"})
    assert late.status_code == 409
    assert begun(town) == []


def test_a_draft_is_forgotten_after_thirty_days(town: Town, teacher: Client) -> None:
    account = town.accounts["teacher"]
    with acting(account):
        for days in (29, 31):
            NotificationDraft.objects.create(
                account=account, instrument="notification@1", language="da",
                saved_at=timezone.now() - timedelta(days=days),
            )  # fmt: skip
    assert due.run() == 1
    assert len(begun(town)) == 1


def test_what_was_typed_in_a_concern_goes_with_it_once(town: Town, teacher: Client) -> None:
    draft = uuid.uuid4()
    typed = {"draft": str(draft), "name": "Lars", "seen": "Blå mærker", "tried": "Talt med ham"}
    for _ in range(2):
        answer = teacher.post(reverse("concerns:notify-from-form"), typed)
        form = main_of(teacher.get(answer["Location"]))
        assert "Blå mærker" in form
        assert "Talt med ham" in form
    [one] = begun(town)
    assert one.answers == {"name": "Lars", "seen": "Blå mærker", "done": "Talt med ham"}
    with acting(town.accounts["teacher"]):
        assert Draft.objects.get(pk=draft).answers["seen"] == "Blå mærker"


def test_a_concern_that_is_sent_leads_to_the_duty_too(town: Town, teacher: Client) -> None:
    concern = write(town, seen="Hun siger, at far slår hende.")
    page = main_of(teacher.get(reverse("concerns:concern", args=[concern.pk])))
    address = reverse("concerns:notify-from-concern", args=[concern.pk])
    assert address in page
    form = main_of(teacher.get(teacher.post(address)["Location"]))
    assert "far slår hende" in form
    teacher.force_login(town.accounts["school-leader"])
    assert teacher.post(address).status_code == 403


def test_where_nobody_receives_she_is_told_to_ring_and_nothing_is_lost(
    town: Town, client: Client
) -> None:
    client.force_login(town.accounts["teacher"])
    assert "Ring til kommunen" in main_of(client.get(NEW, follow=True))
    answer = post(client)
    assert answer.status_code == 422
    assert "Et blåt mærke" in main_of(answer)


def test_a_reception_that_nobody_sits_at_receives_nothing(town: Town, teacher: Client) -> None:
    member = town.forums["reception"].memberships.get()
    organisation.leave(membership=member, by=town.accounts["admin"])
    assert post(teacher).status_code == 422


def test_nobody_receives_what_they_sign_themselves(town: Town, teacher: Client) -> None:
    organisation.join(forum=town.forums["reception"], account=town.accounts["teacher"])
    member = town.forums["reception"].memberships.get(account=town.accounts["social-worker"])
    organisation.leave(membership=member, by=town.accounts["admin"])
    assert post(teacher).status_code == 422
    assert not Notification.objects.exists()


def test_danger_is_told_first_with_the_telephone(town: Town, teacher: Client) -> None:
    answer = post(teacher, danger="now")
    told = main_of(teacher.get(answer["Location"]))
    assert "Ring først" in told
    assert "112" in told


def test_the_reception_reads_what_waits_by_its_deadline(town: Town, reception: Client) -> None:
    sign(town)
    sign(town, name="Akut Andersen", danger="now")
    page = main_of(reception.get(reverse("concerns:reception")))
    assert page.index("Akut Andersen") < page.index("Zebrine Quist")
    assert "Skal være vurderet senest i morgen kl." in page


def test_it_is_assessed_and_the_signer_hears_what_the_rule_allows(
    town: Town, reception: Client
) -> None:
    one = sign(town)
    here = reverse("concerns:received", args=[one.pk])
    form = {"outcome": "examination", "reason": "hemmelig-vurdering", "after": 0, "number": 0}
    assert reception.post(reverse("concerns:assess", args=[one.pk]), form).status_code == 303
    assert reception.post(reverse("concerns:receipt", args=[one.pk])).status_code == 303
    assert (
        reception.post(reverse("concerns:tell-back", args=[one.pk]), {"started": "yes"}).status_code
        == 303
    )
    assert "hemmelig-vurdering" in main_of(reception.get(here))
    [done] = signed(town)
    assert not done.waits
    reception.force_login(town.accounts["teacher"])
    told = main_of(reception.get(reverse("concerns:notification", args=[one.pk])))
    assert "Noget er sat i gang" in told
    assert "hemmelig-vurdering" not in told


def test_whom_the_rule_does_not_list_hears_the_receipt_and_no_more(
    town: Town, reception: Client
) -> None:
    one = sign(town, signer="therapist")
    assess(town, one)
    send_receipt(town, one)
    tell = reverse("concerns:tell-back", args=[one.pk])
    assert tell not in reception.get(reverse("concerns:received", args=[one.pk])).content.decode()
    assert reception.post(tell, {"started": "yes"}).status_code == 422


@pytest.mark.parametrize(
    "form",
    [
        {"outcome": "passed-on", "reason": "x"},
        {"outcome": "passed-on", "passed_to": "  ", "reason": "x"},
        {"outcome": "examination", "reason": " "},
        {"outcome": "nothing", "reason": "x"},
        {"outcome": "no-step", "reason": "x" * 4001},
        {"outcome": "no-step", "reason": "x", "number": 1},
        {"outcome": "no-step", "reason": "x", "after": 7},
        {"outcome": "no-step", "reason": "x", "after": "many"},
    ],
)
def test_a_half_assessment_is_refused_in_words(
    town: Town, reception: Client, form: dict[str, object]
) -> None:
    one = sign(town)
    address = reverse("concerns:assess", args=[one.pk])
    answer = reception.post(address, {"after": 0, "number": 0} | form)
    assert answer.status_code == 422
    assert signed(town)[0].waits


def test_what_is_added_comes_back_to_the_reception(town: Town, client: Client) -> None:
    open_reception(town)
    one = sign(town)
    assess(town, one)
    send_receipt(town, one)
    client.force_login(town.accounts["teacher"])
    address = reverse("concerns:supplement", args=[one.pk])
    added = {"text": "Det var tirsdag, ikke mandag.", "after": 0}
    assert client.post(address, added).status_code == 303
    assert client.post(address, added).status_code == 422  # the same page once more
    [back] = signed(town)
    assert back.waits
    assert back.answer("seen") == ANSWERS["seen"]
    client.force_login(town.accounts["social-worker"])
    page = main_of(client.get(reverse("concerns:reception")))
    assert "Vurdér" in page or "skrevet mere" in page
    assess(town, one, outcome="acute")
    assert not signed(town)[0].waits


def test_the_reception_finds_the_child_and_notes_only_ones_own_case(
    gathering, client: Client
) -> None:
    town = gathering.town
    open_reception(town, "social-worker", "social-worker-2")
    one = sign(town, name="Lars")
    address = reverse("concerns:notified-child", args=[one.pk])
    for name, sits in (("social-worker", True), ("social-worker-2", False)):
        client.force_login(town.accounts[name])
        found = client.post(address, {"text": gathering.case.person.given_name})
        [[pupil, sealed, cases], *_others] = found.context["found"]
        assert pupil.id == gathering.case.person_id
        assert [case.pk for case in cases] == ([gathering.case.pk] if sits else [])
        match = reverse("concerns:match-notified", args=[one.pk])
        answer = client.post(match, {"pupil": sealed, "case": str(gathering.case.pk)})
        assert answer.status_code == (303 if sits else 422)
        assert client.post(match, {"pupil": "made-up"}).status_code == 422
    page = client.get(reverse("concerns:received", args=[one.pk])).content.decode()
    assert str(gathering.case.pk) not in page
    client.force_login(town.accounts["social-worker"])
    page = client.get(reverse("concerns:received", args=[one.pk])).content.decode()
    assert str(gathering.case.pk) in page


def test_nobody_seats_themselves_at_a_reception(town: Town) -> None:
    forum, admin = open_reception(town), town.accounts["admin"]
    with pytest.raises(ValidationError):
        organisation.join(forum=forum, account=admin, by=admin)


def test_in_norway_the_law_there_is_named_and_says_no_time(town: Town) -> None:
    for unit in ("health", "family", "aaskolen"):
        town.units[unit].country = "no"
        town.units[unit].save()
    open_reception(town)
    for name in ("teacher", "health-visitor"):
        town.accounts[name].refresh_from_db()
    assert sign(town, signer="teacher").legal_basis == "no-duty-to-notify"
    visited = sign(town, signer="health-visitor")
    assert visited.legal_basis == "no-health-duty-to-notify"
    assert (visited.assess_by, visited.receipt_by) == (None, None)


def test_signing_in_anothers_name_or_to_a_team_is_refused(town: Town) -> None:
    open_reception(town)
    teacher = town.accounts["teacher"]
    with acting(teacher), pytest.raises(ValidationError):
        actions.notify(
            draft_id=uuid.uuid4(), instrument="notification@1", answers=ANSWERS,
            to=town.forums["triage"], by=teacher,
        )  # fmt: skip
