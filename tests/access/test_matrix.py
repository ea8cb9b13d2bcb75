"""Every address against everyone in the cast, with each wall standing alone (design, wall 3).

The cells come from the URLconf: a new page is in the matrix the moment it has an address. What a
cell expects follows from what the view declares and from who sits where, never from the view.
"""

import gc
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.access.scene import SECRETS, Scene, set_scene
from tests.cast import Gathering, gather, settle
from tests.counting import Proved
from tests.guards.test_addresses import patterns
from tests.guards.test_tables import personal
from tests.proof import sample
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.audit.prepared import Reading
from tovholder.cases.access import Right, rights_of
from tovholder.cases.models import Seats
from tovholder.organisation.models import Account

NAMES = (
    "", "teacher", "school-leader", "psychologist", "social-worker", "health-visitor",
    "therapist", "pedagogue", "leader", "outsider", "admin", "officer",
    "teacher-2", "school-leader-2", "social-worker-2",
    "mother", "father", "child",
)  # fmt: skip
ROLES = {
    "social-worker": {"authority", "coordinator"},
    "social-worker-2": {"authority", "coordinator"},  # stands in for the social worker
    "mother": {"parent"},
    "teacher-2": {"emergency"},
    "school-leader-2": {"supervisor"},
    **{name: {"professional"} for name in
       ("teacher", "psychologist", "health-visitor", "therapist", "pedagogue")},
}  # fmt: skip
COVERED = {"overview", "plan", "meetings"}
ALL_AREAS = COVERED | {"concern"}
AT_THE_FORUM = {"school-leader", "psychologist", "social-worker"}
CONCERN = {
    "author": {"teacher"},
    "leader": {"school-leader"},
    "member": {"psychologist", "social-worker"},
}
NOTIFICATION = {"signer": "teacher", "reception": "social-worker"}
# The forum whose page is asked for, and the one that has a gathering: who sits there, who leads.
TEAMS = {
    "team": (AT_THE_FORUM, {"school-leader"}),
    "gathering": ({"psychologist", "teacher", "health-visitor"}, {"psychologist"}),
    "question": ({"psychologist", "teacher", "health-visitor"}, set[str]()),
}
# Doors of a post or a place: who holds it, and what the others meet.
POSTS = {
    "administrator": ({"admin"}, "absent"),
    "officer": ({"officer"}, "absent"),
    "asks about looks": ({"officer", "school-leader", "leader", "school-leader-2"}, "absent"),
    "forum": (AT_THE_FORUM | {"school-leader-2"}, "absent"),
    "leader": ({"school-leader", "leader", "school-leader-2"}, "refused"),
    "reception": ({"social-worker"}, "absent"),
}
FAMILY = {"mother", "father", "child"}
STRANGERS = ("outsider", "leader", "admin", "officer", "father", "child")
STREAM = "live"

REFUSED, ABSENT, ASKED, OPEN = "refused", "absent", "asked to sign in", "open"
# What is drawn or sealed by chance may spell a short name, and has.
DRAWN = re.compile(r'(name="csrfmiddlewaretoken" value|nonce|data-seen)="[^"]*"')
# Whoever asks is met alike; the secret that would open an address is not in the scene.
ANYBODY = {"open": OPEN, "secret": ABSENT}


def addresses() -> Iterator[tuple[str, str, str]]:
    """Path, name and declaration of every address."""
    for path, entry in patterns(get_resolver()):
        yield "/" + path, str(entry.name), entry.callback.declares


