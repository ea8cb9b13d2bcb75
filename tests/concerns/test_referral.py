"""A concern goes on to the second level, and its history with it (S-20, S-21)."""

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.cast import Gathering
from tests.concerns.letters import ANSWERS, SECRETS, agree, hide, try_locally, write
from tests.concerns.test_walls import everything_read
from tovholder.audit.context import acting
from tovholder.cases.models import Seat
from tovholder.concerns import actions
from tovholder.concerns.actions.deciding import Words
from tovholder.concerns.instrument import CONCERN
from tovholder.concerns.models import Concern, Decision, Ground, Referral
from tovholder.concerns.queue import queue
from tovholder.concerns.rules import forums_further_on, receiving_forums
from tovholder.concerns.standing import course_of, standing
from tovholder.demo.town import Town
from tovholder.organisation.actions import add_forum, join
from tovholder.organisation.models import Forum, Membership
from tovholder.people.actions import find_pupils

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def set_up(town: Town, kind: str, unit: str, leader: str, *others: str) -> Forum:
    """A forum of a kind, with one who leads it."""
    forum = add_forum(kind=kind, name=f"{kind} her", unit=town.units[unit], weekday=3)
    join(forum=forum, account=town.accounts[leader], chair=True)
    for name in others:
        join(forum=forum, account=town.accounts[name])
    return forum


@pytest.fixture
def second(town: Town) -> Forum:
    """The cross-professional team of the same school."""
    return set_up(town, "cross-professional-team", "aaskolen", "health-visitor", "therapist")


def refer(
    town: Town, concern: Concern, to: Forum, *, by: str = "school-leader", know: bool = True
) -> Decision:
    account = town.accounts[by]
    with acting(account):
        fresh = Concern.objects.get(pk=concern.pk)
        return actions.refer(
            concern=fresh,
            to=to,
            reason="Sundhedsplejen ved mere om søvn",
            parents_know=know,
            answer=Words("Vi tager det med i skoleteamet."),
            after=fresh.decisions_made,
            by=account,
        )


def refused_as_empty() -> AbstractContextManager[object]:
    return pytest.raises(IntegrityError, match="holds nothing")


def rows(town: Town, name: str) -> list[object]:
    account = town.accounts[name]
    with acting(account):
        return [row.id for row in queue(list(Membership.objects.current().filter(account=account)))]


def test_the_second_level_reads_all_that_was_said_and_the_first_no_more(
    town: Town, second: Forum, client: Client
) -> None:
    concern = write(town)
    agree(town, concern)
    try_locally(town, concern)
    refer(town, concern, second)
    for name in ("health-visitor", "therapist"):
        assert rows(town, name) == [concern.pk]
        client.force_login(town.accounts[name])
        page = client.get(reverse("concerns:look-at", args=[concern.pk])).content.decode()
        assert "En fast makker i frikvarteret" in page
        assert "Sundhedsplejen ved mere om søvn" in page
        assert "Zebrine" in page
    assert rows(town, "psychologist") == []
    assert everything_read(town.accounts["social-worker"]) == ""


def test_the_child_and_the_author_stay_at_their_school_wherever_it_goes_on(
    town: Town, client: Client
) -> None:
    concern = write(town)
    agree(town, concern)
    elsewhere = set_up(town, "cross-professional-team", "engskolen", "health-visitor")
    refer(town, concern, elsewhere)
    client.force_login(town.accounts["health-visitor"])
    look_at = client.get(reverse("concerns:look-at", args=[concern.pk])).content.decode()
    assert "Mette Lund, Åskolen" in look_at
    child = {"given_name": "Zebrine", "family_name": "Quist", "birth_date": "2014-05-01"}
    address = reverse("concerns:register", args=[concern.pk])
    assert client.post(address, child).status_code == 303
    leader, other = town.accounts["school-leader"], town.accounts["health-visitor"]
    with acting(leader):
        assert find_pupils(town.units["aaskolen"], "zebrine", by=leader)
    with acting(other):
        assert not find_pupils(town.units["engskolen"], "zebrine", by=other)


