"""Every use of a link is on record, by nobody, and without a word of what was written."""

from django.test import Client

from tests.cast import gather, settle
from tests.meetings.table import call
from tests.meetings.test_links import companion, give, write
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.meetings import actions
from tovholder.meetings.models import PreparationLink


def test_each_leaves_a_trace(own_database: str) -> None:
    table = call(gather(settle()), companion="Karen Ven")
    worker = table.account("social-worker")
    give(table)
    secret = give(table)  # the one before is withdrawn with it
    Client().get(f"/prepare/{secret}/")
    write(secret, "hemmeligt-ord")
    give(table)
    with acting(worker):
        actions.withdraw_link(link=PreparationLink.objects.standing().get(), by=worker)
    assert companion(table).name == "Karen Ven"
    with postgres.connect(own_database) as owner:
        deeds = owner.execute(
            "SELECT verb, account FROM audit_deed WHERE verb LIKE '%link%' ORDER BY id"
        ).fetchall()
        everything = str(owner.execute("SELECT * FROM audit_deed").fetchall())
    given, withdrawn = ("meetings.give_link", worker.pk), ("meetings.withdraw_link", worker.pk)
    assert deeds == [
        given,
        withdrawn,
        given,
        ("meetings.open_link", None),
        ("meetings.prepare_by_link", None),
        given,
        withdrawn,
    ]
    assert "hemmeligt-ord" not in everything
    assert secret not in everything
