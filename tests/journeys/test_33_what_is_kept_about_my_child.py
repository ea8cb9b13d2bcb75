"""Journey 7 of the issue: the mother asks for what is kept, one officer weighs it line by line,
another lets it leave, and she reads it on her own page (GDPR art. 15, decision 41)."""

import json
from collections.abc import Callable
from io import BytesIO

from django.db import connection
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.cast import Gathering
from tests.journeys.conftest import Be, send
from tests.oversight.test_access_requests import second_officer

LAW = "Databeskyttelsesloven § 22: det vedrører en anden"


def test_the_mother_reads_what_is_kept_about_her_child(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None]
) -> None:
    second_officer(served_case)
    connection.close()
    case = f"/cases/{served_case.case.pk}/"
    # Given a mother who asks in two taps
    mother = be("mother", phone=True)
    mother.goto(f"{case}access-request/")
    accessible(mother)
    mother.get_by_role("button", name="Bed om det hele").click()
    expect(mother.get_by_role("main")).to_contain_text("Besvares senest")
    # When the officer finds it in her day and gathers the papers
    officer = be("officer")
    officer.get_by_role("link", name="Lars Test Berggren").or_(
        officer.locator("main a[href*='/trace/requests/']")
    ).first.click()
    officer.get_by_role("link", name="Saml papirerne").click()
    accessible(officer)
    officer.get_by_role("link", name="Samtykke").click()
    accessible(officer)
    # Then holding back wants the law, and what she marked stays marked meanwhile
    officer.locator("main input[name=given]").first.uncheck()
    send(officer)
    expect(officer.locator(".error-summary")).to_contain_text("holdes tilbage")
    expect(officer.locator("main input[name=given]").first).not_to_be_checked()
    officer.get_by_label("Hvorfor holdes det").fill(LAW)
    send(officer)
    expect(officer.get_by_role("main")).to_contain_text("1 holdes tilbage")
    officer.get_by_role("link", name="Skriv svaret").click()
    officer.get_by_label("Noget holdes tilbage").check()
    officer.get_by_label("Databeskyttelsesloven § 22, stk. 1").check()
    officer.get_by_label("Hvordan får de det").fill("Papirerne ligger her på siden.")
    officer.get_by_role("button", name="Send til en andens godkendelse").click()
    expect(officer.get_by_role("main")).to_contain_text("læser det og godkender det")
    request = officer.url
    # And another officer reads the same and lets it leave
    another = be("officer-2", phone=True)
    another.goto(request)
    accessible(another)
    another.get_by_role("button", name="Godkend, og giv svaret").click()
    expect(another.get_by_role("main")).to_contain_text("Svaret er givet")
    # Then the mother has it as paper and as data, and what nobody weighed stayed in the house
    mother.reload()
    accessible(mother)
    expect(mother.get_by_role("main")).to_contain_text("Man kan klage til Datatilsynet")
    href = mother.get_by_role("link", name="Læs papirerne").get_attribute("href")
    answer = mother.request.get(str(href))
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.body())).pages)
    assert "Papirerne ligger her på siden." in read
    assert "§ 22" in read
    told = json.loads(mother.request.get(str(href).replace(".pdf", ".json")).text())
    assert {paper["chapter"] for paper in told["papers"]} == {"consent"}
    assert told["held_back"] > len(told["papers"])
    assert be("father").request.get(str(href)).status == 404
