"""Journeys 4 and 5: called, prepared, met and agreed; a mother on her phone, a tovholder at a desk.

With TOVHOLDER_PICTURES set to a folder, each page is also drawn there.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browsing import Visits
from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.meetings.table import call
from tests.meetings.test_meeting_actions import close_well
from tovholder.audit.context import acting
from tovholder.meetings.models import Meeting

PICTURES = os.environ.get("TOVHOLDER_PICTURES", "")


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


class AtTheBoard:
    """The social worker's hands: short words for what she does at the board."""

    def __init__(self, page: Page, meeting: str, look: Callable[[Page, str], None]) -> None:
        self.page, self.meeting, self.look = page, meeting, look

    def go_on(self, step: str) -> None:
        self.page.locator(f"form[action='{self.meeting}passage/'] button").click()
        self.page.wait_for_url(f"**/board/{step}/")
        self.look(self.page, step)

    def say(self, text: str, who: str, column: str, *, park: bool = False) -> None:
        pen = self.page.locator("form.pen")
        pen.locator("textarea").fill(text)
        pen.locator(".voices label", has_text=who).click()
        pen.locator(".chip", has_text=column).click()
        pen.get_by_role("button", name="Parkér" if park else "Sæt op").click()
        expect(self.page.locator(".note-text", has_text=text)).to_be_visible()

    def send(self, form: Locator, button: str, **answers: str) -> None:
        for name, value in answers.items():
            form.locator(f"[name={name}]").fill(value)
        form.get_by_role("button", name=button).click()


def test_from_the_invitation_to_the_minutes(
    served_case: Gathering, be: Be, visits: Visits, accessible: Callable[[Page], None]
) -> None:
    def look(page: Page, name: str) -> None:
        accessible(page)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)

    # Given a tovholder and a mother, each signed in
    worker, mother = be("social-worker"), be("mother", phone=True)

    # When the tovholder calls a five-step meeting and does without one
    worker.goto(f"/cases/{served_case.case.pk}/meetings/new/")
    expect(worker.locator("#balance")).to_contain_text("6 professionelle, 1 fra familien")
    worker.locator("label", has_text="Fem trin").click()
    worker.fill("[name=purpose]", "At forstå, hvorfor Lars er så alene i frikvartererne")
    worker.fill("[name=day]", day(7))
    worker.fill("[name=place]", "Skolen, lokale 12")
    worker.locator(".invite li", has_text="Ida").locator("input[name=invited]").uncheck()
    worker.locator(".invite li", has_text="Mette").locator("input[name=trusted]").check()
    expect(worker.locator("#balance")).to_contain_text("5 professionelle")
    worker.fill("[name=companion]", "Karen Holm")
    look(worker, "call")
    worker.get_by_role("button", name="Indkald til mødet").click()
    worker.wait_for_url(lambda address: not address.endswith("/new/"))
    look(worker, "invitation")
    meeting = worker.url.removeprefix(visits.address)

    # And the mother prepares in two minutes on her phone, keeping one thing to herself
    mother.goto(meeting)
    look(mother, "invitation_mother")
    mother.get_by_role("link", name="Forbered dig").click()
    mother.locator("textarea").nth(0).fill("Han er træt, når han kommer hjem.")
    mother.locator("textarea").nth(1).fill("Det siger jeg selv")
    mother.get_by_label("Ikke på tavlen").nth(1).check()
    expect(mother.locator("[data-draft-state]")).to_contain_text("gemt")
    look(mother, "preparation")
    mother.get_by_role("button", name="Jeg er klar").click()
    expect(mother.get_by_text("Tak. Du er klar til mødet.")).to_be_visible()

    # Then the framing is approved by each, the mother from her own phone
    worker.goto(meeting)
    worker.get_by_role("button", name="Begynd mødet").click()
    board = AtTheBoard(worker, meeting, look)
    mother.goto(meeting)
    look(worker, "framing")
    look(mother, "framing_mother")
    mother.locator(".approvals form button").click()
    expect(worker.locator(".approvals > li[data-approved]")).to_have_count(1)
    waiting = worker.locator(".approvals form button")
    for left in range(6, 0, -1):
        expect(waiting).to_have_count(left)
        waiting.first.click()
    expect(waiting).to_have_count(0)

    # And the story is told before any solution: an early one is parked in sight
    board.go_on("earlier")
    board.go_on("story")
    expect(worker.locator(".note-text", has_text="Han er træt")).to_be_visible()
    expect(worker.get_by_text("Det siger jeg selv")).to_have_count(0)
    board.say("Han går ofte for sig selv langs hegnet", "Mette", "Det, vi ser")
    board.say("Jeg kunne lave en makkerordning", "Mette", "Det, vi ser", park=True)
    board.say("Han fortæller levende om det, han tegner", "Anne", "Det, der er godt")
    expect(mother.locator(".note[data-parked]")).to_contain_text("makkerordning")
    look(worker, "story")
    look(mother, "story_mother")
    board.go_on("meaning")
    board.say("Han savner en at høre til hos", "Kirsten", "Sådan forstår vi det")
    board.say("De voksne må åbne gruppen", "Anne", "Det, vi bygger på")
    board.go_on("goals")
    expect(worker.locator(".missing")).to_contain_text("mangler ord fra én profession mere")
    worker.goto(f"{meeting}board/meaning/")
    board.say("Han leder efter en plads i klassen", "Mette", "Sådan forstår vi det")
    worker.goto(f"{meeting}board/goals/")

    # And goals get signs, one of them about the surroundings
    pen = worker.locator("form.pen")
    board.send(pen, "Sæt målet", need="At høre til igen", text="Lars har nogen at være sammen med")
    for about, text in (
        ("Barnet", "Lars leger"),
        ("Dem, der er omkring barnet", "To spørger efter Lars"),
    ):
        sign = worker.locator("article.goal form")
        sign.get_by_text(about, exact=True).click()
        board.send(sign, "Tilføj tegnet", text=text, watchers="Mette")
        expect(worker.locator(".signs")).to_contain_text(text)
    look(worker, "goals")

    # And in efforts each promises for themselves, and only the family wishes
    board.go_on("efforts")
    worker.get_by_role("link", name="Tag det op").click()
    board.send(pen, "Det lover jeg", due=day(7))
    family = worker.locator("section[aria-labelledby=family-half]")
    expect(worker.locator("section[aria-labelledby=own-half]")).to_contain_text("makkerordning")
    pen.locator(".voices label", has_text="Kirsten").click()
    board.send(pen, "Det lover jeg", text="Laver en søndagsplan", due=day(3), together_with="Lars")
    expect(family).to_contain_text("søndagsplan")
    worker.get_by_text("Skriv et ønske").click()
    wish = worker.locator("#wish-form")
    wish.locator("fieldset").nth(1).locator("label", has_text="Mette").click()
    board.send(wish, "Skriv ønsket", text="At nogen ringer, også når det går godt")
    answer = worker.locator("form[id^=answer]")
    look(worker, "efforts")
    board.send(answer, "Svar", due=day(14))
    expect(answer).to_have_count(0)

    # And the meeting cannot end before its closing is whole
    board.go_on("closing")
    end = worker.locator(f"form[action='{meeting}end/'] button")
    expect(end).to_have_count(0)
    expect(worker.locator(".missing > li")).to_have_count(4)
    written = worker.locator("#document-form")
    written.locator("label", has_text="Mette").click()
    board.send(written, "Det aftaler vi", text="Mette og mor sætter kryds hver fredag")
    told = worker.locator("#child-form")
    told.locator("label", has_text="Jonas").click()
    board.send(told, "Det aftaler vi", due=day(1), how="På en gåtur")
    together = worker.locator("#coherence-form")
    together.locator(".chip", has_text="Ja, de hænger sammen").click()
    board.send(together, "Skriv det")
    board.send(worker.locator("#next-form"), "Det aftaler vi", next_at=f"{day(60)}T13:00")
    expect(worker.locator(".missing > li")).to_have_count(0)
    look(worker, "closing")

    # Then the minutes are ready as people leave, and the next meeting is called
    end.click()
    worker.wait_for_url("**/minutes/")
    expect(worker.locator(".minutes")).to_contain_text("To spørger efter Lars")
    expect(worker.locator("#following")).to_be_visible()
    look(worker, "minutes")
    mother.goto(f"{meeting}minutes/")
    look(mother, "minutes_mother")


