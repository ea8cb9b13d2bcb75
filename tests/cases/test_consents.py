"""A consent opens exactly what was read before it was confirmed, and closes at once."""

import re
import time
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.cases.conftest import Visit
from tests.cast import Gathering
from tovholder.audit.context import acting
from tovholder.cases import actions
from tovholder.cases.models import Case, Seat
from tovholder.cases.rules import refusal_to_admit_parent
from tovholder.consent.models import Basis, Consent
from tovholder.consent.rules import of_age_from
from tovholder.organisation.models import Professional, Unit
from tovholder.people.models import Person

pytestmark = pytest.mark.django_db


def asked(gathering: Gathering, **changes: Any) -> dict[str, Any]:
    """What the social worker fills in for a colleague at another school."""
    return {
        "receivers": [str(gathering.account("teacher-3").pk)],
        "areas": ["plan"],
        "purpose": "At den nye skole kender planen",
        "until": (timezone.localdate() + timedelta(days=90)).isoformat(),
        "given_by": str(gathering.town.persons["mother"].pk),
        "form": "written",
        "oral_reason": "",
        "witness": "Sofie Holm",
        **changes,
    }


def effect_in(response: HttpResponse) -> str:
    found = re.search(r'name="effect" value="(\w+)"', response.content.decode())
    return found[1] if found else ""


def new(gathering: Gathering) -> str:
    return f"/cases/{gathering.case.pk}/consents/new/"


def test_the_effect_is_read_before_anything_is_recorded(gathering: Gathering, visit: Visit) -> None:
    worker = visit("social-worker")
    # One key for both: what only shows the effect has done nothing, and is asked again.
    sent = asked(gathering) | {"once": str(uuid.uuid4())}
    first = worker.post(new(gathering), sent)
    assert worker.post(new(gathering), sent).status_code == 200
    text = first.content.decode()
    assert first.status_code == 200
    assert "Thomas Fjord kan derefter se planen til og med" in text
    with acting(gathering.account("social-worker")):
        assert Consent.objects.count() == 1
    done = worker.post(new(gathering), {**sent, "effect": effect_in(first)})
    assert done.status_code == 303
    newcomer = visit("teacher-3")
    assert newcomer.get(f"/cases/{gathering.case.pk}/people/").status_code == 200
    with acting(gathering.account("teacher-3")):
        seat = Seat.objects.get(account=gathering.account("teacher-3"))
        assert seat.areas == ["overview", "plan"]
        assert seat.basis.consent.given_by_id == gathering.town.persons["mother"].pk


