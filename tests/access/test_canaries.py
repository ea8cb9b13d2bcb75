"""A word put into every hidden text is heard of nowhere: no page, file, header or log."""

import logging

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.access.scene import set_scene
from tests.access.test_matrix import STRANGERS, STREAM, addresses, filled
from tests.cast import gather, settle
from tests.counting import Proved
from tests.crawl import crawl, signed_in
from tests.guards.test_tables import personal
from tests.proof import sample
from tests.writing import write_into
from tovholder import postgres

CANARY = "Kanarifugl7"
# Everybody knows their own name, a leader is told why her people opened in an emergency, and the
# officer weighs why a family is not told of a talk.
TOLD = {"people_person", "cases_emergencyaccess", "cases_talk"}


def sung(answer: HttpResponse) -> bool:
    """Whether the word is anywhere in an answer."""
    heard = [answer.content, *(value.encode() for value in answer.headers.values())]
    return any(CANARY.encode() in each for each in heard)


def test_no_stranger_hears_a_word_and_no_log_keeps_one(
    own_database: str, caplog: pytest.LogCaptureFixture, proved: Proved
) -> None:
    scene = set_scene(gather(settle()))
    asked = 0
    tables = {model._meta.db_table for model in personal()} - TOLD
    assert len(write_into(own_database, CANARY, tables=tables)) > 25
    caplog.set_level(logging.DEBUG)
    logged = postgres.cluster().log
    before = logged.stat().st_size
    for name in sample(STRANGERS, 2):
        client = signed_in(scene.account(name))
        for met in crawl(client, each=1):
            assert not sung(met.answer), f"{name} at {met.path}"
            asked += 1
        for path, view, _declares in addresses():
            # One of the demonstration's own addresses would let them in as somebody else.
            if "_id>" in path and view != STREAM:
                for ask in (client.get, client.post):
                    assert not sung(ask(filled(path, scene.ids))), f"{name} at {path}"
                    asked += 1
    worker = signed_in(scene.account("social-worker"))
    heard = sum(sung(met.answer) for met in crawl(worker, each=1))
    assert heard > 8  # those at the case hear it, so it is there to be heard
    assert CANARY not in "".join(record.getMessage() for record in caplog.records)
    with logged.open("rb") as file:
        file.seek(before)
        assert CANARY.encode() not in file.read()
    proved("A word in every hidden text", answers_to_strangers=asked, heard=0, heard_inside=heard)


def test_an_error_in_the_middle_of_a_page_keeps_it_out_of_page_and_log(
    own_database: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = set_scene(gather(settle()))
    write_into(own_database, CANARY)
    client = Client(raise_request_exception=False)
    client.force_login(scene.account("social-worker"))
    case = f"/cases/{scene.ids['case_id']}/"
    assert sung(client.get(case))
    monkeypatch.setattr("tovholder.shell.views.case.page", _breaks)
    answer = client.get(case)
    assert answer.status_code == 500
    assert not sung(answer)
    assert (
        any("RuntimeError" in (record.exc_text or "") for record in caplog.records) or caplog.text
    )
    assert CANARY not in caplog.text


def _breaks(*_given: object, **_named: object) -> HttpResponse:
    raise RuntimeError("in the middle")
