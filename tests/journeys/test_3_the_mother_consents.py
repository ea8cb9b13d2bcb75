"""Journey 3: the mother's consent opens doors, withdrawing closes them, someone holds the rope."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Be, send
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case
from tovholder.demo.town import Town
from tovholder.people.models import Person


@pytest.fixture
def fresh_case(served_town: Town) -> str:
    """The social worker has opened a case and let the mother in; nobody else is there."""
    worker = served_town.accounts["social-worker"]
    with acting(worker):
        case_id = cases.open_for(
            person_id=served_town.persons["child"].pk, holder=worker, by=worker,
            basis_kind=served_town.work_basis, purpose="Hjælp til Lars",
        )  # fmt: skip
        cases.admit_parent(
            case=Case.objects.select_related("person").get(pk=case_id), purpose="Lars' mor",
            relative=Person.objects.get(pk=served_town.persons["mother"].pk), by=worker,
        )  # fmt: skip
    connection.close()
    return f"/cases/{case_id}/"


def test_a_consent_opens_a_door_and_withdrawing_closes_it(
    fresh_case: str, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a teacher who has no way in
    teacher, worker = be("teacher"), be("social-worker")
    assert teacher.goto(fresh_case).status == 404

    # When the social worker records what the mother agreed to
    worker.goto(f"{fresh_case}consents/new/")
    accessible(worker)
    worker.get_by_label(re.compile("Mette Lund")).check(force=True)
    worker.locator("[name=areas][value=plan]").check(force=True)
    worker.locator("[name=purpose]").fill("At vi kan hjælpe Lars sammen")
    until = timezone.localdate() + timedelta(days=120)
    worker.locator("[name=until]").fill(until.isoformat())
    worker.get_by_label(re.compile("Kirsten")).check(force=True)
    worker.locator("[name=form][value=written]").check(force=True)
    worker.get_by_role("button", name="Se, hvad det åbner for").click()

    # Then the effect is said in words before it is so
    expect(worker.locator("main")).to_contain_text("Mette Lund")
    assert teacher.goto(fresh_case).status == 404
    accessible(worker)
    send(worker)
    assert teacher.goto(fresh_case).status == 200
    assert teacher.goto(f"{fresh_case}plan/").status == 200
    # and not what was not agreed to
    assert teacher.goto(f"{fresh_case}meetings/new/").status == 403

    # And the page says that nobody coordinates, until somebody has said yes
    worker.goto(fresh_case)
    expect(worker.locator("main")).to_contain_text("ingen tovholder endnu")
    worker.goto(f"{fresh_case}coordinator/")
    worker.get_by_label(re.compile("Mette Lund")).check(force=True)
    worker.locator("[name=why]").fill("Hun ser Lars hver dag")
    send(worker)
    worker.goto(fresh_case)
    expect(worker.locator("main")).to_contain_text("ingen tovholder endnu")
    teacher.goto("/")
    teacher.locator("main a[href*='/coordinator/']").first.click()
    accessible(teacher)
    teacher.locator("[name=answer][value=yes]").check(force=True)
    send(teacher)
    worker.goto(fresh_case)
    expect(worker.locator("main")).not_to_contain_text("ingen tovholder endnu")
    expect(worker.locator("main")).to_contain_text("Mette Lund")

    # When the mother takes her consent back on her phone
    mother = be("mother", phone=True)
    mother.goto(f"{fresh_case}people/")
    mother.locator("main a[href*='/withdrawal/']").first.click()
    expect(mother.locator("main")).to_contain_text("Mette Lund")
    accessible(mother)
    send(mother)

    # Then the door is shut at once
    assert teacher.goto(fresh_case).status == 404


def test_oral_consent_says_why(fresh_case: str, be: Be) -> None:
    worker = be("social-worker")
    worker.goto(f"{fresh_case}consents/new/")
    worker.get_by_label(re.compile("Mette Lund")).check(force=True)
    worker.locator("[name=areas][value=plan]").check(force=True)
    worker.locator("[name=purpose]").fill("At vi kan hjælpe Lars sammen")
    worker.get_by_label(re.compile("Kirsten")).check(force=True)
    worker.locator("[name=form][value=oral]").check(force=True)
    worker.get_by_role("button", name="Se, hvad det åbner for").click()
    expect(worker.locator("[name=oral_reason]")).to_have_attribute("aria-invalid", "true")
    expect(worker.locator("[name=purpose]")).to_have_value("At vi kan hjælpe Lars sammen")
