"""What falls due is done, and one failure does not stop the rest."""

import signal
import subprocess
import sys
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from tests.browsing import House
from tovholder import switches, working
from tovholder.audit.models import Attempt, Once


def session(key: str, *, hours: int) -> None:
    ends = timezone.now() + timedelta(hours=hours)
    Session.objects.create(session_key=key, session_data="", expire_date=ends)


def test_who_was_away_too_long_is_signed_out(own_database: str) -> None:
    session("long", hours=-1)
    session("here", hours=1)
    assert working.once()["sessions"] == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["here"]


def test_what_mattered_for_a_moment_is_forgotten_in_time(own_database: str) -> None:
    for days in (0, 3):
        at = timezone.now() - timedelta(days=days)
        Attempt.objects.create(name="sign-in", key="someone", at=at)
        Once.objects.create(key=uuid4(), account=1, path="/", at=at)
    assert working.once()["audit"] == 2
    assert (Attempt.objects.count(), Once.objects.count()) == (1, 1)


def failing() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    return 1


def stumbling() -> int:
    return {"a": 1}["b"]


@pytest.mark.parametrize("duty", [failing, stumbling])
def test_one_failure_does_not_stop_the_rest(
    own_database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    duty: working.Duty,
) -> None:  # fmt: skip
    session("long", hours=-1)
    there = [("broken", duty), *working.duties()]
    monkeypatch.setattr(working, "duties", lambda: there)
    done = working.once()
    assert (done["broken"], done["sessions"]) == (None, 1)
    assert "broken could not be done" in caplog.text


def test_it_works_until_told_to_stop(house: House) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "tovholder.cli", "work"],
        env=house.environment, cwd=switches.ROOT, stderr=subprocess.PIPE,
    )  # fmt: skip
    session("long", hours=-1)
    until = time.monotonic() + 20
    while Session.objects.exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Session.objects.exists()
    worker.send_signal(signal.SIGTERM)
    assert worker.communicate(timeout=10)[1] == b""
    assert worker.returncode == 0
