"""Journey 7: what is left after a meeting. A mother on her phone corrects her own words, and the
tovholder makes the minutes final."""

from collections.abc import Callable

from django.db import connection
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.meetings.table import call
from tovholder.audit.context import acting
from tovholder.meetings.models import MeetingEnd


def test_the_mother_corrects_her_own_words_and_reads_the_final_minutes(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a meeting that has ended, with words of the mother's that she did not mean so
    table = call(served_case)
    table.go_to("story")
    table.say("mother", "Han er altid sur", step="story", column="seen")
    table.say("teacher", "Han går for sig selv", step="story", column="seen")
    worker_account = table.account("social-worker")
    with acting(worker_account):
        MeetingEnd.objects.create(
            case_id=table.meeting.case_id, meeting=table.meeting, by=worker_account
        )
    connection.close()
    worker, mother = be("social-worker"), be("mother", phone=True)

    # When she reads the minutes from her own page and corrects what she said
    mother.get_by_role("link", name="Læs referatet").click()
    expect(mother.get_by_text("Det her er et udkast")).to_be_visible()
    accessible(mother)
    expect(mother.locator(".minutes a", has_text="Ret")).to_have_count(1)
    mother.locator(".minutes a", has_text="Ret").click()
    accessible(mother)
    mother.locator("textarea").fill("Han er træt, når han kommer hjem")
    mother.get_by_role("button", name="Gem").click()
    expect(mother.locator(".minutes del")).to_have_text("Han er altid sur")
    accessible(mother)
    mother.get_by_role("button", name="Jeg har læst det").click()
    expect(mother.get_by_text("Tak. Du har læst det.")).to_be_visible()
    accessible(mother)

    # Then the tovholder sees who has not read it, and makes it final
    worker.goto(f"/meetings/{table.meeting.pk}/minutes/")
    expect(worker.locator(".minutes del")).to_have_text("Han er altid sur")
    accessible(worker)
    worker.get_by_role("link", name="Gør referatet endeligt").click()
    expect(worker.locator("main")).to_contain_text("Ikke alle har læst det endnu")
    expect(worker.locator("main")).to_contain_text(table.account("teacher").name)
    expect(worker.locator("main li", has_text="Kirsten")).to_have_count(0)
    accessible(worker)
    worker.get_by_role("button", name="Gør referatet endeligt").click()
    expect(worker.locator(".minutes")).to_contain_text("gjorde referatet endeligt")
    accessible(worker)

    # And the mother reads what is final: her words as she meant them, and nothing to change
    mother.reload()
    expect(mother.locator(".minutes")).to_contain_text("Han er træt, når han kommer hjem")
    expect(mother.locator(".minutes")).to_contain_text("gjorde referatet endeligt")
    expect(mother.locator(".minutes a", has_text="Ret")).to_have_count(0)

    # And she says on her phone how she found the meeting, which nobody else reads of her
    mother.get_by_role("link", name="Sig, hvordan det var").click()
    accessible(mother)
    mother.locator(".scale label", has_text="8").click()
    mother.get_by_label("Hvad fik du ud af indholdet?").fill("Jeg blev hørt")
    mother.get_by_role("button", name="Gem").click()
    expect(mother.get_by_text("Tak, fordi du sagde, hvordan det var.")).to_be_visible()
    expect(mother.locator("#came-out ~ .tally")).to_contain_text("1 svar.")
    accessible(mother)
    worker.goto(f"/meetings/{table.meeting.pk}/evaluation/")
    expect(worker.locator("#came-out ~ .tally")).to_contain_text("1 svar.")
    expect(worker.get_by_text("Jeg blev hørt")).to_have_count(0)
