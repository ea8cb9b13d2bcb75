"""Each opening of a photo is a look, and who hung it and took it down is on record."""

from tests.cast import gather, settle
from tests.meetings.table import call
from tests.meetings.test_photos import PEN, SAYS, address, hang, signed_in
from tovholder import postgres


def test_each_leaves_a_trace(own_database: str) -> None:
    table = call(gather(settle()))
    table.go_to("story")
    photo = hang(table)
    mother = signed_in(table, "mother")
    for _ in range(2):
        mother.get(address(table, photo))
    signed_in(table, "outsider").get(address(table, photo))
    signed_in(table, PEN).post(address(table, photo, "down/"))
    with postgres.connect(own_database) as owner:
        looks = owner.execute(
            "SELECT account, refused FROM audit_look WHERE page = 'meetings:picture' ORDER BY id"
        ).fetchall()
        deeds = owner.execute(
            "SELECT verb, account FROM audit_deed WHERE verb LIKE '%photo' ORDER BY id"
        ).fetchall()
        everything = str(owner.execute("SELECT * FROM audit_deed").fetchall())
        owner.execute("SELECT set_config('tovholder.owner_sees_all', 'on', false)")
        left = owner.execute("SELECT says FROM meetings_photo").fetchall()
    kirsten, stranger = table.account("mother").pk, table.account("outsider").pk
    assert looks == [(kirsten, False), (kirsten, False), (stranger, True)]
    assert deeds == [
        ("meetings.put_up_photo", table.account(PEN).pk),
        ("meetings.take_down_photo", table.account(PEN).pk),
    ]
    assert left == [("",)]
    assert SAYS not in everything
