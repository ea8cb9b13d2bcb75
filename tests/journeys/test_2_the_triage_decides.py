"""Journey 2: the weekly triage."""

import re
import uuid
from collections.abc import Callable

from django.db import connection
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Be
from tovholder.audit.context import acting
from tovholder.concerns import actions as concerns
from tovholder.demo.town import Town


def write(town: Town, name: str, worry: str = "yellow") -> str:
    """The class teacher has written about a child; the id of what she wrote."""
    teacher = town.accounts["teacher"]
    answers = {"name": name, "group": "5.B", "seen": f"{name} går alene.", "worry": worry}
    with acting(teacher):
        sent = concerns.send(
            draft_id=uuid.uuid4(), instrument="concern@1", answers=answers, by=teacher
        )
    return str(sent.pk)


def test_from_a_ground_to_someone_who_takes_it_home(
    served_town: Town, be: Be, accessible: Callable[[Page], None]
) -> None:
    concern = write(served_town, "Lars Berggren")
    connection.close()
    leader, psychologist = be("school-leader"), be("psychologist")

    # Given no ground, the psychologist sees nothing of it
    psychologist.goto("/triage/")
    expect(psychologist.locator("main")).not_to_contain_text("Lars")
    assert psychologist.goto(f"/triage/{concern}/").status == 404

    # When the leader lets the team discuss it anonymously, after reading what they will read
    leader.goto(f"/triage/{concern}/ground/anonymous/")
    accessible(leader)
    leader.get_by_role("button", name=re.compile("Jeg har læst det")).click()

    # Then the queue shows no identity
    psychologist.goto("/triage/")
    expect(psychologist.locator("main")).to_contain_text("anonym")
    psychologist.goto(f"/triage/{concern}/")
    assert "Lars" not in psychologist.content()
    assert "Berggren" not in psychologist.content()
    accessible(psychologist)

    # When the parents have agreed, and the leader finds the child on the school's list
    leader.goto(f"/triage/{concern}/ground/agreed/")
    leader.locator("[name=agreed_on]").fill(leader.evaluate("new Date().toISOString().slice(0,10)"))
    leader.locator("[name=agreed_how]").fill("Mor sagde ja i telefonen")
    leader.get_by_role("button", name="Lad teamet læse den").click()
    leader.goto(f"/triage/{concern}/pupil/")
    leader.locator("[name=text]").fill("lars")
    leader.get_by_role("button", name="Søg").click()
    expect(leader.locator("main")).to_contain_text("Lars Test Berggren")
    accessible(leader)
    leader.locator("main form[action$='/match/'] button").first.click()

    # And it is sent on: one person cannot solve it, and the social worker takes it home
    leader.goto(f"/triage/{concern}/sending-on/")
    leader.locator("[name=reason]").fill("Skole og hjem hænger sammen")
    leader.get_by_label("Sofie Holm").check(force=True)
    leader.locator("[name=answer]").fill("Sofie ringer til mor i denne uge.")
    leader.locator("[name=part]").fill("Ring hjem, når han er væk.")
    leader.get_by_role("button", name="Beslut").click()

    # Then the social worker has a case, and the teacher an answer and her own part
    worker = be("social-worker")
    worker.goto("/cases/")
    expect(worker.get_by_role("link", name=re.compile("Lars Test Berggren"))).to_be_visible()
    teacher = be("teacher")
    teacher.goto(f"/concerns/{concern}/")
    expect(teacher.locator("main")).to_contain_text("Sofie ringer til mor i denne uge.")
    expect(teacher.locator("main")).to_contain_text("Ring hjem, når han er væk.")
    accessible(teacher)


def test_ten_concerns_from_the_keyboard(served_town: Town, be: Be) -> None:
    leader_account = served_town.accounts["school-leader"]
    ids = [write(served_town, f"Barn {number}") for number in range(1, 11)]
    from tovholder.concerns.models import Concern

    with acting(leader_account):
        for key in ids:
            concerns.agree(
                concern=Concern.objects.get(pk=key), on=Concern.objects.get(pk=key).sent_at.date(),
                how="På telefon", by=leader_account,
            )  # fmt: skip
    connection.close()
    page = be("school-leader")
    page.goto("/triage/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    for _decision in range(10):
        page.wait_for_url(re.compile(r"/triage/[0-9a-f-]{36}/$"))
        page.keyboard.press("e")
        page.wait_for_url("**/end/")
        page.locator("[name=one_person][value=yes]").check(force=True)
        page.locator("[name=reason]").fill("Læreren kan selv")
        page.locator("[name=answer]").fill("Prøv makkerordningen.")
        page.locator("[name=answer]").press("Control+Enter")
    page.wait_for_url("**/triage/")
    expect(page.locator("main")).not_to_contain_text("Barn 1")
