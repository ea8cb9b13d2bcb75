"""Journey 6 of the issue: while the coordinator is on leave a colleague sees and does through her
seats, for exactly that time, and both names stand there."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be, send
from tovholder.organisation.models import Absence


def test_a_colleague_stands_in_and_sees_nothing_afterwards(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    case, cover = f"/cases/{served_case.case.pk}/", served_case.account("outsider")
    # Given a colleague who sees nothing of the child
    colleague = be("outsider", phone=True)
    assert colleague.request.get(case).status == 404
    # When the coordinator says that she is away and who stands in
    worker = be("social-worker")
    worker.goto("/away/")
    accessible(worker)
    worker.get_by_label("Sidste fraværsdag").fill(
        (timezone.localdate() + timedelta(days=9)).isoformat()
    )
    worker.get_by_label("Hvem træder til?").select_option(str(cover.pk))
    send(worker)
    expect(worker.get_by_role("main")).to_contain_text("Peter Skov træder til for Sofie Holm")
    # Then it stands in the colleague's day, who writes in the plan
    colleague.goto("/")
    expect(colleague.get_by_role("main")).to_contain_text("Sofie Holm")
    accessible(colleague)
    colleague.goto(f"{case}plan/")
    colleague.get_by_role("link", name="Skriv en kommentar").last.click()
    colleague.locator("main textarea").fill("Jeg ringer til skolen i morgen")
    send(colleague)
    # And the mother reads both names
    mother = be("mother", phone=True)
    mother.goto(f"{case}plan/")
    expect(mother.get_by_role("main")).to_contain_text("Peter Skov, for Sofie Holm")
    accessible(mother)
    # When the coordinator is back, the colleague's open page goes, and the words stay
    worker.goto("/away/")
    worker.get_by_role("button", name="Slut").first.click()
    expect(worker.get_by_role("main")).to_contain_text("Ingen træder til længere")
    assert colleague.request.get(case).status == 404
    mother.reload()
    expect(mother.get_by_role("main")).to_contain_text("Peter Skov, for Sofie Holm")
    assert Absence.objects.get().ended_by == served_case.account("social-worker")
