"""Forums of every kind: who sits there, who leads, who comes in another's place."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from tovholder.demo.town import Town
from tovholder.organisation.actions import add_forum, join, lead, leave, send_substitute
from tovholder.organisation.models import Forum, Membership


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def sits(town: Town, name: str, forum: Forum) -> bool:
    return Forum.objects.of(town.accounts[name]).filter(pk=forum.pk).exists()


def mine(town: Town, name: str) -> list[object]:
    """What the database itself says this account sits in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('tovholder.account', %s, true)", [str(town.accounts[name].pk)]
        )
        cursor.execute("SELECT unnest(my_forums())")
        return [forum for (forum,) in cursor.fetchall()]


def test_what_a_forum_may_hold_is_its_kinds(town: Town) -> None:
    triage = town.forums["triage"]
    assert triage.holds_cases
    assert not triage.closed


def test_a_kind_the_catalogue_does_not_know_is_refused(town: Town) -> None:
    with pytest.raises(ValidationError, match="no such kind"):
        add_forum(kind="tea-party", name="Te", unit=town.units["aaskolen"], weekday=0)


@pytest.mark.parametrize("change", [{"holds_cases": False}, {"closed": True}, {"kind": "another"}])
def test_a_forum_stays_what_it_was_made(town: Town, change: dict[str, object]) -> None:
    forums = Forum.objects.filter(pk=town.forums["triage"].pk)
    with pytest.raises(IntegrityError, match="stays what it was made"), transaction.atomic():
        forums.update(**change)


def test_members_take_their_turns_in_the_order_they_came(town: Town) -> None:
    in_turn = Membership.objects.filter(forum=town.forums["triage"]).in_turn()
    assert [each.account.username for each in in_turn] == [
        "school-leader",
        "psychologist",
        "social-worker",
    ]
    assert [each.turn for each in in_turn] == [1, 2, 3]


def test_nobody_sits_twice_and_only_people_at_work_sit(town: Town) -> None:
    triage = town.forums["triage"]
    with pytest.raises(ValidationError, match="already"):
        join(forum=triage, account=town.accounts["psychologist"])
    with pytest.raises(ValidationError, match="at work"):
        join(forum=triage, account=town.accounts["mother"])


def test_one_who_leaves_reads_no_more_and_may_come_back(town: Town) -> None:
    triage, account = town.forums["triage"], town.accounts["psychologist"]
    assert triage.pk in mine(town, "psychologist")
    membership = Membership.objects.current().get(forum=triage, account=account)
    leave(membership=membership, by=town.accounts["admin"])
    assert not sits(town, "psychologist", triage)
    assert triage.pk not in mine(town, "psychologist")
    join(forum=triage, account=account, by=town.accounts["admin"])
    assert triage.pk in mine(town, "psychologist")


def test_a_substitute_sits_until_the_end_and_leaves_with_the_one_she_stands_in_for(
    town: Town,
) -> None:
    triage = town.forums["triage"]
    held = Membership.objects.current().get(forum=triage, account=town.accounts["psychologist"])
    stands_in = send_substitute(
        membership=held,
        account=town.accounts["therapist"],
        until=timezone.now() + timedelta(days=1),
        by=held.account,
    )
    assert sits(town, "therapist", triage)
    assert stands_in.turn == held.turn
    with pytest.raises(ValidationError, match="A substitute does not"):
        send_substitute(
            membership=stands_in,
            account=town.accounts["pedagogue"],
            until=timezone.now() + timedelta(days=1),
            by=held.account,
        )
    leave(membership=held, by=town.accounts["admin"])
    assert not sits(town, "therapist", triage)


def test_nobody_leads_in_a_leaders_place_where_cases_are_held(town: Town) -> None:
    network = add_forum(
        kind="collaboration-network", name="Vi", unit=town.units["aaskolen"], weekday=1
    )
    join(forum=network, account=town.accounts["school-leader"], chair=True)
    for forum, leads in ((town.forums["triage"], False), (network, True)):
        held = Membership.objects.get(forum=forum, account=town.accounts["school-leader"])
        stands_in = send_substitute(
            membership=held,
            account=town.accounts["pedagogue"],
            until=timezone.now() + timedelta(days=1),
            by=held.account,
        )
        assert stands_in.chair is leads


def test_a_substitute_without_an_end_is_refused_by_the_database(town: Town) -> None:
    held = Membership.objects.filter(forum=town.forums["triage"]).earliest("turn")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            forum=held.forum, account=town.accounts["therapist"], stands_in_for=held
        )


def test_a_substitute_in_another_forum_is_refused_by_the_database(town: Town) -> None:
    held = Membership.objects.filter(forum=town.forums["triage"]).earliest("turn")
    with pytest.raises(IntegrityError, match="another member's place"), transaction.atomic():
        Membership.objects.create(
            forum=town.forums["triage-2"],
            account=town.accounts["therapist"],
            stands_in_for=held,
            ends=timezone.now() + timedelta(days=1),
        )


def test_any_number_may_lead_where_no_pair_does(town: Town) -> None:
    triage = town.forums["triage"]
    for name in ("psychologist", "social-worker"):
        membership = Membership.objects.get(forum=triage, account=town.accounts[name])
        lead(membership=membership, leads=True, by=town.accounts["admin"])
    assert Membership.objects.filter(forum=triage, chair=True).count() == 3
