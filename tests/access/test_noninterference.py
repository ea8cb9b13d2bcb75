"""What somebody may not see changes nothing they meet: in random worlds, every page stays as it is.

A world is the scene of the matrix; what is added is another child's whole case, at random, among
people the reader does not sit with. Lists, counts, searches, calendars and files are all pages
somebody can walk to, and all are compared.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.access.scene import Scene, set_scene
from tests.access.test_hidden import bare
from tests.cases.test_emergency import break_in
from tests.cast import Gathering
from tests.counting import Proved
from tests.crawl import crawl, signed_in
from tests.proof import SEED, WHOLE
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Case, Handover
from tovholder.concerns import actions as concerns
from tovholder.meetings import actions as meetings
from tovholder.meetings.models import Side
from tovholder.people import actions as people
from tovholder.plans import actions as plans

pytestmark = pytest.mark.django_db

WORLDS = 500 if WHOLE else 4
READERS = (
    "teacher", "mother", "outsider", "health-visitor", "child", "leader", "therapist", "father",
    "pedagogue", "admin",
)  # fmt: skip
# A leader reads how much their own people carry: figures, and no name of a child.
FIGURES = {"leader": {"/unit/"}}
# Names that are found by what people search for, and that the reader's own people bear too.
GIVEN = ("Lars", "Kirsten", "Freja", "Æblegren", "O'Hara", "Lars Test")
FAMILY = ("Berggren", "Test Berggren", "Holm", "Aa")
SEARCHES = ("/cases/?q=Berggren", "/cases/?q=Lars", "/", "/meetings/", "/search/?q=Lars")


class World:
    """Another child's case, and what people do there in a random order."""

    def __init__(self, scene: Scene, chance: random.Random) -> None:
        self.chance, self.scene = chance, scene
        self.worker = scene.account(chance.choice(("social-worker", "psychologist")))

    def words(self) -> str:
        return f"{self.chance.choice(GIVEN)} {self.chance.choice(('ser', 'siger', 'vil'))} noget"

    def grow(self) -> None:
        """Open the case and do three to nine things there."""
        with acting(self.worker):
            self.case = self._opened()
            for _turn in range(self.chance.randint(3, 9)):
                self.chance.choice(self.acts())()

    def acts(self) -> list[Callable[[], object]]:
        return [self.plan, self.meet, self.map, self.grade, self.baton]

    def _opened(self) -> Case:
        town = self.scene.gathering.town
        child = people.register(
            given_name=self.chance.choice(GIVEN), family_name=self.chance.choice(FAMILY),
            birth_date=date(2015, self.chance.randint(1, 12), 3), group="5.B",
            unit=self.chance.choice(list(town.units.values())), by=self.worker,
        )  # fmt: skip
        opened = cases.open_for(
            person_id=child.pk, holder=self.worker, by=self.worker,
            basis_kind=town.work_basis, purpose=self.words(),
        )  # fmt: skip
        return Case.objects.get(pk=opened)

    def plan(self) -> None:
        goal = plans.add_goal(case=self.case, text=self.words(), by=self.worker)
        plans.add_sign(goal=goal, text=self.words(), by=self.worker)
        due = timezone.localdate() + timedelta(days=self.chance.randint(1, 40))
        plans.promise(case=self.case, text=self.words(), owner=self.worker, due=due, by=self.worker)

    def meet(self) -> None:
        begins = timezone.now() + timedelta(days=self.chance.randint(1, 9))
        chair = meetings.Chair(
            name=self.worker.name, side=Side.PROFESSIONAL, account=self.worker,
            profession=self.worker.professional.profession,
        )  # fmt: skip
        meetings.call(
            case=self.case, method="five-steps@1", purpose=self.words(), starts_at=begins,
            ends_at=begins + timedelta(hours=1), place="Lokale 12", chairs=[chair], by=self.worker,
        )  # fmt: skip

    def map(self) -> None:
        cases.place_actor(
            case=self.case, name=self.words(), role="nabo", sector="leisure", strength="weak",
            quality=1, words=self.words(), by=self.worker,
        )  # fmt: skip

    def grade(self) -> None:
        today = timezone.localdate()
        concerns.grade(
            case=self.case, ruler="wellbeing@1", colour="yellow", reason=self.words(),
            ends_on=today + timedelta(days=30), told_on=today, told_how=self.words(),
            by=self.worker,
        )  # fmt: skip

    def baton(self) -> None:
        cases.ask_to_coordinate(case=self.case, to=self.worker, by=self.worker)


@contextmanager
def undone() -> Iterator[None]:
    """What is done within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def met(client: Client) -> dict[str, str]:
    """Every page the reader can walk to, without what is new each time."""
    pages = {}
    for start in SEARCHES:
        pages |= {
            page.path: bare(page.text)
            for page in crawl(client, each=1, start=start)
            if page.path not in pages
        }
    return pages


def differs(client: Client, grow: Callable[[], object]) -> set[str]:
    """The addresses that answer otherwise when the world has grown; those whose own words change
    with the clock are asked once more."""
    before = met(client)
    with undone():
        grow()
        after = met(client)
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    again = met(client) if changed else before
    return {path for path in changed if before.get(path) == again.get(path)}


@pytest.mark.parametrize("number", range(WORLDS))
def test_what_one_may_not_see_changes_nothing_one_meets(
    gathering: Gathering, number: int, proved: Proved
) -> None:
    scene, chance = set_scene(gathering), random.Random(SEED + number)  # noqa: S311 no secret
    name = READERS[number % len(READERS)]
    client = signed_in(scene.account(name))
    pages = len(met(client))
    assert pages > 4
    assert differs(client, World(scene, chance).grow) <= FIGURES.get(name, set()), name
    proved("Worlds with a case one may not see", worlds=1, pages_compared=pages, changed=0)


def test_who_sits_there_meets_it(gathering: Gathering) -> None:
    """The comparison can see a case that was added: for its own people every list has changed."""
    scene, chance = set_scene(gathering), random.Random(SEED)  # noqa: S311 no secret
    world = World(scene, chance)
    assert "/cases/" in differs(signed_in(world.worker), world.grow)


@pytest.mark.parametrize("name", ["mother", "child"])
def test_an_emergency_changes_nothing_the_family_meets(gathering: Gathering, name: str) -> None:
    """Until somebody has decided that it warns nobody (decision 26)."""
    scene = set_scene(gathering)
    stranger, case = scene.account("outsider"), gathering.case
    if name == "child":
        with acting(scene.account("social-worker")):
            cases.admit_child(case=case, purpose="Lars selv", by=scene.account("social-worker"))

    therapist = scene.account("therapist")
    with acting(therapist):  # the list speaks of what ends where nothing else waits
        asked = Handover.objects.get(pk=scene.ids["handover_id"])
        cases.answer_handover(handover=asked, accepted=False, reason="Nej", by=therapist)

    def emergency() -> None:
        break_in(gathering)
        looking = signed_in(stranger)
        assert looking.get(f"/cases/{case.pk}/plan/").status_code == 200
        assert looking.get(f"/cases/{case.pk}/meetings/").status_code == 200

    assert differs(signed_in(scene.account(name)), emergency) == set()
