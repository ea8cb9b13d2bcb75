"""Sessions in the database, found by a read that is put into words once: every page begins so."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.db.models import QuerySet
from django.db.models.functions import Now

from tovholder.audit.prepared import Reading


def _standing(key: str) -> QuerySet[Any]:
    return SessionStore.get_model_class().objects.filter(session_key=key, expire_date__gt=Now())


_session = Reading(_standing, key=str)


class SessionStore(InDatabase):
    """The sessions of everyone signed in."""

    def _get_session_from_db(self) -> Any:
        session = _session.one(key=self.session_key)
        if session is None:
            self._session_key = None
        return session
