"""A team agrees on how it works together: worded by three, signed by three, read after (S-53)."""

from collections.abc import Callable

from django.db import connection
from playwright.sync_api import Page, expect

from tests.gatherings import agreed
from tests.gatherings.team import LEADS, MEMBERS, Team, call, found
from tests.journeys.conftest import Be
from tovholder.demo.town import Town


def begun(town: Town) -> Team:
    """The points lie on the table; all but the first two are worded, and the day is set."""
    team = agreed.gather(town, found(town))
    for point in agreed.POINTS[2:]:
        agreed.word(team, point, f"Sådan gør vi: {point}")
    agreed.look_again(team)
    connection.close()
    return team


def next_time(town: Town, team: Team) -> str:
    """The team's next meeting is an ordinary one, and has begun."""
    meeting = call(town, forum=team.forum, method="collaboration-meeting@1")
    meeting.go_to("framing")
    connection.close()
    return f"/gatherings/{meeting.meeting.pk}/"


def write(page: Page, point: str, text: str) -> None:
    """Type the words of a point, without saving them."""
    field = page.locator(f"#word-{point} textarea")
    if not field.is_visible():
        page.locator(f"article[aria-labelledby='point-{point}'] summary").last.click()
    field.fill(text)


def save(page: Page, point: str) -> None:
    page.locator(f"#word-{point} button[type=submit]").click()


def test_three_make_an_agreement_and_it_is_read_at_the_next_meeting(
    served_town: Town, be: Be, accessible: Callable[[Page], None]
) -> None:
    """Given ten points, when two write the same one at once, then both texts are there; and when
    all three have signed, then it is in force, on its page, and read at the next meeting."""
    team = begun(served_town)
    address = f"/gatherings/{team.meeting.pk}/"
    pages: dict[str, Page] = {}
    for who in MEMBERS:
        pages[who] = be(who, phone=who == "teacher")
        pages[who].goto(address)
    lead, teacher = pages[LEADS], pages["teacher"]
    accessible(teacher)

    write(teacher, "purpose", "Så forældre kun fortæller det én gang")
    write(lead, "purpose", "Så hjælpen kommer tidligt")
    save(lead, "purpose")
    first = teacher.locator("article[aria-labelledby='point-purpose'] .agreed")
    expect(first).to_have_text("Så hjælpen kommer tidligt")
    expect(teacher.locator("#word-purpose textarea")).to_have_value(
        "Så forældre kun fortæller det én gang"
    )
    save(teacher, "purpose")
    both = teacher.locator("article[aria-labelledby='point-purpose'] .two-texts")
    expect(both).to_contain_text("Så hjælpen kommer tidligt")
    expect(both).to_contain_text("Så forældre kun fortæller det én gang")
    accessible(teacher)
    together = "Så hjælpen kommer tidligt, og forældre kun fortæller det én gang"
    write(teacher, "purpose", together)
    save(teacher, "purpose")
    expect(first).to_have_text(together)
    expect(lead.locator("article[aria-labelledby='point-purpose'] .agreed")).to_have_text(together)

    expect(lead.locator(".missing")).to_contain_text("2. Hvem det er til for")
    write(lead, "target", "Børn, som to af os er i tvivl om")
    save(lead, "target")
    expect(lead.locator(".missing")).to_have_count(0)
    lead.get_by_role("button", name="Gå videre").click()
    for who in MEMBERS:
        page = pages[who]
        page.goto(address)
        expect(page.get_by_role("heading", level=2, name="Vi skriver under")).to_be_visible()
        page.get_by_role("button", name="Skriv under").click()
        own = page.locator("ul.approvals li[data-approved]")
        expect(own.filter(has_text=served_town.accounts[who].name)).to_be_visible()
    expect(lead.get_by_text("Aftalen gælder")).to_be_visible()
    accessible(teacher)

    lead.goto("/fora/")
    lead.get_by_role("link", name="Netværket").click()
    lead.get_by_role("link", name="Læs, hvad vi har aftalt").click()
    expect(lead.get_by_text(together)).to_be_visible()
    accessible(lead)
    teacher.goto(next_time(served_town, team))
    expect(teacher.get_by_text("Sådan gør vi: guidelines")).to_be_visible()
    accessible(teacher)
