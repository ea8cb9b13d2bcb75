"""What came of the advice: asked for after a time, told once without a name, read by those who
answered (S-52)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.gatherings.test_sparring import (
    OTHERS,
    address,
    answered,
    asked_by,
    panel,
    signed_in,
)
from tovholder.audit.context import acting
from tovholder.demo.town import Town
from tovholder.gatherings.asking import tell_outcome
from tovholder.gatherings.models import Contribution, Meeting, Outcome
from tovholder.gatherings.panels import Waits, on_the_day_of
from tovholder.organisation.models import Forum
from tovholder.organisation.working_days import is_working_day

pytestmark = pytest.mark.django_db
__all__ = ["panel"]

DID = "Jeg satte mig ved siden af hende og ventede. Efter en uge hviskede hun til mig."
SAID = {"did": DID, "helped": "yes"}


def answered_days_ago(town: Town, panel: Forum, days: int) -> Meeting:
    meeting = asked_by(town, panel)
    answered(town, meeting)
    before = timezone.now() - timedelta(days=days)
    with acting(town.accounts["psychologist"]):
        Contribution.objects.filter(meeting=meeting).update(written_at=before)
    return meeting


def told_by(town: Town, meeting: Meeting, name: str = "teacher", did: str = DID) -> None:
    account = town.accounts[name]
    with acting(account):
        opened = Meeting.objects.select_related("forum", "called_by").get(pk=meeting.pk)
        tell_outcome(meeting=opened, did=did, helped="partly", nobody=False, by=account)


def waits(town: Town, name: str) -> list[Waits | None]:
    with acting(town.accounts[name]):
        return [one.waits_for for one in on_the_day_of(town.accounts[name])]


def test_it_is_asked_for_after_the_time_of_the_catalogue(town: Town, panel: Forum) -> None:
    meeting = answered_days_ago(town, panel, 5)
    assert waits(town, "teacher") == [Waits.READING]
    with acting(town.accounts["psychologist"]):
        words = Contribution.objects.filter(meeting=meeting)
        for days, due in ((8, []), (19, []), (27, [Waits.OUTCOME])):
            words.update(written_at=timezone.now() - timedelta(days=days))
            with acting(town.accounts["teacher"]):
                found = on_the_day_of(town.accounts["teacher"])
            assert [one.waits_for for one in found] == due, days
    (question,) = found
    assert question.asked_on
    assert is_working_day(question.asked_on, "dk")
    day = signed_in(town, "teacher").get("/").content.decode()
    assert "Hvad kom der ud af rådet" in day


def test_those_who_answered_read_it_and_nobody_else(town: Town, panel: Forum) -> None:
    meeting = answered_days_ago(town, panel, 27)
    assert signed_in(town, "teacher").post(address(meeting), SAID).status_code == 303
    assert waits(town, "teacher") == []
    assert waits(town, "psychologist") == [Waits.NEWS]
    assert waits(town, "health-visitor") == []  # asked, and did not answer
    day = signed_in(town, "psychologist").get("/").content.decode()
    assert "hvad der kom ud af jeres råd" in day
    page = signed_in(town, "psychologist").get(address(meeting)).content.decode()
    assert DID in page
    assert town.accounts["teacher"].name not in page
    for name in OTHERS:
        assert signed_in(town, name).get(address(meeting)).status_code == 404
        with acting(town.accounts[name]):
            assert not Outcome.objects.exists()


def test_it_is_no_news_for_ever(town: Town, panel: Forum) -> None:
    meeting = answered_days_ago(town, panel, 27)
    account = town.accounts["teacher"]
    with acting(account):
        Outcome.objects.create(
            forum_id=meeting.forum_id, meeting=meeting, did=DID, helped="no", by=account,
            at=timezone.now() - timedelta(days=8),
        )  # fmt: skip
    assert waits(town, "psychologist") == []
    assert DID in signed_in(town, "psychologist").get(address(meeting)).content.decode()


def test_it_is_told_once_and_never_changed(town: Town, panel: Forum) -> None:
    meeting = answered_days_ago(town, panel, 27)
    told_by(town, meeting)
    with pytest.raises(ValidationError):
        told_by(town, meeting)
    with acting(town.accounts["teacher"]), pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.update(helped="yes")


@pytest.mark.parametrize(
    "did", ["Jeg talte med Emma på Solhøj", "Det gik godt for 010117-1234", " "]
)
def test_it_names_nobody(town: Town, panel: Forum, did: str) -> None:
    meeting = answered_days_ago(town, panel, 27)
    sent = signed_in(town, "teacher").post(address(meeting), {"did": did, "helped": "yes"})
    assert sent.status_code == 422
    assert not Outcome.objects.exists()


def test_whether_it_helped_is_asked_too(town: Town, panel: Forum) -> None:
    meeting = answered_days_ago(town, panel, 27)
    client = signed_in(town, "teacher")
    assert client.post(address(meeting), {"did": DID}).status_code == 422
    assert client.post(address(meeting), {"did": DID, "helped": "very"}).status_code == 422


def test_only_whoever_asked_tells_it_in_the_database_too(town: Town, panel: Forum) -> None:
    meeting = answered_days_ago(town, panel, 27)
    with pytest.raises(ValidationError):
        told_by(town, meeting, "psychologist")
    account = town.accounts["psychologist"]
    with acting(account), pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.create(
            forum_id=meeting.forum_id, meeting=meeting, did=DID, helped="yes", by=account
        )


def test_before_anybody_has_answered_there_is_nothing_to_tell(town: Town, panel: Forum) -> None:
    meeting = asked_by(town, panel)
    with pytest.raises(ValidationError):
        told_by(town, meeting)
    assert (
        "Hvad gjorde du?" not in signed_in(town, "teacher").get(address(meeting)).content.decode()
    )


def test_the_day_asks_as_often_for_one_as_for_three(town: Town, panel: Forum) -> None:
    def count() -> int:
        client = signed_in(town, "teacher")
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/").status_code == 200
        return len(asked)

    answered_days_ago(town, panel, 27)
    one = count()
    for _more in range(2):
        answered_days_ago(town, panel, 27)
    assert count() == one
