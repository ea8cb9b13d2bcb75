"""A one-time link writes and never reads: what it opens, what it keeps, and what it never tells."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from tests.cast import Gathering
from tests.meetings.table import Table, call
from tovholder.audit.context import acting
from tovholder.audit.models import Attempt
from tovholder.meetings import actions
from tovholder.meetings.actions.preparing import Answer
from tovholder.meetings.linking import asked_by
from tovholder.meetings.models import Contribution, Invitation, Meeting, PreparationLink, Prepared
from tovholder.organisation.secret_addresses import hash_of
from tovholder.shell.views import by_link

pytestmark = pytest.mark.django_db
LEADER = "social-worker"
# What stands at this meeting and must never be told to whoever holds a link.
TELLING = (
    "Lars", "Berggren", "Kirsten", "At forstå", "lokale 12", "Karen", "teachers-ord", "Hanne",
)  # fmt: skip


@pytest.fixture
def table(gathering: Gathering) -> Table:
    table = call(gathering, companion="Karen Ven")
    teacher = table.account("teacher")
    with acting(teacher):
        actions.be_ready(
            invitation=table.voice("teacher"), by=teacher,
            answers=[Answer(step="story", column="seen", text="teachers-ord")],
        )  # fmt: skip
    return table


def companion(table: Table) -> Invitation:
    with acting(table.account(LEADER)):
        chair = Invitation.objects.get(meeting=table.meeting, name="Karen Ven")
    chair.meeting = table.meeting
    return chair


def give(table: Table) -> str:
    worker = table.account(LEADER)
    with acting(worker):
        return actions.give_link(invitation=companion(table), by=worker)


def signed_in(table: Table, name: str) -> Client:
    client = Client()
    client.force_login(table.account(name))
    return client


def write(secret: str, text: str = "Hun er glad for musik", client: Client | None = None):
    return (client or Client()).post(f"/prepare/{secret}/", {"story.seen": text})


def words(table: Table) -> list[str]:
    with acting(table.account(LEADER)):
        return [word.text for word in Contribution.objects.filter(link__isnull=False)]


def alike(content: bytes) -> bytes:
    return re.sub(rb'(nonce|value)="[^"]*"', b"", content)


def test_what_is_written_stands_on_the_board_in_the_chairs_own_voice(table: Table) -> None:
    answer = write(give(table))
    assert (answer.status_code, answer["Location"]) == (303, "/prepare/sent/")
    with acting(table.account("mother")):
        word = Contribution.objects.get(link__isnull=False)
        assert (word.text, word.voice.name, word.written_by) == (
            "Hun er glad for musik", "Karen Ven", None,
        )  # fmt: skip
        assert [chair.ready for chair in table.sitting().invitations if not chair.account_id] == [
            True
        ]
    table.go_to("story")
    board = signed_in(table, "mother").get(table.meeting.address("step", "story"))
    assert "skrevet via link af Karen" in board.content.decode()


def test_the_page_tells_nothing_of_anybody(table: Table) -> None:
    secret = give(table)
    client = Client()
    for answer in (
        client.get(f"/prepare/{secret}/"),
        client.post(f"/prepare/{secret}/", {}),
        client.get("/prepare/sent/"),
    ):
        text = answer.content.decode()
        for word in TELLING:
            assert word not in text, word
    assert client.get(f"/prepare/{secret}/").headers["Cache-Control"] == "private, no-store"


def test_what_was_written_never_comes_back(table: Table) -> None:
    secret, client = give(table), Client()
    sent = client.post(f"/prepare/{secret}/", {"story.seen": "hemmeligt-ord"}, follow=True)
    again = client.get(f"/prepare/{secret}/")
    new = client.get(f"/prepare/{give(table)}/")
    assert (sent.status_code, again.status_code, new.status_code) == (200, 404, 200)
    for answer in (sent, again, new):
        assert "hemmeligt-ord" not in answer.content.decode()


def test_a_link_is_used_once_and_a_new_one_adds_beside(table: Table) -> None:
    secret = give(table)
    assert write(secret, "det første").status_code == 303
    assert write(secret, "noget andet").status_code == 404
    assert words(table) == ["det første"]
    assert write(give(table), "det næste").status_code == 303
    assert sorted(words(table)) == ["det første", "det næste"]
    with acting(table.account(LEADER)):
        assert Prepared.objects.filter(link__isnull=False).count() == 1


def test_used_withdrawn_late_and_never_are_met_alike(table: Table, gathering: Gathering) -> None:
    worker = table.account(LEADER)
    used, withdrawn = give(table), ""
    write(used)
    withdrawn = give(table)
    with acting(worker):
        actions.withdraw_link(link=PreparationLink.objects.standing().get(), by=worker)
    late = give(table)
    table.begin()
    never = Client().get("/prepare/aaaa-aaaa-aaaa-aaaa-aaaa/")
    for secret in (used, withdrawn, late):
        met = Client().get(f"/prepare/{secret}/")
        assert (met.status_code, never.status_code) == (404, 404)
        assert alike(met.content).replace(secret.encode(), b"") == alike(never.content).replace(
            b"aaaa-aaaa-aaaa-aaaa-aaaa", b""
        )
        assert write(secret).status_code == 404
    assert len(words(table)) == 1


@pytest.mark.parametrize("what", ["passed", "called off", "spared"])
def test_a_link_ends_with_the_meeting_or_the_chair(table: Table, what: str) -> None:
    secret, worker = give(table), table.account(LEADER)
    with acting(worker):
        if what == "passed":
            then = timezone.now() - timedelta(minutes=1)
            Meeting.objects.update(starts_at=then)
        elif what == "called off":
            actions.call_off(meeting=table.meeting, because="Lars er syg", by=worker)
        else:
            actions.spare(invitation=companion(table), by=worker)
    assert asked_by(secret) is None
    assert write(secret).status_code == 404
    assert words(table) == []


def test_the_secret_is_kept_nowhere(table: Table) -> None:
    secret = give(table)
    Client().get(f"/prepare/{secret}/")
    with acting(table.account(LEADER)):
        (row,) = PreparationLink.objects.values()
    assert row["hashed"] == hash_of(secret)
    assert secret not in str(row)
    assert not Attempt.objects.filter(key__contains=secret).exists()
    assert asked_by(f" {secret.upper()} ") is not None


def test_only_the_chairs_without_a_sign_in_get_one(table: Table) -> None:
    worker = table.account(LEADER)
    with acting(worker), pytest.raises(ValidationError, match="has a sign-in"):
        actions.give_link(invitation=table.voice("mother"), by=worker)
    with acting(worker), pytest.raises(DatabaseError), transaction.atomic():
        PreparationLink.objects.create(
            case=table.meeting.case, invitation=table.voice("mother"), hashed="0" * 64,
            made_by=worker,
        )  # fmt: skip


def test_nobody_signed_in_as_nobody_reads_anything(table: Table) -> None:
    give(table)
    with acting(None):
        for model in (PreparationLink, Contribution, Meeting, Invitation):
            assert not model.objects.exists(), model


def test_nobody_forges_words_by_link_or_a_link_that_was_used(table: Table) -> None:
    give(table)
    worker = table.account(LEADER)
    with acting(worker):
        link = PreparationLink.objects.get()
        row = {"case": table.meeting.case, "meeting": table.meeting, "step": "story",
               "column": "seen", "text": "falsk", "voice": companion(table)}  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            Contribution.objects.create(**row, link=link)
        with pytest.raises(DatabaseError), transaction.atomic():
            Contribution.objects.create(**row)
        with pytest.raises(DatabaseError), transaction.atomic():
            PreparationLink.objects.update(sent_at=timezone.now())
        with pytest.raises(DatabaseError), transaction.atomic():
            Contribution.objects.update(link=link, written_by=None)


def test_what_has_ended_stays_ended(table: Table) -> None:
    give(table)
    worker = table.account(LEADER)
    with acting(worker):
        actions.withdraw_link(link=PreparationLink.objects.get(), by=worker)
        with pytest.raises(DatabaseError), transaction.atomic():
            PreparationLink.objects.update(withdrawn_at=None, withdrawn_by=None)


def test_wrong_guesses_are_few(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_link, "WRONG", 2)
    secret = give(table)
    guesses = [Client().get(f"/prepare/wrong-{n}/") for n in range(3)]
    assert [answer.status_code for answer in guesses] == [404, 404, 429]
    assert guesses[-1].headers["Retry-After"]
    # Another at the same place, with a link of their own, still comes in.
    assert Client().get(f"/prepare/{secret}/").status_code == 200


def test_whoever_leads_gives_shows_once_prints_and_takes_back(table: Table) -> None:
    client, address = signed_in(table, LEADER), f"/meetings/{table.meeting.pk}/links/"
    assert address in client.get(table.meeting.address("invitation")).content.decode()
    made = client.post(address, {"voice": companion(table).pk}).content.decode()
    secret = re.search(r"/prepare/([a-z0-9-]+)/", made)[1]
    assert "<svg" in made
    assert secret not in client.get(address).content.decode()
    paper = client.post(f"{address}paper/", {"secret": secret})
    assert paper["Content-Type"] == "application/pdf"
    with acting(table.account(LEADER)):
        link = PreparationLink.objects.get()
    assert client.post(address, {"withdraw": link.pk}).status_code == 303
    assert asked_by(secret) is None
    assert client.post(f"{address}paper/", {"secret": secret}).status_code == 404


def test_the_paper_names_the_one_who_takes_it_and_nobody_else(table: Table) -> None:
    client, address = signed_in(table, LEADER), f"/meetings/{table.meeting.pk}/links/"
    secret = give(table)
    paper = client.post(f"{address}paper/", {"secret": secret})
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
    assert "Karen Ven" in text
    for word in TELLING:
        assert word == "Karen" or word not in text, word


@pytest.mark.parametrize("name", ["mother", "teacher", "outsider", "leader"])
def test_nobody_else_gives_links(table: Table, name: str) -> None:
    client, address = signed_in(table, name), f"/meetings/{table.meeting.pk}/links/"
    chair = companion(table)
    assert client.get(address).status_code in (403, 404)
    assert client.post(address, {"voice": chair.pk}).status_code in (403, 404)


def test_the_page_of_links_asks_the_same_however_many_there_are(table: Table) -> None:
    client, address = signed_in(table, LEADER), f"/meetings/{table.meeting.pk}/links/"
    client.get(address)
    counted = []
    for number in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counted.append(len(captured))
        worker = table.account(LEADER)
        for more in range(3):
            chair = actions.Chair(name=f"Ven {number}{more}", side="companion")
            with acting(worker):
                made = actions.invite(meeting=table.meeting, chair=chair, by=worker)
                made.meeting = table.meeting
                actions.give_link(invitation=made, by=worker)
    assert counted[0] == counted[1]
