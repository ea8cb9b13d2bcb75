"""Sessions in the database, found by a read that is put into words once: every page begins so.

What a session holds of its sign-in stands in columns beside it (organisation/models/signing.py),
and with it the nearer of its two limits: past it, the session is found no more.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tovholder.audit.prepared import Reading
from tovholder.organisation.fresh import Shown
from tovholder.organisation.models import SignIn

NOTED_EVERY = timedelta(minutes=1)
# A page that lies open asks by itself whether it may still be seen: nobody is there for that.
BY_ITSELF = frozenset({"shell:still"})


def _standing(key: str) -> QuerySet[Any]:
    return SignIn.objects.filter(session_key=key, expire_date__gt=Now())


_session = Reading(_standing, key=str)


class SessionStore(InDatabase):
    """The sessions of everyone signed in."""

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        """The table with our columns beside Django's."""
        return SignIn

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row, with what it tells of its sign-in, and until when it holds."""
        row: Any = super().create_model_instance(data)
        if shown := Shown.in_session(data):
            row.id, row.account_id = shown.id, shown.account
            row.method, row.level, row.device = shown.method, shown.level, shown.device
            row.began_at, row.seen_at = shown.began, shown.seen
            row.expire_date = min(row.expire_date, shown.ends)
        return row

    def _get_session_from_db(self) -> Any:
        session = _session.one(key=self.session_key)
        if session is None:
            self._session_key = None
        return session


class NoteUse:
    """Note once a minute that somebody uses their sign-in: the limit without use counts from it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        shown = Shown.in_session(request.session)
        if shown is None or (match is not None and match.view_name in BY_ITSELF):
            return response
        if timezone.now() - datetime.fromisoformat(shown.seen) >= NOTED_EVERY:
            shown.seen_now().keep(request.session)
        return response
