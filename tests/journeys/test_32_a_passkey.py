"""A passkey on one's own device: added, used at the door and once more, taken away (WebAuthn)."""

from collections.abc import Callable

from playwright.sync_api import CDPSession, Page, expect

from tests.browsing import House, Visits
from tests.shell.people import PASSWORD, someone


def device(page: Page) -> CDPSession:
    """A telephone with a finger on it, inside the browser."""
    told = page.context.new_cdp_session(page)
    told.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    told.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return told


def at(house: House, path: str) -> str:
    """A passkey belongs to a name, and never to a number."""
    return f"http://localhost:{house.port}{path}"


def test_a_health_visitor_signs_in_with_her_finger(
    own_database: str, house: House, visits: Visits, accessible: Callable[[Page], None]
) -> None:
    someone("karen")
    page = visits(phone=True)
    device(page)

    # Given she has come in with her password, she adds her telephone under her own name
    page.goto(at(house, "/sign-in/"))
    page.get_by_label("Brugernavn").fill("karen")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.goto(at(house, "/me/"))
    page.get_by_role("link", name="Se dine adgangsnøgler").click()
    accessible(page)
    page.get_by_label("Hvad du kalder enheden").fill("Min telefon")
    page.get_by_role("button", name="Tilføj").click()
    expect(page.get_by_text("Adgangsnøglen er tilføjet.")).to_be_visible()
    expect(page.get_by_role("heading", name="Min telefon")).to_be_visible()
    accessible(page)

    # A second one on the same device is told in words
    page.get_by_label("Hvad du kalder enheden").fill("Den igen")
    page.get_by_role("button", name="Tilføj").click()
    expect(page.get_by_role("status").filter(has_text="har allerede")).to_be_visible()

    # When she comes back another day, one tap is enough, and leads where she was going
    page.goto(at(house, "/me/"))
    page.locator("summary").filter(has_text="Menu").click()
    page.get_by_role("button", name="Log ud").locator("visible=true").click()
    page.goto(at(house, "/me/sign-ins/"))
    expect(page.get_by_role("button", name="Brug en adgangsnøgle")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Brug en adgangsnøgle").click()
    expect(page.get_by_text("adgangsnøgle", exact=True)).to_be_visible()
    assert page.url == at(house, "/me/sign-ins/")

    # And when it is taken away it opens nothing, and she is told in words
    page.goto(at(house, "/me/passkeys/"))
    page.get_by_role("button", name="Fjern den").click()
    expect(page.get_by_text("Du har ingen adgangsnøgle endnu.")).to_be_visible()
    page.locator("summary").filter(has_text="Menu").click()
    page.get_by_role("button", name="Log ud").locator("visible=true").click()
    page.get_by_role("button", name="Brug en adgangsnøgle").click()
    expect(page.get_by_text("Denne adgangsnøgle åbner ikke Tovholder")).to_be_visible()
    accessible(page)


def test_without_such_a_device_the_password_stands_alone(
    own_database: str, house: House, visits: Visits
) -> None:
    page = visits()
    page.goto(f"{house.address}/sign-in/")
    expect(page.get_by_label("Adgangskode")).to_be_visible()
    expect(page.get_by_role("button", name="Brug en adgangsnøgle")).to_be_hidden()
