"""The two who lead how a district works together (S-42)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tovholder.demo.town import Town
from tovholder.gatherings.leading import Pair, Pairs, pairs_for
from tovholder.organisation import actions as organisation
from tovholder.organisation.models import Account, Forum, Membership

pytestmark = pytest.mark.django_db

PAGE = "/fora/coordinators/"


def network(town: Town, unit: str, name: str = "Netværket", leading: tuple[str, ...] = ()) -> Forum:
    admin = town.accounts["admin"]
    forum = organisation.add_forum(
        kind="collaboration-network", name=name, unit=town.units[unit], weekday=3, by=admin
    )
    for each in leading:
        organisation.join(forum=forum, account=town.accounts[each], chair=True, by=admin)
    return forum


def pairs(town: Town, name: str) -> Pairs:
    return pairs_for(Account.objects.get(pk=town.accounts[name].pk))


def only(told: tuple[Pair, ...]) -> Pair:
    (one,) = told
    return one


def place(forum: Forum, name: str, town: Town) -> Membership:
    return Membership.objects.current().get(forum=forum, account=town.accounts[name])


def test_the_two_stand_with_since_when_and_what_they_are_asked(town: Town) -> None:
    network(town, "aaskolen", leading=("teacher", "health-visitor"))
    told = only(pairs(town, "pedagogue").here)
    assert [one.membership.account.username for one in told.leading] == [
        "teacher", "health-visitor",
    ]  # fmt: skip
    assert all(one.since.date() == timezone.now().date() for one in told.leading)
    assert not told.is_missing_one
    assert told.asked
    assert len(told.asked.points) >= 3


def test_since_when_follows_the_leading_and_not_the_place(town: Town) -> None:
    forum = network(town, "aaskolen", leading=("health-visitor",))
    organisation.join(forum=forum, account=town.accounts["teacher"], by=town.accounts["admin"])
    Membership.objects.filter(forum=forum).update(starts=timezone.now() - timedelta(days=400))
    organisation.lead(
        membership=place(forum, "teacher", town), leads=True, by=town.accounts["admin"]
    )
    told = {
        one.membership.account.username: one.since
        for one in only(pairs(town, "teacher").here).leading
    }
    assert timezone.now() - told["teacher"] < timedelta(hours=1)
    organisation.lead(
        membership=place(forum, "teacher", town), leads=False, by=town.accounts["admin"]
    )
    assert place(forum, "teacher", town).leads_since is None


def test_two_of_one_profession_do_not_lead(town: Town) -> None:
    with pytest.raises(ValidationError):
        network(town, "aaskolen", leading=("teacher", "teacher-2"))


def test_where_one_stops_one_is_missing(town: Town) -> None:
    forum = network(town, "aaskolen", leading=("teacher", "health-visitor"))
    organisation.leave(membership=place(forum, "health-visitor", town), by=town.accounts["admin"])
    assert only(pairs(town, "teacher").here).is_missing_one


def test_whoever_sits_in_their_place_is_told_and_is_no_third(town: Town) -> None:
    forum = network(town, "aaskolen", leading=("teacher", "health-visitor"))
    leader = place(forum, "teacher", town)
    organisation.send_substitute(
        membership=leader, account=town.accounts["pedagogue"],
        until=timezone.now() + timedelta(days=9), by=town.accounts["teacher"],
    )  # fmt: skip
    first, second = only(pairs(town, "teacher").here).leading
    assert first.deputy
    assert first.deputy.account == town.accounts["pedagogue"]
    assert second.deputy is None


def test_ones_own_district_is_where_one_works_what_it_is_part_of_and_its_parts(town: Town) -> None:
    school, district = town.units["aaskolen"], town.units["town-hall"]
    school.parent = district
    school.save()
    network(town, "town-hall", "Distriktet")
    network(town, "ppr", "Et andet sted")
    here = pairs(town, "teacher")
    assert [one.forum.name for one in here.here] == ["Distriktet"]
    assert [one.forum.name for one in here.elsewhere] == ["Et andet sted"]
    district.parent = school  # a circle is no district, and no endless walk
    district.save()
    assert pairs(town, "teacher").here


def test_anyone_at_work_reads_it_and_nobody_else(town: Town) -> None:
    network(town, "aaskolen", leading=("teacher", "health-visitor"))
    for name, status in (("outsider", 200), ("leader", 200), ("mother", 403), ("child", 403)):
        client = Client()
        client.force_login(town.accounts[name])
        assert client.get(PAGE).status_code == status, name


def test_the_page_asks_as_often_for_one_as_for_five(town: Town) -> None:
    client = Client()
    client.force_login(town.accounts["teacher"])
    counted = []
    network(town, "aaskolen", "1", ("teacher", "health-visitor"))
    client.get(PAGE)
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        counted.append(len(asked))
        for name in "2345":
            network(town, "ppr", name, ("psychologist", "therapist"))
    assert counted[0] == counted[1]
