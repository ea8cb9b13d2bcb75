"""A municipality models its own structure with files alone (S-21, S-54)."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.concerns.letters import ANSWERS, try_locally
from tests.concerns.test_referral import refer
from tests.concerns.test_walls import everything_read
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.catalogue.shelf import Catalogue, read_into
from tovholder.concerns import actions
from tovholder.concerns.instrument import CONCERN
from tovholder.concerns.models import Concern
from tovholder.demo.town import Town
from tovholder.organisation.models import Forum, Membership

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "structure"
LEADERS = {"neighbours": "pedagogue", "quarter": "social-worker", "council": "leader"}


@pytest.fixture
def own(town: Town, client: Client) -> Iterator[dict[str, Forum]]:
    """Three kinds of files alone, set up and staffed by the administrator in the pages."""
    files = Catalogue()
    assert list(read_into(files, FILES)) == []
    catalogue().fora.update(files.fora)
    client.force_login(town.accounts["admin"])
    for kind, leader in LEADERS.items():
        unit = town.accounts[leader].professional.unit_id
        asked = {"name": kind, "kind": kind, "unit": unit, "weekday": "2"}
        assert client.post("/administration/forums/new/", asked).status_code == 303
        place = {
            "forum": Forum.objects.get(kind=kind).pk,
            "account": town.accounts[leader].pk,
            "chair": "on",
        }
        assert client.post("/administration/members/new/", place).status_code == 303
    try:
        yield {forum.kind: forum for forum in Forum.objects.filter(kind__in=LEADERS)}
    finally:
        for reference in files.fora:
            del catalogue().fora[reference]


def test_a_concern_runs_through_levels_nobody_of_us_thought_of(
    town: Town, own: dict[str, Forum]
) -> None:
    author = town.accounts["pedagogue"]
    with acting(author):
        concern = actions.send(
            draft_id=uuid.uuid4(),
            instrument=CONCERN,
            answers=ANSWERS,
            to=own["neighbours"],
            by=author,
        )
        assert concern.forum == own["neighbours"]
        actions.agree(concern=concern, on=concern.sent_at.date(), how="Ved døren", by=author)
    try_locally(town, concern, by="pedagogue")
    refer(town, concern, own["quarter"], by="pedagogue")
    assert "En fast makker" in everything_read(town.accounts["social-worker"])
    with pytest.raises(ValidationError):
        refer(town, Concern(pk=concern.pk), own["council"], by="social-worker")


def test_the_pages_tell_what_the_files_say(
    town: Town, own: dict[str, Forum], client: Client
) -> None:
    page = client.get(f"/administration/forums/{own['council'].pk}/").content.decode()
    assert "Rådet" in page
    assert "Vi taler om vilkår" in page
    assert not own["council"].holds_cases
    member = Membership.objects.get(forum=own["quarter"])
    assert client.post(f"/administration/members/{member.pk}/end/").status_code == 303
    assert not Membership.objects.current().filter(forum=own["quarter"]).exists()
