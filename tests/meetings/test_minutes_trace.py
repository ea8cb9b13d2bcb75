"""Who corrected, read and finished the minutes is on record, and so is who took them on paper."""

from tests.cast import gather, settle
from tests.meetings.table import call
from tests.meetings.test_minutes import SAID, correct, end, finish, signed_in, url
from tovholder import postgres


def test_each_leaves_a_trace(own_database: str) -> None:
    table = call(gather(settle()))
    table.go_to("story")
    table.say("mother", SAID, step="story", column="seen")
    end(table)
    correct(table, "mother")
    mother = signed_in(table, "mother")
    mother.post(url(table, "have_read"), {})
    finish(table)
    mother.get(url(table, "minutes_pdf"))
    with postgres.connect(own_database) as owner:
        deeds = owner.execute(
            "SELECT verb, account FROM audit_deed WHERE verb IN"
            " ('meetings.correct_word', 'meetings.have_read', 'meetings.make_final') ORDER BY id"
        ).fetchall()
        looks = owner.execute(
            "SELECT account, refused FROM audit_look WHERE page = 'meetings:minutes_pdf'"
        ).fetchall()
    kirsten = table.account("mother").pk
    assert deeds == [
        ("meetings.correct_word", kirsten),
        ("meetings.have_read", kirsten),
        ("meetings.make_final", table.account("social-worker").pk),
    ]
    assert looks == [(kirsten, False)]
