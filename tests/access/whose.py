"""Whose each row is, table by table: written down once more, in plain words of Python.

It shares no code with the walls. Where what may be read takes more than a line to say, the file
that proves it is named in ELSEWHERE.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from tests.access.oracle import AT_WORK, BORN_INTO, Row, Rows

AREAS = {"plans": "plan", "meetings": "meetings", "cases": "overview", "concerns": "concern"}
Everything = dict[str, list[Row]]


@dataclass
class Reader:
    """Somebody, and everything there is to reason from."""

    account: int
    rows: Rows
    all: Everything

    @cached_property
    def seats(self) -> list[Row]:
        cases = {row["id"] for row in self.all["cases_case"]}
        return [seat for case in cases for seat in self.rows.held(self.account, case)]

    @cached_property
    def cases(self) -> set[object]:
        return {seat["case_id"] for seat in self.seats}

    @cached_property
    def persons(self) -> set[object]:
        return {seat["person_id"] for seat in self.seats}

    @cached_property
    def by_area(self) -> dict[str, set[object]]:
        areas = {area for seat in self.seats for area in seat["areas"]}
        return {
            area: {seat["case_id"] for seat in self.seats if area in seat["areas"]}
            for area in areas
        }

    @cached_property
    def forums(self) -> set[object]:
        mine = self.rows.of("memberships", account_id=self.account)
        return {row["forum_id"] for row in mine if self.rows.holds(row)}

    @cached_property
    def works(self) -> bool:
        mine = self.rows.of("professionals", account_id=self.account)
        return any(self.rows.holds(row, "works_from", "works_to") for row in mine)

    @cached_property
    def is_officer(self) -> bool:
        offices = self.all["organisation_officer"]
        return any(row["account_id"] == self.account and row["confirmed_by_id"]
                   and self.rows.holds(row) for row in offices)  # fmt: skip

    @cached_property
    def about_me(self) -> set[object]:
        me = {row["id"] for row in self.all["people_person"] if row["account_id"] == self.account}
        return {row["id"] for row in self.all["cases_case"] if row["person_id"] in me}

    def family_at(self, case: object) -> bool:
        return any(seat["case_id"] == case and seat["role"] in BORN_INTO for seat in self.seats)

    def lets_in_at(self, case: object) -> bool:
        """Whoever is there for the authority, or coordinates: themselves, or in their place."""
        mine = [seat for seat in self.seats if seat["case_id"] == case]
        coordinates = self.rows.coordinates(self.account, case)
        return any(seat["role"] == "authority" for seat in mine) or (
            coordinates and any(seat["role"] in AT_WORK for seat in mine)
        )

    def has(self, table: str, key: object) -> bool:
        """Whether the row of another table is theirs to read."""
        return any(row["id"] == key and MAY[table](self, row) for row in self.all[table])

    def is_at(self, row: Row, area: str) -> bool:
        return row["case_id"] in self.by_area.get(area, ())

    def talks(self, key: object) -> bool:
        """Takes part in a talk that is not over, and works here."""
        parties = self.all["cases_talkparty"]
        takes_part = any(row["talk_id"] == key and row["account_id"] == self.account
                         for row in parties)  # fmt: skip
        open_still = any(row["id"] == key and row["ends"] > self.rows.now
                         for row in self.all["cases_talk"])  # fmt: skip
        return takes_part and open_still and self.works


May = Callable[[Reader, Row], bool]


def own(column: str) -> May:
    return lambda reader, row: row[column] == reader.account


def about_a_persons_case(reader: Reader, row: Row) -> bool:
    return row["person_id"] in reader.persons


def in_my_forum(reader: Reader, row: Row) -> bool:
    return row["forum_id"] in reader.forums


def asked_of_the_family(reader: Reader, row: Row) -> bool:
    return reader.family_at(row["case_id"]) or reader.lets_in_at(row["case_id"])


def of_an_officer(reader: Reader, row: Row) -> bool:
    return reader.is_officer


def nobody(reader: Reader, row: Row) -> bool:
    return False


def by_notification(*, signer: bool) -> May:
    def may(reader: Reader, row: Row) -> bool:
        (notice,) = [
            one
            for one in reader.all["concerns_notification"]
            if one["id"] == row["notification_id"]
        ]
        signed = signer and notice["signer_id"] == reader.account
        return signed or (notice["forum_id"] in reader.forums and reader.works)

    return may


def answered(reader: Reader, row: Row) -> bool:
    case = row["case_id"]
    mine_to_read = row["accepted"] or row["by_id"] == reader.account
    return reader.lets_in_at(case) or (reader.family_at(case) and mine_to_read)


def a_concern(reader: Reader, row: Row) -> bool:
    led = {
        one["forum_id"]
        for one in reader.rows.of("memberships", account_id=reader.account, chair=True)
        if reader.rows.holds(one)
    }
    return (
        row["author_id"] == reader.account
        or row["forum_id"] in led
        or (row["shown"] != "nothing" and row["forum_id"] in reader.forums)
    )


def a_statement(reader: Reader, row: Row) -> bool:
    told = [one for one in reader.all["meetings_maybetold"]
            if one["statement_id"] == row["id"] and one["account_id"] == reader.account
            and one["taken_back_at"] is None]  # fmt: skip
    mine = row["written_by_id"] == reader.account or row["case_id"] in reader.about_me
    return reader.is_at(row, "meetings") and (mine or bool(told))


def a_person(reader: Reader, row: Row) -> bool:
    near = {one["relative_id"] for one in reader.all["people_relation"]
            if one["person_id"] in reader.persons}  # fmt: skip
    return row["id"] in reader.persons | near or row["account_id"] == reader.account


def an_emergency(reader: Reader, row: Row) -> bool:
    told = [one for one in reader.all["cases_toldofemergency"]
            if one["emergency_id"] == row["id"]
            and one["account_id"] == reader.account]  # fmt: skip
    return row["by_id"] == reader.account or bool(told)


def a_supervision(reader: Reader, row: Row) -> bool:
    return reader.account in (row["set_up_by_id"], row["supervisor_id"])


MAY: dict[str, May] = {
    **{table: own("account_id") for table in (
        "concerns_draft", "concerns_notificationdraft", "organisation_calendarlink",
        "organisation_identity", "organisation_onetimecodes", "organisation_passkey",
        "organisation_recoverycode")},
    **dict.fromkeys((
        "consent_alsogiven", "consent_basis", "consent_consent", "consent_withdrawal",
        "people_relation"), about_a_persons_case),
    **dict.fromkeys((
        "cases_askedsharing", "cases_consentrequest", "cases_requesttakenback"),
        asked_of_the_family),
    **{f"oversight_{table}": of_an_officer for table in (
        "archive", "deleted", "deletion", "deletiondecision", "handedover", "hold", "holdend",
        "keepingrule", "lookdecision", "namesdecision", "talkdecision", "weighedpaper")},
    "cases_case": lambda reader, row: row["id"] in reader.cases,
    "cases_seat": lambda reader, row: row["case_id"] in reader.cases,
    "cases_sharinganswer": answered,
    "cases_supervision": a_supervision,
    "cases_supervisedseat": lambda reader, row: reader.has(
        "cases_supervision", row["supervision_id"]),
    "cases_supervisionresult": lambda reader, row: reader.has(
        "cases_supervision", row["supervision_id"]),
    "cases_emergencyaccess": an_emergency,
    "cases_toldofemergency": lambda reader, row: reader.has(
        "cases_emergencyaccess", row["emergency_id"]),
    "cases_answertoemergency": lambda reader, row: reader.has(
        "cases_toldofemergency", row["told_id"]),
    "cases_talk": lambda reader, row: row["ends"] > reader.rows.now and reader.works and (
        row["by_id"] == reader.account or reader.talks(row["id"])),
    "cases_talknote": lambda reader, row: reader.talks(row["talk_id"]),
    "cases_talkparty": lambda reader, row: reader.talks(row["talk_id"]),
    "concerns_concern": a_concern,
    "concerns_notification": lambda reader, row: (
        row["signer_id"] == reader.account or row["forum_id"] in reader.forums),
    "concerns_assessment": by_notification(signer=False),
    "concerns_notifiedchild": by_notification(signer=False),
    "concerns_receipt": by_notification(signer=True),
    "concerns_supplement": by_notification(signer=True),
    "concerns_toldback": by_notification(signer=True),
    "gatherings_mark": lambda reader, row: in_my_forum(reader, row) and (
        row["shown"] or row["by_id"] == reader.account),
    "gatherings_preparation": lambda reader, row: (
        in_my_forum(reader, row) and row["written_by_id"] == reader.account),
    "meetings_mark": lambda reader, row: reader.is_at(row, "meetings") and (
        row["shown"] or row["by_id"] == reader.account),
    "meetings_preparation": lambda reader, row: (
        reader.is_at(row, "meetings") and row["written_by_id"] == reader.account),
    "meetings_statement": a_statement,
    "oversight_plainbasis": nobody,
    "people_nationalnumber": nobody,
    "people_person": a_person,
}  # fmt: skip
# What takes more than a line to say, and who proves it.
ELSEWHERE = {
    "cases_correction": "cases/test_corrections.py",
    "cases_correctionanswer": "cases/test_corrections.py",
    "cases_talkcalledoff": "cases/test_talks_called_off.py",
    "concerns_acknowledgement": "concerns/test_walls.py",
    "concerns_answer": "concerns/test_walls.py",
    "concerns_concernidentity": "concerns/test_walls.py",
    "concerns_decision": "concerns/test_walls.py",
    "concerns_ground": "concerns/test_walls.py",
    "concerns_hiddenwords": "concerns/test_walls.py",
    "concerns_match": "concerns/test_walls.py",
    "concerns_question": "concerns/test_walls.py",
    "concerns_referral": "concerns/test_referral.py",
    "concerns_reply": "concerns/test_walls.py",
    "concerns_shared": "concerns/test_walls.py",
    "concerns_sheet": "concerns/test_walls.py",
    "consent_exchange": "cases/test_exchanges.py",
    "gatherings_replywords": "gatherings/test_replies.py",
    "meetings_maybetold": "meetings/test_child_voice.py",
    "meetings_place": "cases/test_whereabouts.py",
    "meetings_replywords": "meetings/test_replies.py",
    "oversight_accessanswer": "oversight/test_access_requests.py",
    "oversight_accessapproval": "oversight/test_access_requests.py",
    "oversight_accessbundle": "oversight/test_access_requests.py",
    "oversight_accessextension": "oversight/test_access_requests.py",
    "oversight_accessrequest": "oversight/test_access_requests.py",
    "oversight_lookanswer": "oversight/test_who_looked.py",
    "people_enrolment": "cases/test_whereabouts.py",
    "people_mayknow": "cases/test_whereabouts.py",
    "people_protection": "cases/test_whereabouts.py",
    "people_protectionend": "cases/test_whereabouts.py",
}


def may(table: str, reader: Reader, row: Row) -> bool:
    """By its own rule; else by the seats at its case, or by the forum it lies in."""
    if table in MAY:
        return MAY[table](reader, row)
    if "forum_id" in row:
        return in_my_forum(reader, row)
    return reader.is_at(row, AREAS[table.partition("_")[0]])
