"""What waits for the triage on Tuesday: concerns of several weeks, some still without a basis."""

import uuid
from datetime import date

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.concerns import actions as concerns
from tovholder.concerns.models import Concern
from tovholder.people import actions as people

from .town import Town

# Who writes, name, class, colour, seen, child, parents, and on what basis the team may read it.
OLDER = (
    ("teacher-2", "Ida Storgaard", "3.A", "yellow",
     "Ida går ud af timen to-tre gange om dagen og sætter sig under trappen.",
     "Hun siger, at det larmer inde i hovedet.", "Mor har set det samme derhjemme.", "agreed"),
    ("teacher-2", "Bertram Lyng", "3.A", "green",
     "Bertram har svært ved at komme i gang med opgaver og kigger efter de andre.",
     "", "", "agreed"),
    ("pedagogue", "Silje Nørby", "1.A", "yellow",
     "Silje taler ikke i samling. I legehjørnet fortæller hun lange historier.",
     "Hun vil gerne tale, siger hun, når der er få.", "", "anonymous"),
)  # fmt: skip
WEEK = (
    ("teacher", "Emil Hartvig", "5.B", "green",
     "Emil er begyndt at glemme sine ting hver dag.", "Han siger, at han bare er træt.",
     "Far vil gerne høre mere.", "agreed"),
    ("teacher-2", "Naja Fisker", "4.A", "red",
     "Naja græder stille i de fleste timer og spiser ikke sin mad.",
     "Hun vil ikke sige hvorfor.", "Forældrene er ringet op i går.", "agreed"),
    ("pedagogue", "Vitus Bjerg", "2.B", "yellow",
     "Vitus skubber i køen og bliver vred, når han taber i spil.",
     "Han siger, at de andre snyder.", "", ""),
    ("teacher-2", "Selma Rosenlund", "6.A", "yellow",
     "Selma har skiftet venner og er begyndt at komme efter klokken ni.", "", "", ""),
)  # fmt: skip
TODAY = (
    ("teacher", "Aksel Damm", "5.B", "green",
     "Aksel læser hurtigere end de andre og keder sig synligt i dansk.",
     "Han vil gerne have tykkere bøger.", "Forældrene er glade for, at vi ser det.", ""),
    ("pedagogue", "Liv Kragelund", "0.A", "yellow",
     "Liv har svært ved at sige farvel om morgenen og leger først ved titiden.",
     "Hun siger, at mor også er ked af det.", "Mor vil gerne tale med nogen.", ""),
)  # fmt: skip


def older_concerns(town: Town) -> None:
    """Two weeks old, seen by the team."""
    _write(town, OLDER)


def concerns_of_the_week(town: Town) -> None:
    """Written since the last meeting."""
    _write(town, WEEK)


def concerns_of_today(town: Town) -> None:
    """Fresh, without a basis yet."""
    _write(town, TODAY)


def _write(town: Town, rows: tuple[tuple[str, ...], ...]) -> None:
    leader = town.accounts["school-leader"]
    for author, name, group, worry, seen, child, parents, basis in rows:
        account = town.accounts[author]
        answers = {
            "name": name, "group": group, "seen": seen, "meaning": "", "tried": "",
            "child": child, "parents": parents, "worry": worry,
        }  # fmt: skip
        with acting(account):
            sent = concerns.send(
                draft_id=uuid.uuid4(), instrument="concern@1", answers=answers, by=account
            )
        with acting(leader):
            _stands_on_the_schools_list(town, name, group)
            concern = Concern.objects.get(pk=sent.pk)
            if basis == "agreed":
                concerns.agree(
                    concern=concern, on=timezone.localdate(), how="På telefon", by=leader
                )
            if basis == "anonymous":
                concerns.discuss_anonymously(concern=concern, also=(), by=leader)


def _stands_on_the_schools_list(town: Town, name: str, group: str) -> None:
    """The triage finds the child by name, as it would at a school that keeps its lists."""
    given, family = name.split(" ", 1)
    starts_school = 6  # years old in grade 0
    born = timezone.localdate().year - starts_school - int(group[0])
    people.register(
        given_name=given,
        family_name=family,
        birth_date=date(born, 1 + len(name) % 10, 1 + 2 * len(given)),
        unit=town.units["aaskolen"],
        group=group,
        by=town.accounts["school-leader"],
    )
