"""What falls due, done by itself: `tovholder work`.

A package that has something to do now and then has a module `due` with a function `run()`, which
tells how many things it did. Each runs in a transaction of its own, lowest package first; one
that fails is written in the log and tried again a minute later, and the others go on.
"""

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

EVERY = 60  # seconds
log = logging.getLogger(__name__)

Duty = Callable[[], int]


def work() -> None:
    """Do what falls due every minute, until told to stop."""
    stop = threading.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())
    while True:
        once()
        if stop.wait(EVERY):
            return


def once() -> dict[str, int | None]:
    """Do everything that is due now: how many things by name, None for what failed."""
    return {name: _done(name, duty) for name, duty in duties()}


def duties() -> Iterator[tuple[str, Duty]]:
    """Every duty with its name, lowest package first."""
    yield "sessions", forget_sessions
    sealing = import_module("tovholder.audit.sealing")
    yield "sealing", sealing.seal
    yield "months", sealing.prepare_months
    yield "heads by mail", import_module("tovholder.audit.mailing").send_newest
    for package in settings.PACKAGES:
        if find_spec(f"tovholder.{package}.due"):
            yield package, import_module(f"tovholder.{package}.due").run


def forget_sessions() -> int:
    """Who has been away longer than a session lasts is signed out, and the row goes."""
    from django.contrib.sessions.models import Session

    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def _done(name: str, duty: Duty) -> int | None:
    try:
        with transaction.atomic():
            done = duty()
    except Exception:  # whatever one stumbles on, the others are done
        log.exception("%s could not be done", name)
        connection.close()
        return None
    if done:
        log.info("%s: %s", name, done)
    return done
