"""That somebody answered is on record, with the step and never with what was answered."""

from tests.cast import gather, settle
from tests.meetings.table import call
from tests.meetings.test_answer import answer
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.catalogue.shelf import Catalogue


def test_the_trace_names_the_step_and_no_value(own_database: str, own_methods: Catalogue) -> None:
    with acting(None):
        town = settle()
    table = call(gather(town), method="weigh@1")
    table.begin()
    answer(table, "mother", home=3)
    with postgres.connect(own_database) as owner:
        deeds = owner.execute(
            "SELECT account, detail FROM audit_deed WHERE verb = 'meetings.answer'"
        ).fetchall()
    assert deeds == [(table.account("mother").pk, {"step": "safe"})]
