"""What keeps a case longer than the case itself: each rule by its own row."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Gathering, gather
from tests.concerns import notices
from tests.oversight.old_cases import YEAR, closed, neighbour
from tests.oversight.test_access_requests import second_officer
from tests.oversight.test_deleting import owner_of
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case
from tovholder.catalogue import catalogue
from tovholder.concerns import actions as concerns
from tovholder.demo.actions import settle
from tovholder.demo.passing import let_days_pass
from tovholder.oversight.keeping.due import Due, due_case
from tovholder.oversight.keeping.rules import kept_by_rule
from tovholder.people.actions import Pupil
from tovholder.plans import actions as plans


def reckoned(gathering: Gathering, case: Case) -> Due | None:
    with acting(gathering.account("officer")):
        return due_case(case.pk)


@pytest.fixture
def sisters(own_database: str) -> tuple[Gathering, Case]:
    """A case that no therapist took part in."""
    gathering = gather(settle())
    second_officer(gathering)
    return gathering, neighbour(gathering)


def opened_in_an_emergency(gathering: Gathering) -> None:
    reader, sister = gathering.account("teacher-2"), gathering.town.persons["sister"]
    with acting(reader):
        cases.open_in_emergency(
            meant=cases.Meant(None, sister.given_name, sister.family_name, sister.birth_date),
            ground=catalogue().legal_bases["break-glass"], again=False, by=reader,
            reason="Det er en nødsituation og kan ikke vente til i morgen",
        )  # fmt: skip


def supervised(gathering: Gathering) -> None:
    leader = gathering.account("leader")
    with acting(leader):
        cases.supervise(
            supervisor=gathering.account("school-leader-2"), purpose="Tilsyn", count=9,
            until=timezone.localdate() + timedelta(days=9), by=leader,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("happens", "rule", "words"),
    [
        (opened_in_an_emergency, "cases.EmergencyAccess", "åbnet i en nødsituation"),
        (supervised, "cases.SupervisedSeat", "et tilsyn har set på den"),
    ],
)
def test_who_looked_in_an_emergency_or_a_supervision_is_kept_ten_years(
    sisters: tuple[Gathering, Case], happens: Any, rule: str, words: str
) -> None:
    gathering, case = sisters
    happens(gathering)
    closed(gathering, case)
    let_days_pass(6 * YEAR)
    assert reckoned(gathering, case) is None
    let_days_pass(5 * YEAR)
    found = reckoned(gathering, case)
    assert found
    assert found.rule == rule
    assert found.rule_said.startswith("10 år")
    assert words in found.rule_said


def test_a_case_waits_for_whoever_notified(own_database: str) -> None:
    gathering = gather(settle())
    second_officer(gathering)
    town, worker = gathering.town, gathering.account("social-worker")
    notices.open_reception(town)
    one, child = notices.sign(town), town.persons["child"]
    with acting(worker):
        concerns.match_notified_child(
            notification=one, pupil=Pupil(child.pk, child.name, None, ""), by=worker
        )
    closed(gathering)
    let_days_pass(11 * YEAR)
    found = reckoned(gathering, gathering.case)
    assert found
    assert found.waits == ("notification",)
    notices.assess(town, one)
    found = reckoned(gathering, gathering.case)
    assert found
    assert found.waits == ("notification",)
    notices.send_receipt(town, one)
    # Answered now: it is kept for years from the receipt.
    assert reckoned(gathering, gathering.case) is None


@pytest.fixture
def keep(own_database: str, settings: Any, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """The municipality writes a rule of its own, and the tables are brought up to date."""

    def written(rule: str) -> None:
        (tmp_path / "retention.toml").write_text(rule)
        settings.CATALOGUE_FOLDERS = [*settings.CATALOGUE_FOLDERS, tmp_path]
        catalogue.cache_clear()
        with owner_of(own_database) as owner:
            owner.execute("DELETE FROM oversight_keepingrule")
            for row in kept_by_rule(catalogue()):
                owner.execute("INSERT INTO oversight_keepingrule VALUES (%s, %s, %s)", row)

    yield written
    settings.CATALOGUE_FOLDERS = settings.CATALOGUE_FOLDERS[:1]
    catalogue.cache_clear()


def test_a_longer_rule_of_the_municipality_keeps_the_case_where_there_is_such_a_row(
    sisters: tuple[Gathering, Case], keep: Callable[[str], None]
) -> None:
    gathering, with_a_goal = sisters
    worker = gathering.account("social-worker")
    with acting(worker):
        plans.add_goal(case=with_a_goal, text="Sove godt", by=worker)
    closed(gathering, with_a_goal)
    let_days_pass(6 * YEAR)
    found = reckoned(gathering, with_a_goal)
    assert found
    assert found.rule == "cases.Case"
    keep('["plans.Goal"]\nkeep = "90 months after the case closes"\nwhy = "Byrådet vil det."\n')
    assert reckoned(gathering, with_a_goal) is None
    let_days_pass(2 * YEAR)
    found = reckoned(gathering, with_a_goal)
    assert found
    assert (found.rule, (found.ends - found.closed_at).days // 30) == ("plans.Goal", 91)
    assert (
        found.rule_said
        == "90 måneder efter at sagen blev afsluttet: “Et mål” gemmes længere end resten"
    )


def test_a_longer_rule_keeps_nothing_that_has_no_such_row(
    sisters: tuple[Gathering, Case], keep: Callable[[str], None]
) -> None:
    gathering, case = sisters
    closed(gathering, case)
    let_days_pass(6 * YEAR)
    keep('["plans.Goal"]\nkeep = "20 years after the case closes"\nwhy = "Byrådet vil det."\n')
    found = reckoned(gathering, case)
    assert found
    assert found.rule == "cases.Case"


def test_what_goes_together_is_kept_by_the_longest_of_it(keep: Callable[[str], None]) -> None:
    keep('["concerns.Sheet"]\nkeep = "7 years after the answer"\nwhy = "Byrådet vil det."\n')
    rows = {kind: period for kind, period, _after in kept_by_rule(catalogue())}
    assert rows["concerns.Answer"] == "7 years"
    assert rows["concerns.Receipt"] == "5 years"
