"""Building the demonstration municipality. The only file here that writes."""

from django.db import transaction
from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.audit.sealing import seal
from tovholder.organisation import actions as organisation
from tovholder.organisation.models import Account
from tovholder.people import actions as people
from tovholder.people.national import read_national_id

from . import cast, days
from .chapters import chapters
from .offices import make_officer
from .passing import let_days_pass
from .town import Town


def build(*, fresh: bool = False) -> bool:  # noqa: ARG001 the command empties the database
    """Set up the demonstration where it is not there yet; answers whether it was built now."""
    if Account.objects.filter(username="teacher").exists():
        return False
    town = settle()
    played = list(chapters())
    told = days.spread([passing for passing, _chapter in played], timezone.localdate())
    for (_passing, chapter), (day, on, pass_by) in zip(played, told, strict=True):
        days.it_is(day, on)
        chapter(town)
        let_days_pass(pass_by)
    days.forget()
    with transaction.atomic():
        seal()
    return True


@transaction.atomic
def settle() -> Town:
    """The municipality with its units, people and forums, and the family; no case yet."""
    town = Town()
    _add_places_of_work(town)
    _employ_everyone(town)
    _register_the_family(town)
    return town


def _add_places_of_work(town: Town) -> None:
    for key, name, kind, part_of in cast.UNITS:
        town.units[key] = organisation.add_unit(
            name=name, kind=kind, parent=town.units.get(part_of)
        )


def _employ_everyone(town: Town) -> None:
    for colleague in (*cast.COLLEAGUES, *cast.OTHER_COLLEAGUES):
        account = organisation.add_account(username=colleague.username, name=colleague.name)
        organisation.employ(
            account=account,
            unit=town.units[colleague.unit],
            profession=colleague.profession,
            is_leader=colleague.is_leader,
        )
        town.accounts[colleague.username] = account
    _give_the_offices(town)
    for key, school, leader in (
        ("triage", "aaskolen", "school-leader"),
        ("triage-2", "engskolen", "school-leader-2"),
    ):
        forum = organisation.add_forum(
            kind="school-triage",
            name=f"TRIO, {town.units[school].name}",
            unit=town.units[school],
            weekday=1,
        )
        organisation.join(forum=forum, account=town.accounts[leader], chair=True)
        for name in ("psychologist", "social-worker"):
            organisation.join(forum=forum, account=town.accounts[name])
        town.forums[key] = forum


def _give_the_offices(town: Town) -> None:
    """Two keep the accounts in order, and give a third the office of watching over the trace."""
    for name, called in cast.ADMINISTRATORS:
        town.accounts[name] = organisation.add_account(
            username=name, name=called, is_administrator=True
        )
    make_officer(town, "officer", cast.OFFICER)


def _register_the_family(town: Town) -> None:
    rows = {row.number: row for row in cast.test_persons()}
    registrar = town.accounts["school-leader"]
    with acting(registrar):
        for name, number in (*cast.FAMILY.items(), ("sister", cast.SISTER)):
            row = rows[number]
            account = None
            if name in cast.FAMILY:
                account = organisation.add_account(username=name, name=f"{row.given} {row.family}")
                town.accounts[name] = account
            child = name in ("child", "sister")
            town.persons[name] = people.register(
                given_name=row.given,
                family_name=row.family,
                birth_date=row.born,
                sex=row.sex,
                national_id=read_national_id(number, "cpr"),
                account=account,
                protected_address=row.protected,
                by=registrar,
                unit=town.units["aaskolen"] if child else None,
                group={"child": "5.B", "sister": "0.A"}.get(name, ""),
            )
        _relate_the_family(town, registrar)


def _relate_the_family(town: Town, registrar: Account) -> None:
    for sibling in ("child", "sister"):
        for parent in ("mother", "father"):
            people.relate(
                person_id=town.persons[sibling].pk,
                relative_id=town.persons[parent].pk,
                kind=parent,
                custody=parent == "mother",
                by=registrar,
            )
