"""Where nothing is made up: a mother becomes known, consents, signs in, sees the plan."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browsing import Visits
from tests.journeys.conftest import send
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case
from tovholder.organisation import actions as organisation
from tovholder.people.actions import register
from tovholder.plans import actions as plans

KEY = "fire ord kun jeg ved"


@pytest.fixture
def new_house(own_database: str) -> str:
    """A school, a family department, two at work, and a case about a pupil nobody is known of."""
    school = organisation.add_unit(name="Nyskolen", kind="school")
    family = organisation.add_unit(name="Familieafdelingen", kind="family")
    people = {}
    for name, unit, profession in (
        ("Anna Holm", school, "teacher"), ("Bo Krogh", family, "social-worker"),
    ):  # fmt: skip
        account = organisation.add_account(username=name.split()[0], name=name, password=KEY)
        organisation.employ(account=account, unit=unit, profession=profession)
        people[profession] = account
    worker = people["social-worker"]
    with acting(worker):
        child = register(
            given_name="Ida", family_name="Vang", birth_date=date(2015, 3, 4), unit=school,
            group="4.A", by=worker,
        )  # fmt: skip
        case_id = cases.open_for(
            person_id=child.pk, holder=worker, by=worker, basis_kind="authority-work",
            purpose="Hjælp til Ida",
        )  # fmt: skip
        case = Case.objects.select_related("person").get(pk=case_id)
        plans.add_goal(case=case, text="Ida har det godt i skolen", by=worker)
    connection.close()
    return f"/cases/{case_id}/"


def sign_in(page: Page, username: str, password: str) -> Page:
    page.goto("/sign-in/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    send(page)
    return page


def test_a_mother_nobody_knew_is_let_in(
    new_house: str, visits: Visits, accessible: Callable[[Page], None]
) -> None:
    # Given a social worker who meets a consent without anybody to give it
    worker = sign_in(visits(), "bo", KEY)
    worker.goto(f"{new_house}consents/new/")
    accessible(worker)

    # When the mother is added from there
    worker.locator("main a[href$='/family/new/']").click()
    accessible(worker)
    worker.locator("[name=given_name]").fill("Eva")
    worker.locator("[name=family_name]").fill("Vang")
    worker.locator("[name=kind][value=mother]").check(force=True)
    worker.locator("[name=custody]").check(force=True)
    send(worker)

    # Then she can consent
    worker.goto(f"{new_house}consents/new/")
    worker.locator("[name=find]").fill("Anna")
    worker.locator("button[name=step]").click()
    worker.get_by_label(re.compile("Anna Holm")).check(force=True)
    worker.locator("[name=areas][value=plan]").check(force=True)
    worker.locator("[name=purpose]").fill("At skolen kender planen")
    until = timezone.localdate() + timedelta(days=90)
    worker.locator("[name=until]").fill(until.isoformat())
    worker.get_by_label(re.compile("Eva Vang")).check(force=True)
    worker.locator("[name=form][value=written]").check(force=True)
    worker.get_by_role("button", name="Se, hvad det åbner for").click()
    expect(worker.locator("main")).to_contain_text("Anna Holm kan derefter")
    send(worker)

    # And she is given a way in, shown once, and access
    worker.locator("main a[href$='/sign-in/']", has_text="Eva").click()
    worker.locator("main input[name=language][value=da]").check(force=True)
    accessible(worker)
    send(worker)
    accessible(worker)
    username, password = (
        text.strip() for text in worker.locator("main dd strong").all_inner_texts()
    )
    worker.reload()
    expect(worker.locator("body")).not_to_contain_text(password)
    worker.goto(f"{new_house}people/")
    worker.locator("main a[href$='/access/']", has_text="Eva").click()
    worker.locator("[name=purpose]").fill("Idas mor er med")
    send(worker)

    # When she comes in with it on her phone
    mother = sign_in(visits(phone=True), username, password)

    # Then nothing opens before she has a password of her own
    mother.goto(new_house)
    expect(mother).to_have_url(re.compile("/me/password/$"))
    accessible(mother)
    mother.locator("[name=password_now]").fill(password)
    mother.locator("[name=password_new]").fill("sommerfugl lampe otte tog")
    send(mother)
    mother.goto(f"{new_house}plan/")
    expect(mother.locator("main")).to_contain_text("Ida har det godt i skolen")
    # and what was on the paper is worth nothing
    again = sign_in(visits(), username, password)
    expect(again).to_have_url(re.compile("/sign-in/"))
