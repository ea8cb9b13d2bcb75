"""A member who was not there, or has come since, signs the agreement on the team's page (S-53)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.gatherings import agreed
from tests.gatherings.team import LEADS, found
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings.agreements import agreements_of
from tovholder.gatherings.models import Agreement, Signature
from tovholder.gatherings.signatures import to_sign_by
from tovholder.organisation.models import Forum, Membership

pytestmark = pytest.mark.django_db
NEW = "pedagogue"
WAITS = "Dit team har lavet en aftale, der venter på dit navn."
BUTTON = "Jeg har læst den og skriver under"


@pytest.fixture
def forum(town: Town) -> Forum:
    """A team with an agreement, and one who has come since."""
    forum = found(town)
    agreed.agree(town, forum)
    Membership.objects.create(forum=forum, account=town.accounts[NEW], turn=9)
    return forum


def client_of(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.accounts[name])
    return client


def page(town: Town, name: str, forum: Forum) -> str:
    address = reverse("gatherings:agreement", args=[forum.pk])
    return client_of(town, name).get(address).content.decode()


def stands(town: Town, forum: Forum) -> Agreement:
    with acting(town.accounts[LEADS]):
        found: Agreement = Agreement.objects.of(forum).standing().get()
        return found


def sign(town: Town, name: str, forum: Forum, agreement: Agreement):
    address = reverse("gatherings:signature", args=[forum.pk])
    return client_of(town, name).post(address, {"agreement": str(agreement.pk)})


def test_it_waits_in_my_day_and_on_the_teams_page_until_it_is_signed(
    town: Town, forum: Forum
) -> None:
    team = reverse("gatherings:forum", args=[forum.pk])
    mine = client_of(town, NEW)
    for address in ("/", team):
        assert WAITS in mine.get(address).content.decode()
        assert WAITS not in client_of(town, LEADS).get(address).content.decode()
    assert BUTTON in page(town, NEW, forum)
    assert BUTTON not in page(town, LEADS, forum)
    assert sign(town, NEW, forum, stands(town, forum)).status_code == 303
    for address in ("/", team):
        assert WAITS not in mine.get(address).content.decode()
    assert BUTTON not in page(town, NEW, forum)
    read = page(town, LEADS, forum)
    assert "Sidder her og har ikke skrevet under" not in read
    assert "har skrevet under siden" in read


def test_a_new_agreement_asks_again_and_the_name_stays_under_the_first(
    town: Town, forum: Forum
) -> None:
    first = stands(town, forum)
    sign(town, NEW, forum, first)
    agreed.agree_without(town, forum, NEW)
    with acting(town.accounts[NEW]):
        assert [one.number for one in to_sign_by(town.accounts[NEW])] == [2]
        shown = agreements_of(forum)
        (earlier,) = shown.earlier
        assert [name.name for name in earlier.signers if name.since] == [town.accounts[NEW].name]
    late = sign(town, NEW, forum, first)
    assert late.status_code == 422
    assert "har lavet en ny aftale siden" in late.content.decode()


def test_nobody_signs_twice(town: Town, forum: Forum) -> None:
    for name in (LEADS, NEW):
        sign(town, name, forum, stands(town, forum))
        again = sign(town, name, forum, stands(town, forum))
        assert again.status_code == 422
        assert "Du har skrevet under." in again.content.decode()
    with acting(town.accounts[LEADS]):
        assert Signature.objects.count() == 1


def test_a_guest_reads_and_is_not_asked(town: Town, forum: Forum) -> None:
    guest, soon = town.accounts["therapist"], timezone.now() + timedelta(days=3)
    Membership.objects.create(forum=forum, account=guest, ends=soon)
    assert WAITS not in client_of(town, "therapist").get("/").content.decode()
    read = page(town, "therapist", forum)
    assert BUTTON not in read
    assert guest.name not in read.partition("Sidder her og har ikke skrevet under")[2]
    refused = sign(town, "therapist", forum, stands(town, forum))
    assert refused.status_code == 422
    assert "kun for en tid" in refused.content.decode()
    with acting(guest), pytest.raises(DatabaseError), transaction.atomic():
        put(town, forum, "therapist", stands(town, forum))


def test_the_database_takes_only_ones_own_name_under_what_stands(town: Town, forum: Forum) -> None:
    first, me = stands(town, forum), town.accounts[NEW]
    with acting(me), pytest.raises(DatabaseError), transaction.atomic():
        put(town, forum, "teacher", first)
    agreed.agree_without(town, forum, NEW)
    with acting(me), pytest.raises(DatabaseError), transaction.atomic():
        put(town, forum, NEW, first)
    second = stands(town, forum)
    with acting(me):
        put(town, forum, NEW, second)
        with pytest.raises(IntegrityError), transaction.atomic():
            put(town, forum, NEW, second)
        for sql in ("DELETE FROM gatherings_signature", "UPDATE gatherings_signature SET at = at"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)


def test_one_that_is_only_being_made_takes_no_name(town: Town) -> None:
    team = agreed.gather(town)
    agreed.whole(team)
    Membership.objects.create(forum=team.forum, account=town.accounts[NEW])
    assert sign(town, NEW, team.forum, agreed.own(team)).status_code == 422
    with acting(town.accounts[NEW]), pytest.raises(DatabaseError), transaction.atomic():
        put(town, team.forum, NEW, agreed.own(team))


@pytest.mark.parametrize("name", ["leader", "admin", "outsider", "mother"])
def test_who_does_not_sit_there_reads_no_name_and_sets_none(
    town: Town, forum: Forum, name: str
) -> None:
    sign(town, NEW, forum, stands(town, forum))
    assert sign(town, name, forum, stands(town, forum)).status_code == 404
    with acting(town.accounts[name]):
        assert not Signature.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            put(town, forum, name, stands(town, forum))


def put(town: Town, forum: Forum, name: str, agreement: Agreement) -> None:
    """A name set past the action, as a fault in a view would."""
    Signature.objects.create(forum=forum, agreement=agreement, by=town.accounts[name])
