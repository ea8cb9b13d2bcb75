"""Somebody without a way in needed to know at once, and others were told in the same moment."""

from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.emergency import grounds
from tovholder.cases.models import EmergencyAccess, ToldOfEmergency
from tovholder.organisation.models import Account

from .town import Town

# Why, the first time and the last.
FIRST = "En dreng står her efter lukketid og vil ikke hjem, og ingen hjemme tager telefonen."
LAST = "Et barn fra klassen er væk fra udflugten, og jeg må vide, hvem jeg skal ringe til."


def one_is_answered(town: Town) -> None:
    """A colleague at the school opens the boy's case; her leader and the officer ask her."""
    _open(town, FIRST)
    _answer(town.accounts["school-leader"], "Vi talte sammen samme aften. Hun gjorde det rigtige.")
    _answer(town.accounts["officer"], "")


def one_waits(town: Town) -> None:
    """The same colleague once more, this week; nobody has answered yet."""
    _open(town, LAST)


def _open(town: Town, reason: str) -> None:
    reader, child = town.accounts["teacher-2"], town.persons["child"]
    with acting(reader):
        [ground] = grounds(reader)
        opened = cases.open_in_emergency(
            meant=cases.Meant(None, child.given_name, child.family_name, child.birth_date),
            ground=ground, reason=reason, again=False, by=reader,
        )  # fmt: skip
    with acting(reader):
        one = EmergencyAccess.objects.get(pk=opened.emergency_id)
        cases.end_emergency(emergency=one, by=reader)


def _answer(account: Account, words: str) -> None:
    with acting(account):
        told = ToldOfEmergency.objects.select_related("emergency").get(account=account, answer=None)
        cases.answer_emergency(told=told, asked=bool(words), words=words, by=account)
