"""Holding a meeting from its first step to its last as people do: what a page asks is answered."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_11_the_family_decides import day


@dataclass
class Walk:
    """One who leads walks the whole way; `said` is what was put up, word for word.

    `voice` is the selector of whose words they are where somebody's are asked for.
    """

    page: Page
    voice: str = "label"
    said: list[str] = field(default_factory=list)

    @property
    def step(self) -> str:
        """Where the table is; empty when the meeting has ended."""
        before, board, after = self.page.url.rstrip("/").partition("/board/")
        return after if before and board else ""

    def to(self, wanted: str) -> None:
        """Answer and go on until the table is at this step."""
        while self.step and self.step != wanted:
            self.answer()
            self.go_on()

    def to_the_end(self) -> list[str]:
        """Answer and go on, step by step, until the minutes are read; gives back the steps."""
        steps = []
        while self.step:
            steps.append(self.step)
            self.answer()
            self.go_on()
        return steps

    def answer(self) -> None:
        """Everything this step asks for, once in each of its columns."""
        yes = self.page.locator("#table .approvals form button")
        for left in range(yes.count(), 0, -1):
            expect(yes).to_have_count(left)
            yes.first.click()
        expect(yes).to_have_count(0)
        for column in range(max(1, self.page.locator("form.pen label.chip").count())):
            self.write(self.page.locator("form.pen"), column)
        for part in ("document", "child", "next"):
            self.write(self.page.locator(f"form#{part}-form"))

    def write(self, form: Locator, column: int = 0) -> None:
        """Fill in what a person would, send it, and see it on the board."""
        if not form.count():
            return
        self.said.append(f"Sagt af os {len(self.said) + 1}")
        form.locator("[name=text], [name=how], [name=next_place]").fill(self.said[-1])
        for on in form.locator("input[type=date]").all():
            on.fill(day(14))
        for at in form.locator("input[type=datetime-local]").all():
            at.fill(f"{day(14)}T13:00")
        for group in form.locator("fieldset .voices").all():
            choices = group.locator("label")
            if choices.and_(self.page.locator(".chip")).count():
                choices.nth(column).click()
            else:
                choices.and_(self.page.locator(self.voice)).first.click()
        form.locator("button[type=submit], button:not([type])").first.click()
        expect(form.locator(".error-summary")).to_have_count(0)
        expect(self.page.locator("#table")).to_contain_text(self.said[-1])

    def go_on(self) -> None:
        """The one way onward; what the method wants first must have been answered."""
        onward = self.page.locator("section[aria-labelledby=onward]")
        expect(onward.locator(".missing li")).to_have_text([])
        here = re.compile(re.escape(self.page.url))
        onward.locator("form button").click()
        expect(self.page).not_to_have_url(here)
