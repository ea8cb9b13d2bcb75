"""The teams' own methods run from their files, and a web remembers the one before (S-58, S-87)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.gatherings import agreed
from tests.gatherings.team import LEADS, MEMBERS, Team, found
from tovholder.audit.context import acting
from tovholder.catalogue import catalogue
from tovholder.demo.town import Town
from tovholder.gatherings import actions as gatherings
from tovholder.gatherings.hosting import chairs_in, host_after_last
from tovholder.gatherings.models import Choice, Contribution, Mark, Summary
from tovholder.meetings import actions
from tovholder.organisation.models import Forum

pytestmark = pytest.mark.django_db

WEB = "web-meetings@1"
OF_TEAMS = sorted(name for name, method in catalogue().methods.items() if method.is_for_forum)


def gather(town: Town, forum: Forum, method: str, *, instrument: str = "") -> Team:
    lead = town.accounts[LEADS]
    starts = timezone.now() + timedelta(days=3)
    with acting(lead):
        meeting = gatherings.call(
            forum=forum, method=method, purpose="At blive bedre sammen", starts_at=starts,
            ends_at=starts + timedelta(hours=1), place="Lokale 3", chairs=chairs_in(forum),
            host=host_after_last(forum), by=lead, instrument=instrument,
        )  # fmt: skip
        actions.begin(meeting=meeting, by=lead)
    return Team(town, forum, meeting)


def answer(team: Team, who: str, value: int, *, instrument: str = WEB) -> None:
    items = [question.id for question in catalogue().instrument(instrument).questions]
    with acting(team.account(who)):
        actions.answer(
            meeting=team.meeting, step="score", voice=team.voice(who),
            answers=dict.fromkeys(items, (value, "")), by=team.account(who),
        )  # fmt: skip


def move(team: Team, step: str, *, over: bool = False) -> None:
    with acting(team.account(LEADS)):
        actions.move(meeting=team.meeting, to=step, over=over, by=team.account(LEADS))


def page(team: Team, who: str, step: str) -> str:
    client = Client()
    client.force_login(team.account(who))
    address = reverse("gatherings:step", args=[team.meeting.pk, step])
    return client.get(address).content.decode()


def spin(town: Town, forum: Forum, *values: int) -> Team:
    """A spider web from the first number to the three that are chosen."""
    team = gather(town, forum, "spider-web@1", instrument=WEB)
    for who, value in zip(MEMBERS, values, strict=True):
        answer(team, who, value)
    move(team, "explain")
    move(team, "three")
    choose(team, "facilitator", "task", "feedback")
    move(team, "notice")
    return team


def choose(team: Team, *items: str) -> None:
    lead = team.account(LEADS)
    with acting(lead):
        for item in items:
            actions.choose(meeting=team.meeting, step="three", item=item, chosen=True, by=lead)


def approve(team: Team) -> None:
    for who in MEMBERS:
        with acting(team.account(who)):
            actions.approve(
                meeting=team.meeting, step="framing", voice=team.voice(who), by=team.account(who)
            )


def test_a_web_keeps_the_middle_and_the_spread_and_nobodys_numbers(town: Town) -> None:
    team = spin(town, found(town), 2, 4, 9)
    with acting(team.account(LEADS)):
        assert not Mark.objects.exists()
        kept = Summary.objects.get(meeting=team.meeting, item="task")
        assert (float(kept.median), kept.low, kept.high, kept.count) == (4.0, 2, 9, 3)
        chosen = Choice.objects.filter(meeting=team.meeting, taken_back_at=None)
        assert {one.item for one in chosen} == {"facilitator", "task", "feedback"}


def test_numbers_are_hidden_until_all_are_in(town: Town) -> None:
    team = gather(town, found(town), "spider-web@1", instrument=WEB)
    answer(team, "teacher", 7)
    with acting(team.account("psychologist")):
        assert not Mark.objects.exists()
    with acting(team.account("teacher")):
        assert Mark.objects.count() == len(catalogue().instrument(WEB).questions)
    with pytest.raises(ValidationError):
        move(team, "explain")


def test_three_are_chosen_before_the_table_goes_on(town: Town) -> None:
    team = gather(town, found(town), "spider-web@1", instrument=WEB)
    for who in MEMBERS:
        answer(team, who, 5)
    move(team, "explain")
    move(team, "three")
    with pytest.raises(ValidationError):
        move(team, "notice")


def test_the_next_round_is_drawn_beside_the_first(town: Town) -> None:
    forum = found(town)
    first = spin(town, forum, 2, 4, 9)
    second = spin(town, forum, 6, 8, 9)
    shown = page(second, "teacher", "score")
    assert "<svg" in shown
    with acting(second.account(LEADS)):
        assert second.sitting().earlier_rounds
        assert not first.sitting().earlier_rounds


def test_a_theme_is_told_by_profession_and_no_number_of_a_person_is_kept(town: Town) -> None:
    team = gather(town, found(town), "collaboration-meeting@1")
    team_step = "theme"
    for step in ("in", "earlier", team_step):
        move(team, step, over=True)
    team.say("teacher", "Vi ser det først i frikvarteret")
    team.say("health-visitor", "Forældrene nævner det tidligt")
    assert "Vi ser det først i frikvarteret" in page(team, "psychologist", team_step)
    with pytest.raises(ValidationError):
        team.say("teacher", "Det er 010117-1234, I ved nok")
    with acting(team.account("teacher")):
        assert Contribution.objects.count() == 2


@pytest.mark.parametrize("method", OF_TEAMS)
def test_every_method_of_teams_runs_to_its_end(town: Town, method: str) -> None:
    known = catalogue().method(method)
    instrument = next(iter(known.instrument_choice), "")
    team = gather(town, found(town), method, instrument=instrument)
    lead = team.account(LEADS)
    if known.has("frame"):
        approve(team)
    if known.has("choose"):
        for who in MEMBERS:
            answer(team, who, 5, instrument=instrument)
    for step in known.steps[1:]:
        move(team, step.id, over=True)
        if step.kind == "agreement":
            agreed.whole(team)
        if step.kind == "sign":
            agreed.sign(team)
        if step.kind == "choose":
            questions = catalogue().instrument(instrument).questions
            choose(team, *[question.id for question in questions[:3]])
        for who in MEMBERS:
            assert "<h1" in page(team, who, step.id)
    with acting(lead):
        actions.continue_or_end(
            meeting=team.meeting, step=known.steps[-1].id, next_place="Lokale 3", ends_because="",
            next_at=team.meeting.starts_at + timedelta(days=30), by=lead,
        )  # fmt: skip
        following = actions.end_meeting(meeting=team.meeting, over=True, by=lead)
    assert following is not None
    assert following.method == (known.follow_up or method)


def test_a_round_of_talk_names_everyone_and_takes_no_word(town: Town) -> None:
    team = gather(town, found(town), "collaboration-meeting@1")
    move(team, "in", over=True)
    shown = page(team, "teacher", "in")
    for who in MEMBERS:
        assert team.account(who).name.split()[0] in shown
    assert "<textarea" not in shown
    client = Client()
    client.force_login(team.account("teacher"))
    said = {"text": "Jeg kommer fra en hård morgen", "column": "angle"}
    sent = client.post(reverse("gatherings:act", args=[team.meeting.pk, "in", "add"]), said)
    assert sent.status_code == 404
    with acting(team.account("teacher")):
        assert not Contribution.objects.exists()


def test_professions_guess_and_the_table_keeps_what_surprised_it(town: Town) -> None:
    team = gather(town, found(town), "guess-profession@1")
    move(team, "guess")
    team.say("teacher", "De måler synet", step="guess", column="believe")
    shown = page(team, "psychologist", "guess")
    assert "De måler synet" in shown
    assert team.account("teacher").professional.title in shown
    move(team, "answer")
    assert "<textarea" not in page(team, "teacher", "answer")
    move(team, "learned")
    lead = team.account(LEADS)
    with acting(lead):
        actions.add_word(
            meeting=team.meeting, step="learned", column="surprised", text="De ser søvnen",
            voice=None, by=lead,
        )  # fmt: skip
        assert Contribution.objects.get(step="learned").voice is None


def test_nobody_speaks_before_the_situation_is_told(town: Town) -> None:
    team = gather(town, found(town), "one-case-all-professions@1")
    approve(team)
    move(team, "situation")
    team.say("teacher", "Jeg ville ringe hjem", step="angles", column="could")
    with acting(team.account("teacher")):
        assert Contribution.objects.get().parked_at is not None
    move(team, "angles")
    team.say("teacher", "Han er alene i pausen", step="angles", column="see")
    with acting(team.account("teacher")):
        assert Contribution.objects.get(column="see").parked_at is None
