"""Journey 13: the coordination model: no workshop before the family and its consent, and no
solution entered there (S-34, S-64).

With TOVHOLDER_PICTURES set to a folder, each page is also drawn there.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from playwright.sync_api import Page, expect

from tests.cast import Gathering
from tests.journeys.conftest import Be
from tests.journeys.test_11_the_family_decides import day
from tests.meetings.table import call
from tests.meetings.test_coordination_model import prepared
from tovholder import postgres

PICTURES = os.environ.get("TOVHOLDER_PICTURES", "")
SOLUTION = "Han kan komme i tegneklubben om torsdagen"
PURPOSE = "At vi ved, hvem der gør hvad, før vi mødes med familien"
WORKSHOP = "coordination-workshop@1"


def ask_for_a_workshop(worker: Page, case: Gathering) -> None:
    worker.goto(f"/cases/{case.case.pk}/meetings/new/")
    worker.locator("summary", has_text="Andre måder at mødes på").click()
    worker.locator("label", has_text=re.compile("^\\s*Workshop før mødet")).click()
    worker.fill("[name=purpose]", PURPOSE)
    worker.fill("[name=day]", day(7))
    worker.locator(".invite li", has_text="Kirsten").locator("[name=invited]").uncheck()
    worker.get_by_role("button", name="Indkald til mødet").click()


def test_a_solution_waits_for_the_family(
    served_case: Gathering, be: Be, accessible: Callable[[Page], None], own_database: str
) -> None:
    def look(page: Page, name: str) -> None:
        accessible(page)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"workshop_{name}.png", full_page=True)

    # Given a family that nobody has prepared with yet, the workshop cannot be called
    worker = be("social-worker")
    ask_for_a_workshop(worker, served_case)
    expect(worker.locator("main")).to_contain_text("Forberedelse med familien")
    assert worker.url.endswith("/meetings/new/")
    expect(worker.locator("[name=purpose]")).to_have_value(PURPOSE)
    look(worker, "too_early")

    # When the family was met and has consented, it can
    prepared(served_case)
    table = call(
        served_case, "social-worker", "teacher", "psychologist", method=WORKSHOP,
        writing="together",
    )  # fmt: skip
    table.begin()
    table.move("roles", over=True)
    connection.close()
    roles = f"/meetings/{table.meeting.pk}/board/roles/"

    # And a colleague who enters a solution is refused kindly
    teacher = be("teacher", phone=True)
    teacher.goto(roles)
    pen = teacher.locator("form.pen")
    pen.locator("textarea").fill(SOLUTION)
    pen.locator(".chip", has_text="Løsninger").click()
    pen.get_by_role("button", name="Sæt op").click()
    expect(pen.get_by_text("Løsningerne finder vi sammen med familien").first).to_be_visible()
    look(teacher, "refused")
    teacher.reload()
    assert SOLUTION not in teacher.content()
    pen.locator("textarea").fill("Jeg ser ham hver dag")
    pen.locator(".chip", has_text="Min del").click()
    pen.get_by_role("button", name="Sæt op").click()
    expect(teacher.locator(".note-text", has_text="Jeg ser ham")).to_be_visible()
    worker.goto(roles)
    look(worker, "roles")

    # Then the mother, who does not sit there, reads what was written, and the solution is nowhere
    mother = be("mother", phone=True)
    mother.goto(f"/meetings/{table.meeting.pk}/minutes/")
    expect(mother.locator(".minutes")).to_contain_text("Jeg ser ham hver dag")
    assert SOLUTION not in mother.content()
    assert kept_in(own_database) == set()


def kept_in(database: str) -> set[str]:
    """The tables in which the solution stands, read past every wall."""
    with postgres.connect(database, role="postgres") as superuser:
        columns = superuser.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE"
            " table_schema = 'public' AND data_type IN ('text', 'jsonb', 'character varying')"
        ).fetchall()
        return {
            table
            for table, column in columns
            if superuser.execute(
                f'SELECT 1 FROM "{table}" WHERE "{column}"::text LIKE %s LIMIT 1',  # noqa: S608 names the database gave
                [f"%{SOLUTION}%"],
            ).fetchone()
        }
