"""The order the demonstration is played in: what happens, and how many days pass after it."""

from collections.abc import Callable, Iterator
from functools import partial

from . import (
    access_requests,
    afterwards,
    agreements,
    asked,
    confidences,
    coordination,
    departures,
    emergencies,
    exchanges,
    follow_up,
    leave,
    long_ago,
    looks,
    neighbours,
    notices,
    one_plan,
    repertoire,
    school,
    standing_round,
    story,
    structure,
    supervisions,
    talks,
    teams,
)
from .town import Town

Chapter = Callable[[Town], None]


def chapters() -> Iterator[tuple[int, Chapter]]:
    """Eight months around one child, and the others beside him; and one of long ago."""
    yield from _a_child_is_seen()
    yield from _it_helps()
    yield from _now()
    yield from _this_week()


def _a_child_is_seen() -> Iterator[tuple[int, Chapter]]:
    """From the first worry to the first signs."""
    yield long_ago.CLOSED_DAYS_AGO, long_ago.a_case_is_closed
    yield 3, story.a_teacher_worries
    yield 5, story.the_triage_decides
    yield 8, story.the_family_is_let_in
    yield 1, story.everyone_prepares
    yield 0, story.they_meet
    yield 0, partial(afterwards.it_was, found=afterwards.FIRST)
    yield 0, afterwards.all_have_read
    yield 20, standing_round.the_map_is_drawn
    yield 0, partial(standing_round.somebody_to_trust, name="teacher", chosen_by="parents")
    yield 0, teams.are_founded
    yield 0, agreements.the_network_agrees
    yield 0, teams.the_network_begins
    yield 38, partial(story.signs_are_seen, seen=("not_seen", "partly", "partly"))
    yield 0, partial(talks.the_adults_see, seen=talks.SEEN_FIRST)


def _it_helps() -> Iterator[tuple[int, Chapter]]:
    """Two follow-ups, and the teams beside them."""
    yield 2, partial(neighbours.play, part=slice(0, 12), until_today=166)
    yield 0, teams.the_network_draws_its_web
    yield 0, follow_up.first
    yield 0, partial(afterwards.it_was, found=afterwards.SECOND)
    yield 30, afterwards.all_have_read
    yield 0, teams.the_network_meets_again
    yield 40, partial(story.signs_are_seen, seen=("partly", "seen", "partly"))
    yield 0, departures.a_colleague_works_here
    yield 1, partial(neighbours.play, part=slice(12, 22), until_today=94)
    yield 0, standing_round.the_map_is_drawn_again
    yield 0, agreements.the_network_looks_again
    yield 0, partial(standing_round.somebody_to_trust, name="pedagogue", chosen_by="child")
    yield 0, one_plan.a_girl_speaks
    yield 2, talks.the_child_speaks
    yield 0, partial(talks.the_adults_see, seen=talks.SEEN_AGAIN)
    yield 0, teams.the_network_guesses
    yield 0, one_plan.one_plan_is_made
    yield 0, follow_up.second
    yield 0, partial(afterwards.it_was, found=afterwards.THIRD)
    yield 43, afterwards.the_mother_corrects_her_words
    yield 0, one_plan.they_look_at_it
    yield 0, teams.the_network_meets_a_third_time
    yield 0, coordination.the_family_is_asked_first
    yield 24, partial(story.signs_are_seen, seen=("seen", "partly", "seen"))
    yield 0, partial(confidences.a_panel_answers, asked=confidences.ASKED_AND_TOLD)
    yield 6, partial(confidences.a_panel_answers, asked=confidences.ASKED_BEFORE)
    yield 0, coordination.the_professionals_prepare


def _now() -> Iterator[tuple[int, Chapter]]:
    """The last weeks before this one."""
    yield 2, partial(neighbours.play, part=slice(22, 30), until_today=18)
    yield 0, partial(looks.they_look, who=looks.EARLY)
    yield 0, teams.the_network_draws_again
    yield 0, confidences.the_adults_look_at_themselves
    yield 0, standing_round.how_worried_just_now
    yield 2, repertoire.at_the_board
    yield 0, emergencies.one_is_answered
    yield 0, supervisions.one_has_ended
    yield 0, coordination.the_family_plan_is_made
    yield 2, repertoire.a_family_decides
    yield 0, teams.the_network_practises
    yield 0, confidences.the_teachers_share
    yield 0, confidences.what_stays_in_the_room
    yield 0, structure.teams_are_set_up
    yield 0, notices.a_reception_is_set_up
    yield 0, partial(looks.they_look, who=looks.LATER)
    yield 9, school.older_concerns
    yield 0, confidences.what_came_of_the_advice
    yield 0, structure.a_concern_goes_on


def _this_week() -> Iterator[tuple[int, Chapter]]:
    """What waits for somebody today."""
    yield 0, emergencies.one_waits
    yield 0, leave.a_coordinator_is_away
    yield 0, departures.he_has_left
    yield 0, supervisions.one_goes_on
    yield 0, notices.one_is_answered
    yield 0, access_requests.a_second_officer
    yield 0, access_requests.a_letter_came
    yield 0, partial(looks.they_look, who=looks.LAST)
    yield 2, school.concerns_of_the_week
    yield 1, asked.the_mother_is_asked
    yield 0, partial(confidences.a_panel_answers, asked=confidences.ASKED_NOW)
    yield 0, confidences.a_panel_is_asked_again
    yield 0, school.concerns_of_today
    yield 0, exchanges.one_is_planned
    yield 0, notices.one_waits
