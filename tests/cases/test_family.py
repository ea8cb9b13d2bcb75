"""A relative becomes known and gets a sign-in; nobody is found who was not named and numbered."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import Case
from tovholder.demo.cast import FAMILY
from tovholder.organisation.actions import stop_working
from tovholder.organisation.models import Account
from tovholder.people import actions as people
from tovholder.people.models import Person, Relation

pytestmark = pytest.mark.django_db

EVA = {"given_name": "Eva", "family_name": "Vang", "kind": "mother", "custody": "on", "number": ""}


@pytest.fixture
def other_case(gathering: Gathering) -> Case:
    """A case at another school, about a child whose family nobody there knows."""
    worker = gathering.account("outsider")
    with acting(worker):
        child = people.register(
            given_name="Ida", family_name="Vang", birth_date=date(2015, 3, 4), by=worker
        )
        case_id = actions.open_for(
            person_id=child.pk, holder=worker, by=worker, purpose="Hjælp til Ida",
            basis_kind=gathering.town.work_basis,
        )  # fmt: skip
        return Case.objects.select_related("person").get(pk=case_id)


def new(case: Case) -> str:
    return f"/cases/{case.pk}/family/new/"


def relatives(case: Case, reader: Account) -> list[str]:
    with acting(reader):
        found = Relation.objects.filter(person=case.person_id).select_related("relative")
        return sorted(relation.relative.name for relation in found)


def kirsten(gathering: Gathering, **changes: str) -> dict[str, str]:
    """The mother of another case, as the outsider would have her from the family."""
    mother = gathering.town.persons["mother"]
    known = {"given_name": mother.given_name, "family_name": mother.family_name}
    return EVA | known | {"number": FAMILY["mother"]} | changes


def test_a_siblings_parent_is_found_by_number_and_name(
    gathering: Gathering, visit: Visit, other_case: Case
) -> None:
    sent = kirsten(gathering, given_name=gathering.town.persons["mother"].given_name.split()[0])
    assert visit("outsider").post(new(other_case), sent).status_code == 303
    reader = gathering.account("outsider")
    assert relatives(other_case, reader) == [gathering.town.persons["mother"].name]
    with acting(reader):
        # Whose mother she is besides, and the case there, stay unknown.
        assert set(Relation.objects.values_list("person", flat=True)) == {other_case.person_id}
        assert list(Case.objects.all()) == [other_case]


def test_a_number_alone_finds_nobody_and_says_nothing(
    gathering: Gathering, visit: Visit, other_case: Case
) -> None:
    answer = visit("outsider").post(new(other_case), kirsten(gathering, given_name="Eva"))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "nummer er kendt" not in text
    assert gathering.town.persons["mother"].given_name not in text
    assert relatives(other_case, gathering.account("outsider")) == []


def test_looking_up_by_number_is_limited_though_it_fails(
    gathering: Gathering, visit: Visit, other_case: Case
) -> None:
    outsider = visit("outsider")
    for _try in range(30):
        outsider.post(new(other_case), kirsten(gathering, given_name="Eva"))
    answer = outsider.post(new(other_case), kirsten(gathering))
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors().data[0].code == "limited"


@pytest.mark.parametrize(
    "changes", [{"kind": "other"}, {"given_name": "Ida"}, {"number": "123"}, {"family_name": ""}]
)
def test_what_cannot_be_is_refused_in_words(
    gathering: Gathering, visit: Visit, other_case: Case, changes: dict[str, str]
) -> None:
    answer = visit("outsider").post(new(other_case), EVA | changes)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert relatives(other_case, gathering.account("outsider")) == []


def test_the_same_relative_is_added_once(
    gathering: Gathering, visit: Visit, other_case: Case
) -> None:
    outsider = visit("outsider")
    assert outsider.post(new(other_case), EVA).status_code == 303
    assert outsider.post(new(other_case), EVA).status_code == 422
    assert outsider.post(new(other_case), kirsten(gathering)).status_code == 303
    again = outsider.post(new(other_case), kirsten(gathering, family_name="X Berggren"))
    assert again.status_code == 422


def test_the_database_relates_and_links_at_ones_own_cases_alone(
    gathering: Gathering, other_case: Case
) -> None:
    outsider, child = gathering.account("outsider"), gathering.town.persons["child"]
    calls = (
        ("SELECT relate_known(%s::uuid,'cpr','x'::bytea,'a','b','mother',true)", [child.pk]),
        ("SELECT link_account(%s::uuid,%s::uuid,%s)", [child.pk, child.pk, outsider.pk]),
    )
    with acting(outsider), connection.cursor() as cursor:
        for statement, values in calls:
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(statement, values)


def test_an_account_of_someone_at_work_is_nobodys_relative(
    gathering: Gathering, other_case: Case
) -> None:
    worker = gathering.account("outsider")
    with acting(worker), pytest.raises(ValidationError):
        people.link_account(
            person_id=other_case.person_id, one=other_case.person, account=worker, by=worker
        )


@pytest.fixture
def given(gathering: Gathering, visit: Visit, other_case: Case) -> tuple[str, str, str]:
    """The page that gave Eva a sign-in, her user name and her first password."""
    outsider = visit("outsider")
    outsider.post(new(other_case), EVA)
    with acting(gathering.account("outsider")):
        eva = Person.objects.get(given_name="Eva")
    page = f"/cases/{other_case.pk}/family/{eva.pk}/sign-in/"
    text = outsider.post(page, {"language": "nb"}).content.decode()
    username, password = re.findall(r"<strong>([\w-]+)</strong>", text)
    return page, username, password


def come_in(username: str, password: str) -> tuple[Client, int]:
    client = Client()
    answer = client.post("/sign-in/", {"username": username, "password": password})
    return client, answer.status_code


def test_a_first_password_chooses_the_next_and_opens_nothing_else(
    given: tuple[str, str, str],
) -> None:
    _page, username, password = given
    client, status = come_in(username, password)
    assert status == 303
    for path in ("/", "/cases/", "/me/"):
        assert client.get(path)["Location"] == "/me/password/"
    own = "sommerfugl lampe otte tog"
    client.post("/me/password/", {"password_now": password, "password_new": own})
    assert client.get("/me/").status_code == 200
    assert come_in(username, password)[1] == 422
    assert come_in(username, own)[1] == 303


def test_a_first_password_runs_out(given: tuple[str, str, str]) -> None:
    _page, username, password = given
    past = timezone.now() - timedelta(minutes=1)
    Account.objects.filter(username=username).update(first_password_until=past)
    assert come_in(username, password)[1] == 422


def test_only_the_one_who_gave_it_makes_it_anew_and_only_until_it_is_used(
    gathering: Gathering, visit: Visit, given: tuple[str, str, str]
) -> None:
    page, username, first = given
    second = visit("outsider").post(page, {"language": "nb"})
    password = re.findall(r"<strong>([\w-]+)</strong>", second.content.decode())[1]
    assert come_in(username, first)[1] == 422
    assert come_in(username, password)[1] == 303
    teacher = gathering.account("teacher")
    Account.objects.filter(username=username).update(first_password_by=teacher)
    assert visit("outsider").post(page, {"language": "nb"}).status_code == 422
    # Where the one who gave it works here no more, it is given by whoever lets people in.
    stop_working(
        professional=teacher.professional, last_day=timezone.localdate() - timedelta(days=1)
    )
    assert visit("outsider").post(page, {"language": "nb"}).status_code == 200
    assert come_in(username, password)[1] == 422


def test_whoever_signs_in_already_gets_no_other_password(
    gathering: Gathering, visit: Visit
) -> None:
    mother = gathering.town.persons["mother"]
    page = f"/cases/{gathering.case.pk}/family/{mother.pk}/sign-in/"
    before = Account.objects.get(pk=mother.account_id).password
    assert visit("social-worker").post(page, {"language": "da"}).status_code == 422
    assert Account.objects.get(pk=mother.account_id).password == before


def test_a_parent_without_custody_gets_no_sign_in(
    gathering: Gathering, visit: Visit, other_case: Case
) -> None:
    outsider = visit("outsider")
    outsider.post(new(other_case), {**EVA, "custody": ""})
    with acting(gathering.account("outsider")):
        eva = Person.objects.get(given_name="Eva")
    page = f"/cases/{other_case.pk}/family/{eva.pk}/sign-in/"
    assert outsider.post(page, {"language": "da"}).status_code == 422
