"""One child's course: from a teacher's worry to the first plan."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case
from tovholder.concerns import actions as concerns
from tovholder.concerns.actions.deciding import Words
from tovholder.concerns.models import Concern
from tovholder.meetings import actions as meetings
from tovholder.meetings.actions.preparing import Answer
from tovholder.meetings.models import Invitation, Meeting, Side
from tovholder.organisation.models import Account, Professional
from tovholder.people import actions as people
from tovholder.people.models import Person
from tovholder.plans import actions as plans
from tovholder.plans.models import Sign

from .days import within
from .town import Town

BY_CONSENT = ("teacher", "psychologist", "health-visitor", "therapist", "pedagogue")
WORRY = {
    "name": "Lars Berggren",
    "group": "5.B",
    "seen": "Lars er blevet stille i timerne. I frikvarteret går han alene langs boldbanen. "
    "De sidste tre uger har han været væk fem dage, mest mandage. Han tegner meget og viser "
    "gerne sine tegninger frem.",
    "meaning": "Jeg tænker, at han har mistet sin plads i gruppen, efter Viktor flyttede.",
    "tried": "Ny plads ved siden af en ven. Samtale med Lars to gange. Ringet hjem ved fravær.",
    "child": "Han siger, at de andre ikke spørger ham, og at han har ondt i maven om mandagen.",
    "parents": "Hans mor ved, at jeg skriver. Hun siger, at søndag aften er svær derhjemme.",
    "worry": "yellow",
}


def the_case(town: Town) -> Case:
    """Lars' case, as one of those who sit at it sees it."""
    return Case.objects.select_related("person").get(person=town.persons["child"].pk)


def a_teacher_worries(town: Town) -> None:
    """The class teacher writes what she has seen."""
    teacher = town.accounts["teacher"]
    with acting(teacher):
        concerns.send(draft_id=uuid.uuid4(), instrument="concern@1", answers=WORRY, by=teacher)


def the_triage_decides(town: Town) -> None:
    """The school leader records that the mother agreed, and the team sends it on."""
    leader, worker = town.accounts["school-leader"], town.accounts["social-worker"]
    with acting(leader):
        concern = Concern.objects.get(author=town.accounts["teacher"])
        concerns.agree(
            concern=concern, on=timezone.localdate(), by=leader,
            how="Mor sagde ja i telefonen til, at TRIO må vide, hvem Lars er.",
        )  # fmt: skip
        found = people.find_pupils(town.units["aaskolen"], "Lars", by=leader)
        concerns.match(concern=concern, pupil=found[0], by=leader)
        concerns.send_on(
            concern=concern,
            reason="Både skolen, hjemmet og fritiden hænger sammen her.",
            taken_by=worker,
            taken_home=True,
            answer=Words(
                "Sofie Holm tager den med hjem og ringer til Lars' mor i denne uge.",
                "Bliv ved med at ringe hjem samme morgen, når Lars er væk.",
            ),
            after=0,
            by=leader,
        )


def the_family_is_let_in(town: Town) -> None:
    """The mother is let in, consents, and Sofie says yes to holding the rope."""
    worker = town.accounts["social-worker"]
    with acting(worker):
        case = the_case(town)
        mother = Person.objects.get(pk=town.persons["mother"].pk)
        cases.admit_parent(case=case, relative=mother, purpose="Lars' mor", by=worker)
        cases.admit_child(case=case, purpose="Lars selv", by=worker)
        receivers = Professional.objects.filter(account__username__in=BY_CONSENT)
        cases.share_by_consent(
            case=case,
            receivers=list(
                receivers.select_related("account", "unit").order_by("account__sort_key")
            ),
            areas=["plan", "meetings"],
            purpose="At vi kan hjælpe Lars sammen",
            until=timezone.now() + timedelta(days=255),
            given_by=mother,
            form="written",
            by=worker,
        )
        asked = cases.ask_to_coordinate(
            case=case, to=worker, by=worker, why="Familien kender hende, og hun har sagen."
        )
        cases.answer_handover(handover=asked, accepted=True, by=worker)
        _call(town, case, worker)


