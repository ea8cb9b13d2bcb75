"""Who sees a concern: the page, and the database behind it, each by itself."""

import json
import re
import uuid

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.concerns.letters import SECRETS, agree, hide, match_lars, try_locally, write
from tovholder.audit.context import acting
from tovholder.concerns import actions
from tovholder.concerns.models import Concern, Ground, Question, Sheet
from tovholder.demo.town import Town
from tovholder.organisation.models import Account

pytestmark = pytest.mark.django_db

MEMBERS = ("psychologist", "social-worker")
OTHERS = ("outsider", "leader", "health-visitor", "pedagogue", "school-leader-2")


def everything_read(account: Account) -> str:
    """All rows of all tables of concerns that the database shows to an account."""
    with acting(account), connection.cursor() as cursor:
        read = []
        for model in apps.get_app_config("concerns").get_models():
            table = model._meta.db_table
            cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t')  # noqa: S608 our own tables
            read += [json.dumps(row, ensure_ascii=False) for row in cursor.fetchall()]
        return "\n".join(read)


def told_alike(response: HttpResponse) -> str:
    """A page without what differs each time it is asked for: the address, keys, the nonce."""
    page = re.sub(r'(nonce|value)="[^"]*"', "", response.content.decode())
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", page)


def pages_of(concern: Concern) -> list[str]:
    names = ("look-at", "ground", "agreed", "anonymous", "exchange", "pupil", "effort", "question",
             "sending-on", "end", "concern")  # fmt: skip
    return [reverse(f"concerns:{name}", args=[concern.pk]) for name in names]


@pytest.mark.parametrize("name", [*MEMBERS, *OTHERS])
def test_before_a_ground_nobody_but_author_and_leader_finds_anything(
    town: Town, client: Client, name: str
) -> None:
    concern = write(town)
    account = town.accounts[name]
    assert everything_read(account) == ""
    client.force_login(account)
    for address in pages_of(concern):
        hidden = client.get(address)
        missing = client.get(address.replace(str(concern.pk), str(uuid.uuid4())))
        assert hidden.status_code == missing.status_code == 404
        assert told_alike(hidden) == told_alike(missing)
    if name in MEMBERS:
        assert str(concern.pk) not in client.get(reverse("shell:triage")).content.decode()


def test_author_and_leader_read_it_at_once(town: Town) -> None:
    write(town)
    assert "Zebrine" in everything_read(town.accounts["teacher"])
    assert "Zebrine" in everything_read(town.accounts["school-leader"])


@pytest.mark.parametrize("name", MEMBERS)
def test_an_anonymous_ground_shows_the_name_nowhere(town: Town, client: Client, name: str) -> None:
    concern = write(town)
    match_lars(town, concern)
    hide(town, concern, "Zebbe")
    leader, teacher = town.accounts["school-leader"], town.accounts["teacher"]
    with acting(leader):
        actions.ask_for_more(
            concern=concern, text="Hvad siger Zebrines lærere?", after=0, by=leader
        )
    with acting(teacher):
        question = Question.objects.get(concern=concern)
        actions.reply(question=question, text="At Zebbe Quist i 7Q er træt", by=teacher)
    try_locally(town, concern, after=1)
    read = everything_read(town.accounts[name])
    assert "frikvarteret" in read
    assert not SECRETS.search(read)
    assert "Lars" not in read
    assert str(town.persons["child"].pk) not in read
    client.force_login(town.accounts[name])
    for address in [reverse("shell:triage"), *pages_of(concern)]:
        told = client.get(address, follow=True).content.decode()
        assert not SECRETS.search(told), address
        assert "Lars" not in told, address
        assert teacher.name not in told, address
    assert client.get(reverse("concerns:look-at", args=[concern.pk])).status_code == 200


@pytest.mark.parametrize("name", OTHERS)
def test_others_see_nothing_on_any_ground(town: Town, client: Client, name: str) -> None:
    concern = write(town)
    agree(town, concern)
    match_lars(town, concern)
    try_locally(town, concern)
    assert everything_read(town.accounts[name]) == ""
    client.force_login(town.accounts[name])
    assert {client.get(address).status_code for address in pages_of(concern)} == {404}


