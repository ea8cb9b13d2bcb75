"""That a meeting was moved or called off is on record, with who did it."""

from tests.cast import gather, settle
from tests.meetings.table import call
from tests.meetings.test_rescheduling import call_off, move
from tovholder import postgres


def test_both_leave_a_trace(own_database: str) -> None:
    table = call(gather(settle()))
    move(table)
    call_off(table)
    with postgres.connect(own_database) as owner:
        deeds = owner.execute(
            "SELECT verb, account FROM audit_deed WHERE verb IN"
            " ('meetings.reschedule', 'meetings.call_off') ORDER BY id"
        ).fetchall()
    worker = table.account("social-worker").pk
    assert deeds == [("meetings.reschedule", worker), ("meetings.call_off", worker)]
