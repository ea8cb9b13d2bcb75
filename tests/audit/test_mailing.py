"""The newest head by mail, through a real mail server; and where none answers."""

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from tests.audit.sealed import looked, seal_everything
from tests.browsing import free_port
from tovholder import refusals, working
from tovholder.audit import heads, mailing, sealing
from tovholder.audit.mailing import MailFault, mail_server

HOLDERS = ["archive@example.org", "another@example.net"]


class Kept:
    """What the server was handed."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802 its name
        told = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(told, EmailMessage)
        self.mails.append((envelope.rcpt_tos, told))
        return "250 OK"


@pytest.fixture
def post() -> Iterator[tuple[Kept, int]]:
    kept, port = Kept(), free_port()
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield kept, port
    finally:
        server.stop()


@pytest.fixture
def carried(own_database: str, settings: Any, tmp_path: Path) -> Path:
    """A trace that is sealed, with its heads in a folder."""
    settings.HEADS = tmp_path / "heads"
    looked(3)
    seal_everything()
    sealing.carry_out()
    settings.HEADS_TO, settings.MAIL_FROM = HOLDERS, "segl@solvig.example"
    settings.MUNICIPALITY = "Solvig Kommune"
    return tmp_path / "heads"


def test_the_newest_head_goes_out_once_a_day_and_names_nobody(
    carried: Path, post: tuple[Kept, int], settings: Any
) -> None:
    kept, port = post
    settings.MAIL = f"smtp://127.0.0.1:{port}"
    assert mailing.send_newest() == 2
    assert mailing.send_newest() == 0
    [(to, mail)] = kept.mails
    assert to == HOLDERS
    assert HOLDERS[1] not in str(mail)  # the holders do not read who the others are
    newest = heads.last(carried)
    assert newest
    assert mail["Subject"] == f"Segl over sporet: Solvig Kommune, nummer {newest.number}"
    body = mail.get_body()
    assert body
    assert "Den nævner ingen" in body.get_content()
    assert "cases:page" not in str(mail)
    [held] = [part.get_content() for part in mail.iter_attachments()]
    assert heads.read(held.decode()) == newest
    sent = carried / "sent.txt"
    yesterday = timezone.localdate() - timedelta(days=1)
    sent.write_text(re.sub(r"^\S+", str(yesterday), sent.read_text()))
    assert mailing.send_newest() == 2


def test_where_no_server_answers_the_rest_is_done_and_it_is_tried_again(
    carried: Path, post: tuple[Kept, int], settings: Any
) -> None:
    settings.MAIL = f"smtp://127.0.0.1:{free_port()}"
    done = working.once()
    assert done["heads by mail"] is None
    assert done["months"] is not None
    assert not (carried / "sent.txt").exists()
    settings.MAIL = f"smtp://127.0.0.1:{post[1]}"
    assert working.once()["heads by mail"] == 2


def test_nothing_is_sent_where_nobody_holds_it(
    carried: Path, post: tuple[Kept, int], settings: Any
) -> None:
    settings.MAIL, settings.HEADS_TO = f"smtp://127.0.0.1:{post[1]}", []
    assert mailing.send_newest() == 0
    assert post[0].mails == []


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("smtp://mail.example", (25, False, False, "", "")),
        ("smtp+starttls://u:p%40ss@mail.example", (587, True, False, "u", "p@ss")),
        ("smtps://u:p%40ss@mail.example:4465", (4465, False, True, "u", "p@ss")),
    ],
)
def test_a_server_is_read_from_its_address(address: str, read: tuple[Any, ...]) -> None:
    server = mail_server(address)
    assert server.host == "mail.example"
    told = (server.port, server.use_tls, server.use_ssl, server.username, server.password)
    assert told == read


@pytest.mark.parametrize(
    "address", ["", "mail.example", "https://mail.example", "smtp://", "smtp://a:b"]
)
def test_another_address_is_refused_before_work_begins(address: str, settings: Any) -> None:
    with pytest.raises(MailFault):
        mail_server(address)
    settings.MAIL, settings.MAIL_FROM, settings.HEADS_TO = address, "nobody", ["a@example.org", "b"]
    told = list(refusals.mail_obstacles())
    assert [one.partition(":")[0] for one in told] == [
        "TOVHOLDER_MAIL", "TOVHOLDER_MAIL_FROM", "TOVHOLDER_HEADS_TO",
    ]  # fmt: skip
