"""Any method can be clicked through by anyone, without a case and without the database."""

import re
from functools import cached_property
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tovholder.catalogue import catalogue
from tovholder.catalogue.shelf import Catalogue, read_into
from tovholder.meetings.dry import table_of, try_step
from tovholder.meetings.sitting import Sitting

pytestmark = pytest.mark.django_db


def see(client: Client, path: str) -> str:
    answer = client.get(path, headers={"accept-language": "en"})
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("reference", sorted(catalogue().methods))
def test_every_step_is_seen_by_everyone_without_a_query(client: Client, reference: str) -> None:
    method = catalogue().method(reference)
    assert client.get(f"/methods/{reference}/try/").status_code == 200
    for step in method.steps:
        for seat in (0, 1, 2, len(table_of(method)) - 1):  # child, mother, companion; who leads
            with CaptureQueriesContext(connection) as asked:
                page = see(client, f"/methods/{reference}/try/{step.id}/?as={seat}")
            assert not [query["sql"] for query in asked if " FROM " in query["sql"]]
            assert method.words("en")[step.id].title in page


def test_a_method_of_files_alone_can_be_tried_too(client: Client, own_methods: Catalogue) -> None:
    for reference, method in own_methods.methods.items():
        for step in method.steps:
            see(client, f"/methods/{reference}/try/{step.id}/")


def test_the_method_a_stranger_is_shown_first_runs(client: Client, tmp_path: Path) -> None:
    page = Path("docs/using/write-a-method.md").read_text(encoding="utf-8")
    place = tmp_path / "methods" / "walk-and-talk@1"
    place.mkdir(parents=True)
    files = re.findall(r"```(?:toml|markdown)\n(.*?)```", page, re.DOTALL)[:2]
    for name, text in zip(("method.toml", "da.md"), files, strict=True):
        (place / name).write_text(text, encoding="utf-8")
    own = Catalogue()
    assert list(read_into(own, tmp_path)) == []
    catalogue().methods.update(own.methods)
    try:
        for step in own.method("walk-and-talk@1").steps:
            see(client, f"/methods/walk-and-talk@1/try/{step.id}/")
        assert "Gå en tur" in see(client, "/catalogue/methods/walk-and-talk@1/")
    finally:
        del catalogue().methods["walk-and-talk@1"]


def test_everything_that_could_be_pressed_is_disabled(client: Client) -> None:
    for step in catalogue().method("five-steps@1").steps:
        page = see(client, f"/methods/five-steps@1/try/{step.id}/")
        main = page[page.index("<main") : page.index("</main>")]
        assert main.count("<fieldset") >= 1
        outside = main
        while '<fieldset class="dry' in outside:
            begin = outside.index('<fieldset class="dry')
            outside = outside[:begin] + outside[_end(outside, begin) :]
        assert "<form" not in outside
        assert "<button" not in outside


def _end(text: str, begin: int) -> int:
    """Where the fieldset that begins there ends."""
    depth, at = 0, begin
    while True:
        opened, closed = text.find("<fieldset", at), text.find("</fieldset>", at)
        if 0 <= opened < closed:
            depth, at = depth + 1, opened + 1
            continue
        depth, at = depth - 1, closed + len("</fieldset>")
        if depth == 0:
            return at


def test_it_tells_what_the_method_waits_for(client: Client) -> None:
    page = see(client, "/methods/five-steps@1/try/goals/")
    assert "holds no words yet" in page
    assert "/methods/five-steps@1/try/efforts/" in page
    assert "The people are invented" in page
    assert "/methods/five-steps@1/try/" in see(client, "/catalogue/methods/five-steps@1/")


def test_the_mother_sees_what_a_mother_sees() -> None:
    method = catalogue().method("five-steps@1")
    at = try_step(method, "story", 1)
    assert at.obstacle == "Anne Vik holds the pen."
    assert not at.sitting.meeting.door.leads


def test_what_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/methods/six-steps@1/try/").status_code == 404
    assert client.get("/methods/five-steps@1/try/nowhere/").status_code == 404
    assert client.get("/methods/five-steps@1/try/?as=99").status_code == 200
    assert client.post("/methods/five-steps@1/try/").status_code in (403, 405)


def test_no_part_of_a_sitting_is_left_to_the_database() -> None:
    sitting = try_step(catalogue().method("five-steps@1"), "closing", 0).sitting
    parts = {name for name, part in vars(Sitting).items() if isinstance(part, cached_property)}
    assert parts - set(vars(sitting)) == {"course", "running"}
