"""Everyone here signs what stands, each for themselves; what is changed is signed anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.cast import Gathering
from tests.meetings.table import Table, call, in_days
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.catalogue.shelf import Catalogue, read_into
from tovholder.meetings import actions
from tovholder.meetings.engine.kinds.sign import content_at
from tovholder.meetings.models import Approval

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "methods"
PEOPLE = ("mother", "social-worker", "teacher")


@pytest.fixture
def paper(gathering: Gathering) -> Iterator[Table]:
    own = Catalogue()
    assert list(read_into(own, FILES)) == []
    catalogue().methods.update(own.methods)
    try:
        table = call(gathering, *PEOPLE, method="paper@1", companion="Karen")
        table.begin()
        yield table
    finally:
        for reference in own.methods:
            del catalogue().methods[reference]


def promised(table: Table, text: str) -> None:
    worker = table.account("social-worker")
    with acting(worker):
        actions.promise(
            meeting=table.meeting, step="doing", text=text, voice=table.voice("teacher"),
            due=in_days(5), by=worker,
        )  # fmt: skip


def stands(table: Table) -> str:
    with acting(table.account("mother")):
        return content_at(table.sitting(), table.sitting().method.step("names"))


def sign(table: Table, name: str, content: str = "", *, voice: str = "") -> None:
    account = table.account(name)
    content = content or stands(table)
    with acting(account):
        chair = next(
            c for c in table.sitting().invitations
            if (c.account and c.account.username) == (voice or name) or c.name == voice
        )  # fmt: skip
        actions.sign(meeting=table.meeting, step="names", voice=chair, content=content, by=account)


def everyone_signs(table: Table) -> None:
    for name in PEOPLE:
        sign(table, name)
    sign(table, "social-worker", voice="Karen")


def test_there_is_nothing_to_sign_before_anything_is_agreed(paper: Table):
    paper.move("names", over=True)
    assert stands(paper) == ""
    with pytest.raises(ValidationError, match="nothing to sign"):
        sign(paper, "mother", "0" * 64)


def test_the_table_goes_on_when_all_have_signed(paper: Table):
    promised(paper, "Sætter en legegruppe i gang")
    paper.move("names")
    with pytest.raises(ValidationError, match="Not yet signed by"):
        paper.move("home", over=True)
    everyone_signs(paper)
    paper.move("home")


def test_nobody_signs_for_another_not_even_with_the_pen(paper: Table):
    promised(paper, "Sætter en legegruppe i gang")
    paper.move("names")
    with pytest.raises(ValidationError, match="Only Mette Lund"):
        sign(paper, "social-worker", voice="teacher")
    with pytest.raises(ValidationError, match="Only Karen"):
        sign(paper, "teacher", voice="Karen")


def test_a_changed_plan_is_signed_anew(paper: Table):
    promised(paper, "Sætter en legegruppe i gang")
    paper.move("names")
    read = stands(paper)
    everyone_signs(paper)
    promised(paper, "Ringer på fredag")
    with pytest.raises(ValidationError, match="changed while you read"):
        sign(paper, "mother", read)
    with pytest.raises(ValidationError, match="Not yet signed by"):
        paper.move("home", over=True)
    client = Client()
    client.force_login(paper.account("mother"))
    drawn = client.get(reverse("meetings:step", args=[paper.meeting.pk, "names"]))
    assert drawn.content.decode().count("underskrev en tidligere ordlyd") == 4
    everyone_signs(paper)
    paper.move("home")


def test_one_signs_on_the_page_and_the_minutes_tell_who_did(paper: Table):
    promised(paper, "Sætter en legegruppe i gang")
    paper.move("names")
    client = Client()
    client.force_login(paper.account("mother"))
    asked = {"voice": str(paper.voice("mother").pk), "content": stands(paper)}
    answer = client.post(reverse("meetings:act", args=[paper.meeting.pk, "names", "sign"]), asked)
    assert answer.status_code == 303
    answer = client.post(reverse("meetings:act", args=[paper.meeting.pk, "names", "sign"]), asked)
    with acting(paper.account("mother")):
        assert Approval.objects.filter(meeting=paper.meeting).count() == 1
    minutes = client.get(reverse("meetings:minutes", args=[paper.meeting.pk])).content.decode()
    assert minutes.count("har ikke underskrevet") == 3
