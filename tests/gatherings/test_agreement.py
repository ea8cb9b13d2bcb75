"""A team's agreement: worded point by point, signed by everyone there, then in force (S-53)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.gatherings import agreed
from tests.gatherings.agreed import POINTS, own, sign, word
from tests.gatherings.team import LEADS, MEMBERS, Team, call, found
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings.agreements import agreements_of, due_to
from tovholder.gatherings.models import Agreement, AgreementPoint
from tovholder.meetings import actions
from tovholder.meetings.actions.writing import Conflict
from tovholder.organisation.models import Forum, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(town: Town) -> Team:
    return agreed.gather(town)


def page(team: Team, who: str, step: str) -> str:
    client = Client()
    client.force_login(team.account(who))
    address = reverse("gatherings:step", args=[team.meeting.pk, step])
    return client.get(address).content.decode()


def wall(team: Team) -> str:
    client = Client()
    client.force_login(team.account("teacher"))
    return client.get(reverse("gatherings:wall", args=[team.meeting.pk])).content.decode()


def page_of(forum: Forum, team: Team, who: str) -> str:
    client = Client()
    client.force_login(team.account(who))
    return client.get(reverse("gatherings:agreement", args=[forum.pk])).content.decode()


def test_nothing_is_signed_before_every_point_has_words_and_a_day_is_set(team: Team) -> None:
    for point in POINTS[:-1]:
        word(team, point, "Ord")
    with pytest.raises(ValidationError, match="How we evaluate the agreement"):
        agreed.move(team, "signing")
    word(team, POINTS[-1], "Hvert år i maj")
    with pytest.raises(ValidationError, match="The day we look at it again"):
        agreed.move(team, "signing")
    agreed.look_again(team)
    agreed.move(team, "signing")


def test_it_is_in_force_when_the_last_one_here_has_signed(team: Team) -> None:
    agreed.whole(team)
    agreed.move(team, "signing")
    sign(team, *MEMBERS[:-1])
    assert own(team).in_force_at is None
    sign(team, MEMBERS[-1])
    stands = own(team)
    assert (stands.number, len(stands.content)) == (1, 64)
    assert stands.in_force_at is not None


def test_what_is_changed_is_signed_anew(team: Team) -> None:
    agreed.whole(team)
    agreed.move(team, "signing")
    sign(team, *MEMBERS[:-1])
    word(team, "purpose", "Noget andet", version=1)
    sign(team, MEMBERS[-1])
    assert own(team).in_force_at is None
    sign(team, *MEMBERS[:-1])
    assert own(team).in_force_at is not None


def test_a_new_day_is_signed_anew_too(team: Team) -> None:
    agreed.whole(team)
    agreed.move(team, "signing")
    sign(team, *MEMBERS[:-1])
    agreed.look_again(team, timezone.localdate() + timedelta(days=9))
    sign(team, MEMBERS[-1])
    assert own(team).in_force_at is None


def test_who_left_is_not_waited_for(team: Team) -> None:
    agreed.whole(team)
    agreed.move(team, "signing")
    sign(team, *MEMBERS[:-1])
    lead = team.account(LEADS)
    with pytest.raises(ValidationError, match="Not yet signed by"):
        agreed.move(team, "closing")
    with acting(lead):
        actions.note_attendance(
            meeting=team.meeting, voice=team.voice(MEMBERS[-1]), here=False, by=lead
        )
    agreed.move(team, "closing")
    assert own(team).in_force_at is not None


def test_what_is_in_force_is_not_changed_by_anybody(team: Team) -> None:
    agreed.whole(team)
    agreed.move(team, "signing")
    sign(team)
    with pytest.raises(ValidationError, match="in force"):
        word(team, "purpose", "Noget helt andet", version=1)
    with pytest.raises(ValidationError, match="in force"):
        agreed.look_again(team)
    stands = own(team)
    with acting(team.account(LEADS)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.filter(pk=stands.pk).update(evaluate_by=timezone.localdate())
        with pytest.raises(IntegrityError), transaction.atomic():
            AgreementPoint.objects.create(
                forum=team.forum, agreement=stands, point="purpose", text="Smuglet ind",
                version=9, by=team.account(LEADS),
            )  # fmt: skip


def test_the_database_brings_nothing_into_force_that_somebody_has_not_signed(team: Team) -> None:
    agreed.whole(team)
    agreed.move(team, "signing")
    sign(team, *MEMBERS[:-1])
    with acting(team.account(LEADS)):
        made = Agreement.objects.filter(meeting=team.meeting)
        for content in ("f" * 64, team.sitting().approvals[0].content):
            with pytest.raises(IntegrityError, match="has not signed"), transaction.atomic():
                made.update(number=1, in_force_at=timezone.now(), content=content)


def test_two_who_word_the_same_point_both_keep_their_words(team: Team) -> None:
    word(team, "purpose", "Det første")
    with pytest.raises(Conflict) as met:
        word(team, "purpose", "Det andet", who="teacher")
    assert (met.value.theirs, met.value.version) == ("Det første", 1)
    word(team, "purpose", "Begge dele", version=1, who="teacher")
    with acting(team.account("teacher")):
        said = AgreementPoint.objects.filter(point="purpose").order_by("version")
        assert [one.text for one in said] == ["Det første", "Begge dele"]


def test_in_two_tabs_the_second_is_shown_both_texts(team: Team) -> None:
    address = reverse("gatherings:act", args=[team.meeting.pk, "agreement", "word"])
    client = Client(headers={"accept-language": "en"})
    client.force_login(team.account("teacher"))
    said = {"point": "purpose", "version": "0"}
    assert client.post(address, said | {"text": "Fra den ene fane"}).status_code == 303
    refused = client.post(address, said | {"text": "Fra den anden fane"})
    assert refused.status_code == 409
    shown = refused.content.decode()
    assert "Fra den ene fane" in shown
    assert "Fra den anden fane" in shown
    assert 'name="version" value="1"' in shown
    assert client.post(address, {**said, "version": "1", "text": "Begge"}).status_code == 303
    assert client.post(address, said | {"point": "nowhere", "text": "x"}).status_code == 422


def test_a_point_takes_no_persons_number(team: Team) -> None:
    with pytest.raises(ValidationError, match="looks like a person's number"):
        word(team, "target", "Som 010203-1234")
    word(team, "target", "Ord")
    made = own(team)
    with acting(team.account(LEADS)), pytest.raises(IntegrityError), transaction.atomic():
        AgreementPoint.objects.create(
            forum=team.forum, agreement=made, point="target", text="Som 010203-1234",
            version=2, by=team.account(LEADS),
        )  # fmt: skip


def test_one_wording_at_a_time_and_none_of_them_is_ever_gone(team: Team) -> None:
    word(team, "purpose", "Ord")
    with acting(team.account(LEADS)):
        row = {"forum": team.forum, "agreement": own(team), "point": "purpose", "text": "To"}
        with pytest.raises(IntegrityError), transaction.atomic():
            AgreementPoint.objects.create(**row, version=1, by=team.account(LEADS))
        for sql in ("DELETE FROM gatherings_agreement", "DELETE FROM gatherings_agreementpoint",
                    "UPDATE gatherings_agreementpoint SET text = 'x'"):  # fmt: skip
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)


def test_to_evaluate_is_to_begin_with_what_stands(town: Town) -> None:
    forum = found(town)
    agreed.agree(town, forum)
    again = agreed.gather(town, forum)
    assert "Sådan gør vi: purpose" in page(again, "teacher", "agreement")
    word(again, "goals", "Ingen venter over en uge")
    agreed.look_again(again)
    agreed.move(again, "signing")
    sign(again)
    shown = agreements_of_as(forum, again)
    assert shown.stands is not None
    assert shown.stands.agreement.number == 2
    assert [point.point for point in shown.stands.points] == list(POINTS)
    (change,) = shown.stands.changes
    assert (change.before, change.after) == ("Sådan gør vi: goals", "Ingen venter over en uge")
    assert [one.agreement.number for one in shown.earlier] == [1]
    told = page_of(forum, again, "teacher")
    for words in ("Ingen venter over en uge", "Sådan gør vi: goals", "Det, der blev ændret sidst"):
        assert words in told


def test_a_draft_that_was_left_is_taken_up_where_it_was(town: Town) -> None:
    forum = found(town)
    first = agreed.gather(town, forum)
    word(first, "purpose", "Halvfærdigt")
    again = agreed.gather(town, forum)
    assert "Halvfærdigt" in page(again, "teacher", "agreement")
    assert agreements_of_as(forum, again).stands is None


def test_what_everyone_reads_is_read_at_every_meeting(town: Town) -> None:
    forum = found(town)
    meeting = call(town, forum=forum, method="collaboration-meeting@1")
    meeting.go_to("framing")
    assert "Teamet har ikke lavet en aftale endnu." in page(meeting, "teacher", "framing")
    agreed.agree(town, forum)
    shown = page(meeting, "teacher", "framing")
    assert "Sådan gør vi: expectations" in shown
    assert "Sådan gør vi: guidelines" in shown
    assert "Sådan gør vi: purpose" not in shown
    assert reverse("gatherings:agreement", args=[forum.pk]) in shown


def test_it_hangs_on_the_wall_while_it_is_read_and_while_it_is_signed(town: Town) -> None:
    forum = found(town)
    agreed.agree(town, forum)
    again = agreed.gather(town, forum)
    agreed.look_again(again)
    agreed.move(again, "signing")
    assert "Sådan gør vi: purpose" in wall(again)
    assert "<form" not in wall(again).partition('<div id="wall"')[2].partition("</main>")[0]
    meeting = call(town, forum=forum, method="collaboration-meeting@1")
    meeting.go_to("framing")
    assert "Sådan gør vi: guidelines" in wall(meeting)


def test_it_is_due_to_those_who_lead_until_a_meeting_is_called(town: Town) -> None:
    forum = found(town)
    team = agreed.agree(town, forum, day=timezone.localdate() + timedelta(days=1))
    lead, teacher = team.account(LEADS), team.account("teacher")
    with acting(lead):
        assert due_to(lead) == []
    team = agreed.agree(town, forum, day=timezone.localdate())
    client = Client(headers={"accept-language": "en"})
    client.force_login(lead)
    assert reverse("gatherings:agreement", args=[forum.pk]) in client.get("/").content.decode()
    with acting(teacher):
        assert due_to(teacher) == []
    with acting(lead):
        assert [one.number for one in due_to(lead)] == [2]
    assert "Det er tid til at se på den igen" in page_of(forum, team, "teacher")
    call(town, forum=forum, method=agreed.METHOD)
    with acting(lead):
        assert due_to(lead) == []


def test_a_newcomer_is_told_of_as_not_having_signed(town: Town) -> None:
    forum = found(town)
    team = agreed.agree(town, forum)
    Membership.objects.create(forum=forum, account=town.accounts["pedagogue"], turn=9)
    shown = agreements_of_as(forum, team)
    assert [each.account.username for each in shown.unsigned] == ["pedagogue"]
    assert town.accounts["pedagogue"].name in page_of(forum, team, "pedagogue")


@pytest.mark.parametrize("name", ["leader", "admin", "outsider", "mother", "school-leader"])
def test_who_does_not_sit_there_reads_nothing_of_it(town: Town, name: str) -> None:
    forum = found(town)
    team = agreed.agree(town, forum)
    client = Client()
    client.force_login(team.account(name))
    assert client.get(reverse("gatherings:agreement", args=[forum.pk])).status_code == 404
    with acting(team.account(name)):
        for model in (Agreement, AgreementPoint):
            assert not model.objects.exists()
            assert not model.objects.visible_to(team.account(name)).exists()


def test_the_page_asks_the_same_however_often_it_was_agreed(town: Town) -> None:
    forum = found(town)
    team = agreed.agree(town, forum)
    client = Client()
    client.force_login(team.account(LEADS))
    addresses = [reverse("gatherings:agreement", args=[forum.pk]), "/"]
    counted = []
    for _ in range(3):
        agreed.agree(town, forum)
        agreed.agree(town, day=timezone.localdate())
        for address in addresses:
            client.get(address)
        with CaptureQueriesContext(connection) as captured:
            for address in addresses:
                client.get(address)
        counted.append(len(captured))
    assert len(set(counted)) == 1, counted


def agreements_of_as(forum: Forum, team: Team):
    with acting(team.account(LEADS)):
        return agreements_of(forum)