def _call(town: Town, case: Case, worker: Account) -> None:
    begins = (timezone.localtime() + within(9)).replace(hour=13, minute=0, second=0)
    meetings.call(
        case=case,
        method="five-steps@1",
        purpose="At Lars får det godt i skolen igen",
        starts_at=begins,
        ends_at=begins + timedelta(minutes=75),
        place="Åskolen, lokale 12",
        chairs=[
            *(_family_chair(town, name) for name in ("child", "mother")),
            meetings.Chair(name="Else Lauridsen", side=Side.COMPANION),
            *(
                _professional_chair(town.accounts[name])
                for name in ("social-worker", "teacher", "pedagogue", "psychologist")
            ),
        ],
        by=worker,
    )


def _family_chair(town: Town, name: str) -> meetings.Chair:
    return meetings.Chair(
        name=town.persons[name].name, side=Side.FAMILY, relation=name,
        account=town.accounts[name], person=town.persons[name],
    )  # fmt: skip


def _professional_chair(account: Account) -> meetings.Chair:
    return meetings.Chair(
        name=account.name, side=Side.PROFESSIONAL, account=account,
        profession=account.professional.profession, trusted=account.username == "pedagogue",
    )  # fmt: skip


ANSWERS = {
    "mother": {
        "story.seen": "Han sover dårligt søndag nat og siger, at han har ondt i maven.",
        "story.strengths": "Han er god ved sin lillesøster, og han tegner hver dag.",
        "meaning.sense": "Jeg tror, han savner Viktor mere, end han siger.",
        "goals.needs": "En ven i klassen, og at nogen ser ham, når han kommer.",
    },
    "child": {
        "story.seen": "Der er ikke nogen at være sammen med i frikvarteret.",
        "story.strengths": "Jeg kan godt lide tegneklubben.",
    },
    "teacher": {
        "story.seen": "Lars går alene i frikvarteret og rækker ikke hånden op mere.",
        "story.strengths": "Når vi arbejder med billeder, lyser han op.",
        "meaning.sense": "Hans bedste ven flyttede i august, og gruppen lukkede sig.",
        "goals.needs": "En fast plads i en gruppe.",
    },
    "pedagogue": {
        "story.seen": "Han bliver tæt på de voksne i gården.",
        "meaning.sense": "Han venter på at blive spurgt. Det gør de andre også.",
    },
    "psychologist": {
        "meaning.sense": "Ondt i maven om mandagen hænger ofte sammen med bekymring.",
    },
}


def everyone_prepares(town: Town) -> None:
    """Two minutes each, on a phone."""
    for name, answers in ANSWERS.items():
        account = town.accounts[name]
        with acting(account):
            invitation = Invitation.objects.get(account=account)
            meetings.be_ready(
                invitation=invitation,
                answers=[
                    Answer(step, column, text)
                    for key, text in answers.items()
                    for step, _dot, column in [key.partition(".")]
                ],
                by=account,
            )


def signs_are_seen(town: Town, *, seen: Iterable[str]) -> None:
    """Teacher and mother tap what they have seen, a week between."""
    today = timezone.localdate()
    for name, share in (("teacher", 0), ("mother", 1)):
        account = town.accounts[name]
        with acting(account):
            signs = list(Sign.objects.filter(case=the_case(town)).order_by("pk"))
            for number, sign in enumerate(signs):
                if number % 2 != share:
                    continue
                for weeks, what in enumerate(reversed(list(seen))):
                    on = today + within(-7 * weeks - 1)
                    plans.observe(sign=sign, seen=what, on=on, by=account)


def voices(meeting: Meeting) -> dict[str, Invitation]:
    """The chairs of a meeting by the sign-in name of who sits there."""
    chairs = Invitation.objects.filter(meeting=meeting).select_related("account")
    return {chair.account.username if chair.account else chair.name: chair for chair in chairs}


def they_meet(town: Town) -> None:
    """The five steps, with the pen in Sofie's hand."""
    from . import first_meeting

    first_meeting.hold(town)