def test_before_it_goes_on_the_second_level_finds_nothing(town: Town, second: Forum) -> None:
    concern = write(town)
    agree(town, concern)
    assert everything_read(town.accounts["health-visitor"]) == ""
    assert rows(town, "health-visitor") == []


def test_hidden_stays_hidden_from_the_leader_who_takes_over_too(
    town: Town, second: Forum, client: Client
) -> None:
    concern = write(town)
    hide(town, concern, "Zebbe")
    try_locally(town, concern)
    refer(town, concern, second)
    read = everything_read(town.accounts["health-visitor"])
    assert "En fast makker" in read
    assert not SECRETS.search(read)
    client.force_login(town.accounts["health-visitor"])
    page = client.get(reverse("concerns:look-at", args=[concern.pk])).content.decode()
    assert not SECRETS.search(page)
    refused = client.get(reverse("concerns:ground", args=[concern.pk]))
    assert refused.status_code == 403
    assert town.forums["triage"].name in refused.content.decode()


def test_the_leader_who_takes_over_cannot_say_that_the_name_may_be_known(
    town: Town, second: Forum
) -> None:
    concern = write(town)
    hide(town, concern)
    refer(town, concern, second)
    account, today = town.accounts["health-visitor"], timezone.localdate()
    with acting(account):
        fresh = Concern.objects.get(pk=concern.pk)
        with pytest.raises(ValidationError):
            actions.agree(concern=fresh, on=today, how="x", by=account)
    own = Ground(
        concern=fresh, number=2, kind="agreed", agreed_on=today, agreed_how="x", by=account
    )
    with acting(account), pytest.raises(DatabaseError), transaction.atomic():
        own.save(force_insert=True)


def test_sent_back_the_first_leader_knows_the_child_again(town: Town, second: Forum) -> None:
    concern = write(town)
    hide(town, concern)
    refer(town, concern, second)
    with acting(town.accounts["health-visitor"]):
        assert forums_further_on(Concern.objects.get(pk=concern.pk)) == [town.forums["triage"]]
    refer(town, concern, town.forums["triage"], by="health-visitor")
    with acting(town.accounts["school-leader"]):
        assert Concern.objects.get(pk=concern.pk).identity.name.startswith("Zebrine")
    agree(town, Concern(pk=concern.pk, forum=town.forums["triage"], sent_to=town.forums["triage"]))
    refer(town, concern, second)
    assert "Zebrine" in everything_read(town.accounts["therapist"])


def test_the_author_is_told_where_it_went(town: Town, second: Forum) -> None:
    concern = write(town)
    agree(town, concern)
    refer(town, concern, second)
    with acting(town.accounts["teacher"]):
        mine = Concern.objects.get(pk=concern.pk)
        said = standing(mine, course_of(mine), concern.sent_at.date())
    assert second.name in said.sentence
    assert said.waits_for_author


def test_no_way_leads_past_the_ground_the_parents_or_the_catalogue(
    town: Town, second: Forum
) -> None:
    concern = write(town)
    with pytest.raises(ValidationError, match="on what basis"):
        refer(town, concern, second)
    agree(town, concern)
    with pytest.raises(ValidationError, match="Tell the parents"):
        refer(town, concern, second, know=False)
    elsewhere = set_up(town, "tvaers-institution", "aaskolen", "pedagogue")
    with pytest.raises(ValidationError, match="No way leads there"):
        refer(town, concern, elsewhere)


