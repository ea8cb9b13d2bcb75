"""What whoever leads a unit sees of waiting: how many and how long, and never who."""

from tests.cast import Gathering, gather
from tests.concerns.letters import try_locally, write
from tests.oversight.old_cases import as_one
from tests.shell.lives import meet
from tests.shell.test_unit import asked, coordinate
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case
from tovholder.demo.actions import settle
from tovholder.demo.passing import let_days_pass
from tovholder.shell.figures import waiting_at_unit_led

NONE = (None, None, None)


def waits(gathering: Gathering, name: str) -> dict[str, tuple[int | None, ...]]:
    """What somebody is told."""
    with acting(gathering.account(name)):
        return {one.awaited: one.spans for one in waiting_at_unit_led()}


def test_worries_without_an_answer_grow_older_and_go(own_database: str) -> None:
    gathering = gather(settle())
    worries = [write(gathering.town, doing=f"Han sidder alene {n}") for n in range(2)]
    assert waits(gathering, "school-leader")["triage"] == NONE
    worries.append(write(gathering.town, doing="Han sidder alene"))
    assert waits(gathering, "school-leader")["triage"] == (3, None, None)
    assert waits(gathering, "leader")["triage"] == NONE
    let_days_pass(20)
    assert waits(gathering, "school-leader")["triage"] == (None, 3, None)
    let_days_pass(30)
    assert waits(gathering, "school-leader")["triage"] == (None, None, 3)
    try_locally(gathering.town, worries[0])
    assert waits(gathering, "school-leader")["triage"] == NONE


def test_who_is_asked_to_coordinate_is_waited_for_until_the_answer(own_database: str) -> None:
    gathering = gather(settle())
    worker = gathering.account("social-worker")
    waiting = [asked(gathering, person) for person in ("sister", "father", "mother")]
    assert waits(gathering, "leader")["coordinator"] == (3, None, None)
    with acting(worker):
        cases.answer_handover(handover=waiting[0], accepted=True, by=worker)
    assert waits(gathering, "leader")["coordinator"] == NONE


def test_a_case_waits_until_its_first_meeting_has_begun(own_database: str) -> None:
    gathering = gather(settle())
    coordinate(gathering, "sister")
    coordinate(gathering, "father")
    assert waits(gathering, "leader")["meeting"] == (3, None, None)
    meet(gathering, 0)
    assert waits(gathering, "leader")["meeting"] == (3, None, None)
    let_days_pass(15)
    assert waits(gathering, "leader")["meeting"] == NONE


def test_it_is_told_to_whoever_leads_there_alone(own_database: str) -> None:
    gathering = gather(settle())
    for name in ("social-worker", "teacher", "mother", "admin", "officer"):
        assert waits(gathering, name) == {}


def test_the_page_tells_how_long_and_not_who(own_database: str) -> None:
    gathering = gather(settle())
    for number in range(3):
        write(gathering.town, doing=f"Han sidder alene {number}")
    page = as_one(gathering, "school-leader").get("/unit/").content.decode()
    card = page.split("Hvor længe folk venter")[-1].split("</table>")[0]
    assert "<td>3</td>" in card
    assert card.count("under 3") == 8
    assert not any(str(key) in page for key in Case.objects.values_list("pk", flat=True))