def test_the_follow_up_looks_at_the_signs_and_cooperation_ends(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    # Given a meeting that was held, and its follow-up
    held = call(served_case)
    held.go_to("goals")
    following = close_well(held)
    assert following is not None
    connection.close()
    address = f"/meetings/{following.pk}/"
    page = be("social-worker")
    page.goto(address)
    page.get_by_role("button", name="Begynd mødet").click()

    # When the table answers for its promises and says what it sees
    for step in ("kept", "signs"):
        page.locator(f"form[action='{address}passage/'] button").click()
        page.wait_for_url(f"**/board/{step}/")
        accessible(page)
        if step == "kept":
            page.get_by_role("button", name="Gjort").click()
            expect(page.locator("#reviewed")).to_be_visible()
    page.get_by_role("button", name="Set", exact=True).first.click()
    expect(page.locator("figure svg").first).to_be_visible()
    for step in ("understanding", "adjust", "efforts", "closing"):
        page.locator(f"form[action='{address}passage/'] button").click()
        page.wait_for_url(f"**/board/{step}/")
    told = page.locator("#child-form")
    told.locator("label", has_text="Kirsten").click()
    told.locator("[name=due]").fill(day(2))
    told.get_by_role("button", name="Det aftaler vi").click()
    expect(page.locator("#told ~ .said-last")).to_be_visible()
    ending = page.locator("#next-form")
    ending.locator("[name=ends_because]").fill("Lars har det godt, og mor kan selv")
    ending.get_by_role("button", name="Det aftaler vi").click()
    expect(page.locator("#next ~ .said-last")).to_contain_text("mor kan selv")
    page.locator(f"form[action='{address}end/'] button").click()

    # Then the minutes lead on to closing the case, and no new meeting is called
    page.wait_for_url("**/minutes/")
    accessible(page)
    page.get_by_role("link", name="Luk sagen").click()
    page.wait_for_url("**/closure/")
    with acting(served_case.account("mother")):
        assert Meeting.objects.filter(follows=following).count() == 0
