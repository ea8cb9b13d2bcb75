"""Journey 7 of the issue: the mother reads something that is wrong, says so on her phone, and
whoever coordinates puts it right and answers (GDPR art. 16)."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be, send


def test_the_mother_says_that_something_is_wrong_and_is_answered(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    case = f"/cases/{served_case.case.pk}/"
    # Given a mother who has read that her son is in the wrong class
    mother = be("mother", phone=True)
    mother.goto(case)
    mother.get_by_role("link", name="Er noget forkert?").click()
    accessible(mother)
    # When she forgets to say where, what she wrote stays
    mother.get_by_label("Hvad er forkert?").fill("Der står, at han går i 5.A")
    send(mother)
    expect(mother.locator(".error-summary")).to_contain_text("Hvor står det?")
    expect(mother.get_by_label("Hvad er forkert?")).to_have_value("Der står, at han går i 5.A")
    mother.get_by_label("Hvor står det?").fill("Planen, mål to")
    mother.get_by_label("Hvad ville være rigtigt?").fill("Han går i 5.B")
    send(mother)
    expect(mother.get_by_role("main")).to_contain_text("Venter på svar")
    accessible(mother)
    # Then it stands in the coordinator's day
    worker = be("social-worker")
    worker.locator("main a[href*='/corrections/']").first.click()
    expect(worker.get_by_role("main")).to_contain_text("Han går i 5.B")
    accessible(worker)
    # And her answer is what the mother reads
    worker.get_by_label("Det var forkert").check()
    worker.get_by_label("Hvad svarer du?").fill("Det har du ret i. Nu står der 5.B.")
    send(worker)
    accessible(worker)
    mother.reload()
    expect(mother.get_by_role("main")).to_contain_text("Nu står der 5.B.")
    expect(mother.get_by_role("main")).to_contain_text("Rettet")
    accessible(mother)