def test_what_changed_after_reading_is_read_again(gathering: Gathering, visit: Visit) -> None:
    worker = visit("social-worker")
    sent = asked(gathering)
    effect = effect_in(worker.post(new(gathering), sent))
    wider = worker.post(new(gathering), {**sent, "areas": ["plan", "concern"], "effect": effect})
    assert wider.status_code == 200
    assert effect_in(wider) not in ("", effect)
    with acting(gathering.account("social-worker")):
        assert Consent.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"witness": " "}, ""),
        ({"form": "oral"}, "hvorfor samtykket ikke kunne gives skriftligt"),
        ({"until": "2190-01-01"}, "højst et år"),
        ({"until": "1890-01-01"}, "en dag, der ikke er gået"),
        ({"receivers": []}, ""),
        ({"receivers": ["99999999999999999999999"]}, ""),
        ({"receivers": ["x'; --"]}, ""),
        ({"areas": ["journal"]}, ""),
        ({"purpose": ""}, ""),
        ({"purpose": "x" * 1001}, ""),
        ({"purpose": "nul\x00"}, ""),
    ],
)
def test_what_cannot_be_recorded_is_said(
    gathering: Gathering, visit: Visit, changes: dict[str, Any], sentence: str
) -> None:
    answer = visit("social-worker").post(new(gathering), asked(gathering, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "error-summary" in answer.content.decode()
    assert effect_in(answer) == ""


def test_an_oral_consent_says_why(gathering: Gathering, visit: Visit) -> None:
    worker = visit("social-worker")
    sent = asked(gathering, form="oral", oral_reason="Mor har brækket hånden")
    done = worker.post(
        new(gathering), {**sent, "effect": effect_in(worker.post(new(gathering), sent))}
    )
    assert done.status_code == 303
    with acting(gathering.account("social-worker")):
        assert Consent.objects.filter(
            oral_reason="Mor har brækket hånden", witness="Sofie Holm"
        ).exists()


def test_the_other_parent_without_custody_cannot_consent(
    gathering: Gathering, visit: Visit
) -> None:
    father = str(gathering.town.persons["father"].pk)
    answer = visit("social-worker").post(new(gathering), asked(gathering, given_by=father))
    assert answer.status_code == 422
    assert effect_in(answer) == ""


def test_colleagues_are_found_without_losing_what_was_typed(
    gathering: Gathering, visit: Visit
) -> None:
    sent = asked(gathering, find="østergaard", step="find")
    answer = visit("social-worker").post(new(gathering), sent)
    text = answer.content.decode()
    assert "Karen Østergaard" in text
    assert "Thomas Fjord" in text, "whoever is chosen stays chosen"
    assert "At den nye skole kender planen" in text
    assert "error-summary" not in text
    for words, name in (("sundhedspl", "Karen Østergaard"), ("engskolen", "Peter Skov")):
        found = visit("social-worker").post(new(gathering), {"find": words, "step": "find"})
        assert name in found.content.decode()


def test_only_those_who_record_consents_see_the_form(gathering: Gathering, visit: Visit) -> None:
    for name in ("teacher", "mother"):
        answer = visit(name).get(new(gathering))
        assert answer.status_code == 403
        assert "Sofie Holm" in answer.content.decode(), "it says whom to ask"


def withdrawal(gathering: Gathering) -> str:
    return f"/cases/{gathering.case.pk}/consents/{gathering.consent.pk}/withdrawal/"


def test_the_mother_withdraws_and_everything_on_it_closes_at_once(
    gathering: Gathering, visit: Visit
) -> None:
    teacher, mother = visit("teacher"), visit("mother")
    people = f"/cases/{gathering.case.pk}/people/"
    assert teacher.get(people).status_code == 200
    says = mother.get(withdrawal(gathering)).content.decode()
    assert (
        "Karen Østergaard og Mette Lund kan ikke længere se overblikket, planen og møderne" in says
    )
    assert mother.post(withdrawal(gathering), {"reason": ""}).status_code == 303
    assert teacher.get(people).status_code == 404
    assert mother.get(people).status_code == 200
    with acting(gathering.account("teacher")):
        assert not Case.objects.exists()
        assert not Basis.objects.exists()
    with acting(gathering.account("social-worker")):
        assert not Case.objects.visible_to(gathering.account("teacher")).exists()


def test_a_consent_is_withdrawn_once(gathering: Gathering, visit: Visit) -> None:
    mother = visit("mother")
    assert mother.post(withdrawal(gathering), {"reason": ""}).status_code == 303
    assert mother.post(withdrawal(gathering), {"reason": ""}).status_code == 404


def test_who_did_not_give_a_consent_does_not_withdraw_it(
    gathering: Gathering, visit: Visit
) -> None:
    assert visit("teacher").get(withdrawal(gathering)).status_code == 403
    assert visit("teacher").post(withdrawal(gathering), {"reason": ""}).status_code == 403
    with acting(gathering.account("teacher")):
        assert Basis.objects.standing().filter(pk=gathering.consent.pk).exists()


def test_what_rests_on_a_law_is_not_withdrawn(gathering: Gathering, visit: Visit) -> None:
    with acting(gathering.account("mother")):
        law = Basis.objects.exclude(consent__isnull=False).first()
    assert law is not None
    address = f"/cases/{gathering.case.pk}/consents/{law.pk}/withdrawal/"
    assert visit("social-worker").get(address).status_code == 404
    nothing = f"/cases/{gathering.case.pk}/consents/{uuid.uuid4()}/withdrawal/"
    assert visit("social-worker").get(nothing).status_code == 404


def test_nobody_opens_what_they_do_not_see(gathering: Gathering) -> None:
    teacher = gathering.account("teacher")
    with acting(teacher), pytest.raises(ValidationError):
        actions.share_by_consent(
            case=gathering.case,
            receivers=[Professional.objects.get(account__username="outsider")],
            areas=["concern"],
            purpose="Alt",
            until=timezone.now() + timedelta(days=9),
            given_by=gathering.town.persons["mother"],
            form="written",
            by=teacher,
        )


def test_a_consent_ends_with_its_day(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    with acting(worker):
        actions.share_by_consent(
            case=gathering.case,
            receivers=[Professional.objects.get(account__username="outsider")],
            areas=["plan"],
            purpose="Kort",
            until=timezone.now() + timedelta(milliseconds=300),
            given_by=gathering.town.persons["mother"],
            form="written",
            by=worker,
        )
    outsider = gathering.account("outsider")
    with acting(outsider):
        assert Case.objects.visible_to(outsider).exists()
    time.sleep(0.4)
    with acting(outsider):
        assert not Case.objects.visible_to(outsider).exists()
        assert not Case.objects.exists()


def test_an_access_is_ended_before_its_time(gathering: Gathering, visit: Visit) -> None:
    worker = visit("social-worker")
    with acting(gathering.account("social-worker")):
        seat = Seat.objects.get(account=gathering.account("pedagogue"))
        own = Seat.objects.get(account=gathering.account("social-worker"))
    address = f"/cases/{gathering.case.pk}/people/{seat.pk}/end/"
    assert "Jonas Berg kan ikke længere se" in worker.get(address).content.decode()
    assert worker.post(address, {"reason": ""}).status_code == 422
    assert worker.post(address, {"reason": "Ny stue"}).status_code == 303
    assert visit("pedagogue").get(f"/cases/{gathering.case.pk}/people/").status_code == 404
    mine = worker.post(
        f"/cases/{gathering.case.pk}/people/{own.pk}/end/", {"reason": "Nyt arbejde"}
    )
    assert mine.status_code == 422
    assert "giver opgaven videre" in mine.content.decode()


def test_only_a_parent_with_custody_is_let_in_as_a_parent(
    gathering: Gathering, visit: Visit
) -> None:
    worker: Client = visit("social-worker")
    father = gathering.town.persons["father"]
    address = f"/cases/{gathering.case.pk}/family/{father.pk}/access/"
    assert "forældremyndighed" in worker.get(address).content.decode()
    assert worker.post(address, {"purpose": "Far vil med"}).status_code == 422
    assert visit("father").get(f"/cases/{gathering.case.pk}/people/").status_code == 404
    sister = gathering.town.persons["sister"]
    stranger = f"/cases/{gathering.case.pk}/family/{sister.pk}/access/"
    assert worker.get(stranger).status_code == 404


def test_a_parent_sees_until_the_child_is_of_age(gathering: Gathering, visit: Visit) -> None:
    with acting(gathering.account("mother")):
        child = Person.objects.get(pk=gathering.town.persons["child"].pk)
        seat = Seat.objects.get(account=gathering.account("mother"))
        assert seat.ends == seat.basis.ends == of_age_from(child)
    with acting(gathering.account("social-worker")):
        case = Case.objects.select_related("person").get(pk=gathering.case.pk)
        case.person.birth_date = timezone.localdate() - timedelta(days=19 * 366)
        assert refusal_to_admit_parent(case, gathering.town.persons["mother"])


def test_what_is_recorded_rests_on_the_law_of_the_country(gathering: Gathering) -> None:
    worker = gathering.account("social-worker")
    Unit.objects.filter(pk=worker.professional.unit_id).update(country="no")
    worker = type(worker).objects.get(pk=worker.pk)
    with acting(worker):
        case = Case.objects.select_related("person").get(pk=gathering.case.pk)
        seat = actions.admit_child(case=case, purpose="Det handler om deg", by=worker)
        consent = actions.share_by_consent(
            case=case, areas=["plan"], purpose="Opplæring", form="written",
            receivers=[Professional.objects.get(account__username="outsider")],
            until=gathering.consent.ends, given_by=gathering.town.persons["mother"], by=worker,
        )  # fmt: skip
    assert (seat.basis.kind, consent.kind) == ("no-own-case", "no-consent")
    assert gathering.consent.kind == "consent"


def test_the_child_is_let_in_to_its_own_case(gathering: Gathering, visit: Visit) -> None:
    worker = visit("social-worker")
    child = gathering.town.persons["child"]
    address = f"/cases/{gathering.case.pk}/family/{child.pk}/access/"
    assert address in worker.get(f"/cases/{gathering.case.pk}/people/").content.decode()
    assert visit("child").get(f"/cases/{gathering.case.pk}/people/").status_code == 404
    assert worker.post(address, {"purpose": "Det handler om dig"}).status_code == 303
    assert visit("child").get(f"/cases/{gathering.case.pk}/people/").status_code == 200
    assert worker.post(address, {"purpose": "Igen"}).status_code == 422
