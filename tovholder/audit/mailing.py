"""The newest head by mail, once a day, to those who hold it against us (docs/running/sealing.md).

What is sent holds numbers and hashes, no person and no page. What was sent is told in `sent.txt`
beside the heads, which only grows like them: a day whose line is missing is sent once more.
"""

import logging
import os
from datetime import datetime
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from . import heads
from .heads import Head

SECONDS = 20  # a mail server that answers no sooner is asked again a minute later
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}

log = logging.getLogger(__name__)


class MailFault(ValueError):
    """The address of the mail server cannot be read; says why."""


def send_newest() -> int:
    """Send the newest head to those who hold it, where none was sent today; to how many."""
    to, folder = settings.HEADS_TO, settings.HEADS
    if not to or folder is None or _sent_today(folder):
        return 0
    newest = heads.last(folder)
    if newest is None:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        message = _message(newest, to)
    mail_server(settings.MAIL).send_messages([message])
    with (folder / "sent.txt").open("a", encoding="utf-8") as told:
        told.write(f"{timezone.localdate()} head {newest.number}\n")
        told.flush()
        os.fsync(told.fileno())
    return len(to)


def mail_server(address: str) -> EmailBackend:
    """The server to send by: smtp://, smtp+starttls:// or smtps://user:password@host:port.

    Raises MailFault where it is none.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise MailFault("it names no port.") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise MailFault("it begins with smtp://, smtp+starttls:// or smtps:// and names a server.")
    return EmailBackend(
        host=parts.hostname, port=port or PORTS[parts.scheme],
        username=unquote(parts.username or ""), password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+starttls", use_ssl=parts.scheme == "smtps", timeout=SECONDS,
    )  # fmt: skip


def _message(newest: Head, to: list[str]) -> EmailMessage:
    where = settings.MUNICIPALITY or urlsplit(settings.ADDRESS).hostname or "Tovholder"
    sender = settings.MAIL_FROM
    message = EmailMessage(
        subject=_("Seal over the trace: %(where)s, number %(number)s")
        % {"where": where, "number": newest.number},
        body=_words(where, newest.sealed_at),
        from_email=sender,
        to=to[:1],
        bcc=to[1:],
        headers={"Message-ID": make_msgid(domain=sender.rpartition("@")[2])},
    )
    message.attach(f"head-{newest.number}.jsonl", newest.line() + "\n", "application/jsonl")
    return message


def _words(where: str, sealed_at: datetime) -> str:
    told = {"where": where, "at": f"{timezone.localtime(sealed_at):%Y-%m-%d %H:%M}"}
    held = _(
        "Keep this message. It holds the seal over who has looked and what was done in Tovholder"
        " at %(where)s, until %(at)s."
    )
    use = _(
        "It names nobody. With it anybody can show later whether the trace was changed:"
        " tovholder audit verify --heads FILE."
    )
    return f"{held % told}\n\n{use}"


def _sent_today(folder: Path) -> bool:
    told = folder / "sent.txt"
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return bool(lines) and lines[-1].startswith(f"{timezone.localdate()} ")
