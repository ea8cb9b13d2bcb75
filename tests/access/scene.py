"""One scene with something behind every kind of address, full of words that could leak."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from tests.cast import Gathering
from tests.concerns.notices import open_reception, sign
from tests.gatherings.team import call as call_team
from tests.gatherings.team import found
from tests.photos import taken
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import AskToJoin, Seat
from tovholder.catalogue import catalogue
from tovholder.concerns import actions as concerns
from tovholder.concerns.models import Concern, Question
from tovholder.gatherings.asking import advise, ask, tell_outcome
from tovholder.gatherings.models import Meeting as Asked
from tovholder.meetings import actions as meetings
from tovholder.meetings.models import Invitation, Side, Statement
from tovholder.organisation import actions as organisation
from tovholder.organisation.models import Absence
from tovholder.oversight import actions as oversight
from tovholder.oversight.searching import Somebody
from tovholder.people.models import Person
from tovholder.plans import actions as plans
from tovholder.ui.photo import made_anew

# None of these may ever be read by someone without a way in.
SECRETS = (
    "Berggren", "Kirsten", "Lars", "hemmelig-maal", "hemmeligt-tegn", "hemmelig-aftale",
    "hemmeligt-formaal", "hemmeligt-ord", "hemmelig-bekymring", "hemmeligt-navn", "hemmeligt-baand",
    "hemmelig-farve", "hemmeligt-svar",
    "hemmelig-tvivl",
    "hemmeligt-team", "hemmelig-erfaring", "hemmeligt-barneord", "hemmelig-tavle",
    "hemmeligt-hjul", "hemmeligt-udfald", "hemmelig-noed", "hemmeligt-samtykke",
    "hemmeligt-tilsyn", "hemmelig-indsigt",
    "hemmelig-underretning", "hemmelig-udveksling", "hemmelig-fare", "hemmelig-rettelse",
    "hemmelig-klage",
)  # fmt: skip


@dataclass
class Scene:
    """What stands behind the addresses, by the names the addresses use."""

    gathering: Gathering
    ids: dict[str, str]

    def account(self, name: str):
        return self.gathering.town.accounts[name]


def set_scene(gathering: Gathering) -> Scene:
    """A plan, a meeting with words, a waiting hand-over and a concern on an anonymous ground."""
    ids = {
        "case_id": gathering.case.pk,
        "basis_id": gathering.consent.pk,
        "person_id": gathering.town.persons["mother"].pk,
        "draft_id": uuid.uuid4(),
        "sign_in_id": uuid.uuid4(),
        "passkey_id": uuid.uuid4(),
        "identity_id": uuid.uuid4(),
        "provider_key": "kommunen",
        "officer_id": gathering.account("officer").offices.get().pk,
        **_plan(gathering),
        **_meeting(gathering),
        **_concern(gathering),
        **_notification(gathering),
        **_map(gathering),
        **_grading(gathering),
        **_gathering(gathering),
        **_question(gathering),
        **_emergency(gathering),
        **_supervision(gathering),
        **_absences(gathering),
        **_access_request(gathering),
        **_hold(gathering),
        **_talk(gathering),
        **_correction(gathering),
    }
    _wheel(gathering)
    worker = gathering.account("social-worker")
    taker = gathering.account("school-leader")
    with acting(taker):
        cases.open_for(
            person_id=gathering.case.person_id, holder=taker, by=taker, purpose="hemmeligt-formaal",
            basis_kind=gathering.town.work_basis,
        )  # fmt: skip
    with acting(worker):
        ids["ask_id"] = AskToJoin.objects.get(case=gathering.case).pk
        teacher = Seat.objects.get(case=gathering.case, account=gathering.account("teacher"))
        handover = cases.ask_to_coordinate(
            case=gathering.case, to=gathering.account("therapist"), by=worker
        )
        ids["request_id"] = _request(gathering)
    triage = gathering.town.forums["triage"]
    ids |= {
        "seat_id": teacher.pk, "handover_id": handover.pk, "forum_id": triage.pk,
        "membership_id": triage.memberships.get(account=gathering.account("psychologist")).pk,
    }  # fmt: skip
    fixed = {
        "folder": "methods", "reference": "five-steps@1", "name": "teacher", "step": "story",
        "act": "say", "account": "1", "day": "2026-11-22",
        "ruler": "violence@1", "pathway": "coordination-model",
        "secret": "nobody-s", "digits": "1f5f5b",
    }  # fmt: skip
    return Scene(gathering, {key: str(value) for key, value in (ids | fixed).items()})


def _request(gathering: Gathering) -> uuid.UUID:
    """What the mother is asked and has not answered."""
    leader = gathering.account("school-leader").professional
    return cases.ask_for_consent(
        case=gathering.case, receivers=[leader], areas=["plan"], purpose="hemmeligt-samtykke",
        until=timezone.now() + timedelta(days=60), by=gathering.account("social-worker"),
    ).pk  # fmt: skip


def _plan(gathering: Gathering) -> dict[str, uuid.UUID]:
    worker, mother = gathering.account("social-worker"), gathering.account("mother")
    due = timezone.localdate() + timedelta(days=9)
    with acting(worker):
        goal = plans.add_goal(case=gathering.case, text="hemmelig-maal", by=worker)
        sign = plans.add_sign(goal=goal, text="hemmeligt-tegn", by=worker)
        task = plans.promise(
            case=gathering.case, text="hemmelig-aftale", owner=worker, due=due, by=worker
        )
    with acting(mother):
        plans.wish(
            case=gathering.case, text="hemmelig-aftale to", of=gathering.account("teacher"),
            by=mother,
        )  # fmt: skip
    return {"goal_id": goal.pk, "sign_id": sign.pk, "task_id": task.pk}


def _map(gathering: Gathering) -> dict[str, uuid.UUID]:
    worker = gathering.account("social-worker")
    with acting(worker):
        actor = cases.place_actor(
            case=gathering.case, name="hemmeligt-navn", role="nabo", sector="leisure",
            strength="weak", quality=1, words="hemmeligt-baand", by=worker,
        )  # fmt: skip
    return {"actor_id": actor.pk}


def _wheel(gathering: Gathering) -> None:
    """What an adult says of the surroundings, and whom the child trusts."""
    teacher = gathering.account("teacher")
    with acting(teacher):
        meetings.see(
            case=gathering.case, instrument="wellbeing-wheel@1", by=teacher,
            answers={"care": (2, "hemmeligt-hjul")},
        )  # fmt: skip
        cases.trust(
            case=gathering.case, account=teacher, chosen_by="child", since=timezone.localdate(),
            by=teacher,
        )  # fmt: skip


def _grading(gathering: Gathering) -> dict[str, uuid.UUID]:
    worker, today = gathering.account("social-worker"), timezone.localdate()
    with acting(worker):
        grading = concerns.grade(
            case=gathering.case, ruler="wellbeing@1", colour="yellow", reason="hemmelig-farve",
            ends_on=today + timedelta(days=30), told_on=today, told_how="hemmeligt-svar", by=worker,
        )  # fmt: skip
    return {"grading_id": grading.pk}


def _meeting(gathering: Gathering) -> dict[str, uuid.UUID]:
    worker = gathering.account("social-worker")
    begins = timezone.now() + timedelta(days=5)
    with acting(worker):
        mother = Person.objects.get(pk=gathering.town.persons["mother"].pk)
        meeting = meetings.call(
            case=gathering.case, method="five-steps@1", purpose="hemmeligt-formaal",
            starts_at=begins, ends_at=begins + timedelta(hours=1), place="Lokale 12",
            chairs=[
                meetings.Chair(name=mother.name, side=Side.FAMILY, relation="mother",
                               person=mother, account=gathering.account("mother")),
                *(
                    meetings.Chair(
                        name=gathering.account(name).name, side=Side.PROFESSIONAL,
                        account=gathering.account(name),
                        profession=gathering.account(name).professional.profession,
                    )
                    for name in ("social-worker", "teacher", "pedagogue")
                ),
            ],
            by=worker,
        )  # fmt: skip
        meetings.begin(meeting=meeting, by=worker)
        voice = Invitation.objects.get(meeting=meeting, account=gathering.account("mother"))
        for step in ("earlier", "story"):
            meetings.move(meeting=meeting, to=step, by=worker, over=True)
        word = meetings.add_word(
            meeting=meeting, step="story", column="seen", text="hemmeligt-ord", voice=voice,
            by=worker,
        )  # fmt: skip
        photo = meetings.put_up_photo(
            meeting=meeting, step="story", picture=made_anew(taken()), says="hemmelig-tavle",
            by=worker,
        )  # fmt: skip
        said = Statement.objects.create(
            case=gathering.case, meeting=meeting, step="life", item="hopes",
            text="hemmeligt-barneord", written_by=worker,
        )  # fmt: skip
    return {
        "meeting_id": meeting.pk, "word_id": word.pk, "statement_id": said.pk,
        "photo_id": photo.pk,
    }  # fmt: skip


def _concern(gathering: Gathering) -> dict[str, uuid.UUID]:
    teacher, leader = gathering.account("teacher"), gathering.account("school-leader")
    answers = {
        "name": "Lars Berggren", "group": "5.B", "seen": "Lars: hemmelig-bekymring",
        "worry": "yellow",
    }  # fmt: skip
    with acting(teacher):
        sent = concerns.send(
            draft_id=uuid.uuid4(), instrument="concern@1", answers=answers, by=teacher
        )
    with acting(leader):
        concern = Concern.objects.get(pk=sent.pk)
        concerns.discuss_anonymously(concern=concern, also=(), by=leader)
        decision = concerns.ask_for_more(
            concern=concern, text="Hvornår begyndte det?", after=0, by=leader
        )
        question = Question.objects.get(decision=decision)
    return {"concern_id": sent.pk, "decision_id": decision.pk, "question_id": question.pk}


def _notification(gathering: Gathering) -> dict[str, uuid.UUID]:
    """One the teacher signed about the same child, received by the social worker."""
    open_reception(gathering.town)
    return {"notification_id": sign(gathering.town, seen="Lars: hemmelig-underretning").pk}


def _gathering(gathering: Gathering) -> dict[str, uuid.UUID]:
    """A team with no case to its name, and what one of them says among colleagues."""
    team = call_team(
        gathering.town,
        forum=found(gathering.town, name="hemmeligt-team"),
        method="collaboration-meeting@1",
    )
    team.go_to("theme")
    word = team.say("teacher", "hemmelig-erfaring")
    return {"gathering_id": team.meeting.pk, "said_id": word.pk}


def _question(gathering: Gathering) -> dict[str, uuid.UUID]:
    """A panel, and what somebody asks it."""
    town, admin = gathering.town, gathering.account("admin")
    panel = organisation.add_forum(
        kind="sparring", name="Panelet", unit=town.units["ppr"], weekday=1, by=admin
    )
    for name in ("psychologist", "health-visitor"):
        organisation.join(forum=panel, account=gathering.account(name), by=admin)
    asker = gathering.account("teacher")
    with acting(asker):
        question = ask(
            panel=panel, question="hemmelig-tvivl", nobody=False, by=asker,
            professions=("psychologist", "health-visitor"),
        )  # fmt: skip
    psychologist = gathering.account("psychologist")
    with acting(psychologist):
        opened = Asked.objects.select_related("forum", "called_by").get(pk=question.pk)
        advise(meeting=opened, text="hemmelig-tvivl", nobody=False, by=psychologist)
    with acting(asker):
        opened = Asked.objects.select_related("forum", "called_by").get(pk=question.pk)
        tell_outcome(meeting=opened, did="hemmeligt-udfald", helped="yes", nobody=False, by=asker)
    return {"panel_id": panel.pk, "asked_id": question.pk}


def _emergency(gathering: Gathering) -> dict[str, uuid.UUID]:
    """A colleague without a way in reads the case for an hour; leader and officer are told."""
    reader = gathering.account("teacher-2")
    child = gathering.case.person
    with acting(reader):
        opened = cases.open_in_emergency(
            meant=cases.Meant(None, child.given_name, child.family_name, child.birth_date),
            ground=catalogue().legal_bases["break-glass"], again=False, by=reader,
            reason="Det er hemmelig-noed og kan ikke vente til i morgen",
        )  # fmt: skip
    return {"emergency_id": opened.emergency_id}


def _absences(gathering: Gathering) -> dict[str, uuid.UUID]:
    """Three who stand in for the social worker: one now, and two who see nothing, since one does
    from tomorrow and one did until a moment ago."""
    worker, now = gathering.account("social-worker"), timezone.now()
    day = timedelta(days=1)
    with acting(worker):
        Absence.objects.create(
            account=worker, cover=gathering.account("leader"), starts=now - day,
            ends=now - timedelta(seconds=1), said_by=worker,
        )  # fmt: skip
        Absence.objects.create(
            account=worker, cover=gathering.account("social-worker-2"), starts=now,
            ends=now + day, said_by=worker,
        )  # fmt: skip
        ahead = Absence.objects.create(
            account=worker, cover=gathering.account("outsider"), starts=now + day,
            ends=now + 3 * day, said_by=worker,
        )  # fmt: skip
    return {"absence_id": ahead.pk}


def _supervision(gathering: Gathering) -> dict[str, uuid.UUID]:
    """The leader of the family department has the case drawn, for another leader to look at."""
    leader = gathering.account("leader")
    with acting(leader):
        made = cases.supervise(
            supervisor=gathering.account("school-leader-2"), purpose="hemmeligt-tilsyn", count=5,
            until=timezone.localdate() + timedelta(days=9), by=leader,
        )  # fmt: skip
    return {"supervision_id": made.pk}


def _access_request(gathering: Gathering) -> dict[str, uuid.UUID]:
    """A letter the officer has written down, and an answer that waits for another officer."""
    officer, father = gathering.account("officer"), gathering.town.persons["father"]
    with acting(officer):
        asked = oversight.record_access_request(
            about=Somebody(father.pk, "Ane Udenfor", None), asked_by="hemmelig-indsigt",
            how="letter", received=timezone.localdate(), by=officer,
        )  # fmt: skip
        oversight.propose_answer(
            request=asked,
            outcome="part",
            words="hemmelig-indsigt to",
            by=officer,
            grounds=["hemmelig-indsigt tre"],
        )
    return {"access_id": asked.pk, "chapter": "plan"}


def _hold(gathering: Gathering) -> dict[str, uuid.UUID]:
    """The officer keeps the case for a complaint; nothing has been proposed."""
    officer = gathering.account("officer")
    with acting(officer):
        held = oversight.hold_case(
            reference=gathering.case.pk.hex[:8], reason="hemmelig-klage", by=officer
        )
    return {"hold_id": held.pk, "about": held.about, "deletion_id": uuid.uuid4()}


def _talk(gathering: Gathering) -> dict[str, uuid.UUID]:
    """The health visitor and the teacher talk without consent, and the family is not told."""
    visitor = gathering.account("health-visitor")
    with acting(visitor):
        talk = cases.talk_once(
            case=gathering.case, others=[gathering.account("teacher").professional], by=visitor,
            meets_on=timezone.localdate(), necessary="hemmelig-udveksling",
            why_not=dict.fromkeys(("anonymous", "with_parents", "consent"), "hemmelig-udveksling"),
            untold_because="hemmelig-fare",
        )  # fmt: skip
        cases.write_talk_note(talk=talk, text="hemmelig-udveksling to", by=visitor)
    return {"talk_id": talk.pk}


def _correction(gathering: Gathering) -> dict[str, uuid.UUID]:
    """The mother says that something is wrong, and nobody has answered."""
    mother = gathering.account("mother")
    with acting(mother):
        said = cases.ask_to_correct(
            case=gathering.case, place="hemmelig-rettelse", wrong="hemmelig-rettelse to",
            right="hemmelig-rettelse tre", by=mother,
        )  # fmt: skip
    return {"correction_id": said.pk}
