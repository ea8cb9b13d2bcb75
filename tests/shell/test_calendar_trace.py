"""Who fetched a calendar, and who made its address, is on record; the secret is not."""

from tests.cast import gather, settle
from tests.meetings.table import call
from tests.shell.test_calendar import fetch, make
from tovholder import postgres


def test_who_fetched_what_is_on_record_and_the_secret_is_not(own_database: str) -> None:
    kept = gather(settle())
    call(kept)
    secret, teacher = make(kept, "teacher"), kept.account("teacher")
    assert fetch(secret).status_code == 200
    with postgres.connect(own_database) as owner:
        looks = owner.execute("SELECT account, cases, areas, page FROM audit_look").fetchall()
        deeds = owner.execute("SELECT verb, about, detail FROM audit_deed").fetchall()
    assert looks == [(teacher.pk, [kept.case.pk], ["meetings"], "shell:feed")]
    assert "organisation.make_calendar_link" in [verb for verb, *_ in deeds]
    assert secret not in str((looks, deeds))