def test_a_pre_screening_reads_asks_and_sends_on_and_loses_nothing(town: Town) -> None:
    unit = set_up(town, "tvaers-unit", "aaskolen", "school-leader")
    screening = set_up(town, "pre-screening", "ppr", "psychologist")
    institution = set_up(town, "tvaers-institution", "health", "pedagogue")
    teacher = town.accounts["teacher"]
    with acting(teacher):
        concern = actions.send(
            draft_id=uuid.uuid4(), instrument=CONCERN, answers=ANSWERS, to=unit, by=teacher
        )
    agree(town, concern)
    try_locally(town, concern)
    refer(town, concern, screening)
    with pytest.raises(ValidationError, match="does not decide that"):
        try_locally(
            town, Concern(pk=concern.pk, forum=screening, sent_to=unit), after=2, by="psychologist"
        )
    refer(town, concern, institution, by="psychologist")
    read = everything_read(town.accounts["pedagogue"])
    assert "En fast makker" in read
    assert read.count("Sundhedsplejen ved mere om") == 2


def test_an_anonymous_approach_begins_at_the_authority(town: Town) -> None:
    authority = set_up(town, "tvaers-authority", "health", "social-worker")
    teacher = town.accounts["teacher"]
    assert receiving_forums(teacher) == [town.forums["triage"]]
    assert receiving_forums(teacher, anonymous=True) == [authority]
    with acting(teacher):
        sent = actions.send(
            draft_id=uuid.uuid4(), instrument=CONCERN, answers=ANSWERS, anonymous=True, by=teacher
        )
        assert sent.forum == authority
        with pytest.raises(ValidationError, match="No way leads there"):
            actions.send(
                draft_id=uuid.uuid4(), instrument=CONCERN, answers=ANSWERS, to=authority, by=teacher
            )
    assert rows(town, "social-worker") == [sent.pk]


def test_a_workplace_without_a_team_may_still_pass_on_what_it_was_told(
    town: Town, client: Client
) -> None:
    authority = set_up(town, "tvaers-authority", "health", "social-worker")
    client.force_login(town.accounts["pedagogue"])
    draft = uuid.uuid4()
    answers = {**ANSWERS, "draft": str(draft), "to": f"anonymous:{authority.pk}"}
    assert client.post(reverse("concerns:new"), answers).status_code == 303
    with acting(town.accounts["pedagogue"]):
        assert Concern.objects.get().anonymous_approach


@pytest.mark.parametrize("kind", ["tvaers-district", "tvaers-chief", "supervision"])
def test_a_forum_that_holds_nothing_holds_no_concern(town: Town, kind: str) -> None:
    forum = set_up(town, kind, "aaskolen", "school-leader")
    teacher = town.accounts["teacher"]
    assert not forum.holds_cases
    sent = Concern(
        author=teacher, forum=forum, sent_to=forum, worry=1, child_heard=False,
        parents_heard=False, draft=uuid.uuid4(),
    )  # fmt: skip
    with acting(teacher), refused_as_empty(), transaction.atomic():
        sent.save(force_insert=True)


def test_a_forum_that_holds_nothing_has_no_seat(gathering: Gathering) -> None:
    forum = set_up(gathering.town, "tvaers-chief", "aaskolen", "school-leader")
    worker = gathering.account("social-worker")
    seat = Seat(
        case=gathering.case, person=gathering.case.person, basis=gathering.consent,
        forum=forum, role="professional", areas=["plan"], given_by=worker,
    )  # fmt: skip
    with acting(worker), refused_as_empty(), transaction.atomic():
        seat.save(force_insert=True)


def test_nobody_moves_a_concern_without_a_decision(town: Town, second: Forum) -> None:
    concern = write(town)
    agree(town, concern)
    leader = town.accounts["school-leader"]
    with acting(leader), pytest.raises(DatabaseError), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(forum=second)
    try_locally(town, concern)
    with acting(leader):
        decision = Decision.objects.get(concern=concern)
    moved = Referral(
        decision=decision, concern=concern, from_forum=concern.forum, to_forum=second, by=leader
    )
    with acting(leader), pytest.raises(DatabaseError), transaction.atomic():
        moved.save(force_insert=True)