def test_members_are_told_whom_to_ask_for_what_the_leader_does(town: Town, client: Client) -> None:
    concern = write(town)
    agree(town, concern)
    client.force_login(town.accounts["psychologist"])
    refused = client.get(reverse("concerns:ground", args=[concern.pk]))
    assert refused.status_code == 403
    assert town.accounts["school-leader"].name in refused.content.decode()


def test_a_later_anonymous_ground_hides_what_an_earlier_one_showed(town: Town) -> None:
    concern = write(town)
    agree(town, concern)
    assert "Zebrine" in everything_read(town.accounts["psychologist"])
    hide(town, concern, "Zebbe")
    read = everything_read(town.accounts["psychologist"])
    assert "Zebrine" not in read
    assert "Ved et møde" not in read


def test_with_the_database_open_the_pages_still_hide_the_child(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first wall alone: the reader's account is that of the leader for the database."""
    concern = write(town)
    hide(town, concern, "Zebbe")
    leader = town.accounts["school-leader"]
    from tovholder.audit import transaction as middleware
    from tovholder.audit.context import set_account

    monkeypatch.setattr(middleware, "set_account", lambda _account: set_account(leader))
    client.force_login(town.accounts["psychologist"])
    told = client.get(reverse("concerns:look-at", args=[concern.pk])).content.decode()
    told += client.get(reverse("shell:triage")).content.decode()
    assert "frikvarteret" in told
    assert not SECRETS.search(told)
    client.force_login(town.accounts["outsider"])
    assert client.get(reverse("concerns:look-at", args=[concern.pk])).status_code == 404


def test_the_database_refuses_a_member_who_shares_by_hand(town: Town) -> None:
    concern = write(town)
    hide(town, concern)
    psychologist = town.accounts["psychologist"]
    with acting(psychologist), pytest.raises(DatabaseError), transaction.atomic():
        Ground.objects.create(
            concern=concern,
            number=2,
            kind="agreed",
            agreed_on="2026-01-01",
            agreed_how="x",
            by=psychologist,
        )
    with acting(psychologist), pytest.raises(DatabaseError), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(shown="named")


def test_nobody_sends_in_anothers_name_or_shared_from_the_start(town: Town) -> None:
    teacher, other = town.accounts["teacher"], town.accounts["teacher-2"]
    fields = {
        "forum": town.forums["triage"],
        "worry": 1,
        "child_heard": True,
        "parents_heard": True,
    }
    for wrong in ({"author": other}, {"author": teacher, "shown": "named"}):
        with acting(teacher), pytest.raises(DatabaseError), transaction.atomic():
            Concern.objects.create(draft=uuid.uuid4(), **fields, **wrong)


def test_what_is_written_is_never_changed(town: Town) -> None:
    concern = write(town)
    with acting(town.accounts["teacher"]), pytest.raises(DatabaseError), transaction.atomic():
        Sheet.objects.filter(concern=concern).update(answers={})


def test_only_the_leader_says_on_what_basis(town: Town) -> None:
    concern = write(town)
    hide(town, concern)
    with (
        acting(town.accounts["psychologist"]),
        pytest.raises(ValidationError),
    ):
        actions.discuss_anonymously(concern=concern, also=[], by=town.accounts["psychologist"])


@pytest.mark.parametrize("first", ["unread", "named"])
def test_what_was_decided_before_an_anonymous_ground_stays_with_the_leader(
    town: Town, client: Client, first: str
) -> None:
    concern, leader = write(town), town.accounts["school-leader"]
    if first == "named":
        agree(town, concern)
    with acting(leader):
        actions.ask_for_more(concern=concern, text="Har Zebrine venner?", after=0, by=leader)
    hide(town, concern, "Zebbe")
    psychologist = town.accounts["psychologist"]
    read = everything_read(psychologist)
    assert not SECRETS.search(read)
    client.force_login(leader)
    told = client.get(reverse("concerns:look-at", args=[concern.pk])).content.decode()
    assert not SECRETS.search(told)
    with acting(psychologist):
        fresh = Concern.objects.get(pk=concern.pk)
        actions.ask_for_more(concern=fresh, text="Og hvornår?", after=1, by=psychologist)
        assert fresh.decisions.get().number == 2
    agree(town, concern)
    assert "Har Zebrine venner?" in everything_read(psychologist)