def expected(declares: str, name: str) -> str:  # noqa: PLR0911 one answer for each kind of door
    """What someone should meet at an address, from its declaration and the seats alone."""
    kind, _, rest = declares.partition(":")
    if kind in ANYBODY:
        return ANYBODY[kind]
    if not name:
        return ASKED
    if kind == "professional":
        return REFUSED if name in FAMILY | {"admin", "officer"} else OPEN
    if kind in POSTS:
        holders, others = POSTS[kind]
        return OPEN if name in holders else others
    if kind == "concern":
        if any(name in CONCERN[role] for role in rest.split(",")):
            return OPEN
        return REFUSED if any(name in around for around in CONCERN.values()) else ABSENT
    if kind == "notification":
        other = OPEN if name == NOTIFICATION[rest] else REFUSED
        return other if name in NOTIFICATION.values() else ABSENT
    if kind in ("case", "meeting"):
        return _at_case(name, rest)
    if kind in TEAMS:
        return _in_team(name, *TEAMS[kind], rest)
    assert declares == "signed in", declares
    return OPEN


def _at_case(name: str, rest: str) -> str:
    right, _, areas = rest.partition(":")
    if name not in ROLES:
        return ABSENT
    covered = ALL_AREAS if "authority" in ROLES[name] else COVERED
    may = Right(right) in rights_of(ROLES[name]) and set(areas.split(",")) <= covered
    return OPEN if may else REFUSED


def _in_team(name: str, members: set[str], leading: set[str], right: str) -> str:
    """A place in the forum opens everything but what whoever leads it does."""
    if name not in members:
        return ABSENT
    return OPEN if name in leading or right != Right.MEET.name else REFUSED


def filled(path: str, ids: dict[str, str]) -> str:
    """The address with what stands in the scene; an unknown name fails, so that it is taught."""
    return re.sub(r"<\w+:(\w+)>", lambda found: ids[found[1]], path)


def met(status: int, location: str) -> str:
    if status == 404:
        return ABSENT
    if status == 403:
        return REFUSED
    if status in (302, 303) and location.startswith("/sign-in/"):
        return ASKED
    return OPEN


def walk(scene: Scene, names: Iterable[str] = NAMES) -> Counter[str]:
    """Visit every cell; answers how many of each outcome there were."""
    cells: Counter[str] = Counter()
    elsewhere = dict(scene.ids) | {
        key: str(uuid.uuid4()) for key in scene.ids if key.endswith("_id")
    }
    for name in names:
        client = Client(raise_request_exception=True)
        if name:
            client.force_login(scene.account(name))
        for path, view, declares in addresses():
            wanted = expected(declares, name)
            if view == STREAM:
                if wanted == OPEN:
                    continue  # an open stream has its own tests
                wanted = ABSENT  # a stream cannot be asked to sign in
            cells[wanted] += 1
            answer = client.get(filled(path, scene.ids))
            if answer.status_code == 405 and wanted != OPEN:
                # Only a POST comes through here, and says so of every address alike.
                answer = client.post(filled(path, scene.ids))
            _judge(answer, wanted, f"{name or 'nobody'} at {path}", scene)
            if name and wanted in (ABSENT, REFUSED):
                posted = client.post(filled(path, scene.ids))
                assert posted.status_code in (403, 404, 405), f"{name} posts to {path}"
                cells["posted"] += 1
            if wanted == ABSENT and "_id>" in path:
                asked = client.post if answer.wsgi_request.method == "POST" else client.get
                nowhere = asked(filled(path, elsewhere))
                assert nowhere.status_code == 404
                assert _alike(answer.content) == _alike(nowhere.content), f"{name} at {path}"
                cells["compared"] += 1
    return cells


def _alike(content: bytes) -> bytes:
    """A page without what differs from one showing to the next."""
    return re.sub(rb'(nonce|value)="[^"]*"|[0-9a-f-]{36}', b"", content)


def _judge(answer, wanted: str, cell: str, scene: Scene) -> None:
    outcome = met(answer.status_code, answer.headers.get("Location", ""))
    # Sealing may be late where nobody seals, and then says so.
    assert answer.status_code < 500 or cell.endswith("/healthz/sealing"), cell
    if wanted == OPEN:
        # A page may be narrower than its right (only the one who was asked answers).
        assert outcome in (OPEN, REFUSED, ABSENT), cell
        return
    assert outcome == wanted, f"{cell}: {outcome}, not {wanted}"
    text = DRAWN.sub("", answer.content.decode())
    own = (
        scene.account(cell.split(" at ", maxsplit=1)[0]).name
        if not cell.startswith("nobody")
        else ""
    )
    for secret in SECRETS:
        assert secret not in text.replace(own, ""), f"{cell} tells {secret}"


def everyone(seats: Seats, account: Account) -> Seats:
    """What `held_by` would answer if the code forgot whose seats are asked for."""
    return seats


def forget_whose_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the first wall down, in every compiled read as well, and only while the test lasts."""
    monkeypatch.setattr(Seats, "held_by", everyone)
    forget_compiled(monkeypatch)


def forget_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every read be compiled again, with what is said of seats while the test lasts."""
    assert list(patterns(get_resolver()))  # by now every page is imported, with what it reads
    readings = [found for found in gc.get_objects() if type(found) is Reading]
    assert len(readings) > 10
    for reading in readings:
        monkeypatch.setattr(reading, "compiled", None)


def test_both_walls_stand(gathering: Gathering, proved: Proved) -> None:
    cells = walk(set_scene(gathering))
    proved(
        "Access, every address as everyone",
        cells=sum(cells.values()),
        addresses=len(list(addresses())),
    )
    assert sum(cells.values()) > 1500, cells


def test_the_first_wall_alone(own_database: str) -> None:
    """Without row-level security the door still keeps everyone out who has no seat."""
    scene = set_scene(gather(settle()))
    with postgres.connect(own_database) as owner:
        rows = owner.execute("SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity")
        walled = [name for (name,) in rows.fetchall()]
        for table in walled:
            owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    assert len(walled) > 30
    walk(scene, STRANGERS + tuple(sample([name for name in NAMES if name not in STRANGERS], 3)))


def test_the_second_wall_alone(gathering: Gathering, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the code forgets to ask whose seat it is, the database still shows nobody's."""
    scene = set_scene(gathering)
    forget_whose_seat(monkeypatch)
    walk(scene, STRANGERS)


def test_with_both_walls_down_the_matrix_fails(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The matrix can see a leak: with both walls down a stranger is let in, and it says so."""
    scene = set_scene(gather(settle()))
    with postgres.connect(own_database) as owner:
        rows = owner.execute("SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity")
        for (table,) in rows.fetchall():
            owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    forget_whose_seat(monkeypatch)
    with pytest.raises(AssertionError, match=r"outsider|leader|admin|child|father"):
        walk(scene, STRANGERS)


@pytest.mark.parametrize("name", STRANGERS)
def test_no_table_shows_a_stranger_anything(gathering: Gathering, name: str) -> None:
    """Row by row, without a page between: what lies in the scene is not there for a stranger."""
    scene = set_scene(gathering)
    own = {"people.person"} if name in FAMILY else set()
    if name == "officer":  # was told, and by whom; not of whom
        own = {f"cases.{one}" for one in ("emergencyaccess", "toldofemergency")}
        own |= {f"oversight.{one}" for one in ("accessrequest", "accessanswer")}
        own |= {"oversight.hold", "oversight.keepingrule"}
    if name == "leader":  # set it up, and sees which seats by a number alone
        own = {f"cases.{one}" for one in ("supervision", "supervisedseat")}
    with acting(scene.account(name)):
        for model in personal():
            if model._meta.label_lower not in own:
                assert not model._default_manager.exists(), model._meta.label


def test_a_member_of_the_forum_reads_no_name_in_any_table(gathering: Gathering) -> None:
    """On an anonymous ground the name is in no column the psychologist can select."""
    scene = set_scene(gathering)
    psychologist = scene.account("psychologist")
    with acting(psychologist):
        for model in personal():
            if model._meta.app_label != "concerns":
                continue
            for row in model._default_manager.values():
                assert "Berggren" not in str(row), model._meta.label
                assert "Lars" not in str(row), model._meta.label
