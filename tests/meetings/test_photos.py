"""A photo of a real whiteboard: who puts one up, who reads it, and how it goes again."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.cast import Gathering
from tests.gatherings.team import call as call_team
from tests.meetings.table import Table, call
from tests.meetings.test_meeting_actions import close_well
from tests.meetings.test_minutes import finish
from tests.photos import CAMERA, sent, taken
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Seat
from tovholder.catalogue.shelf import Catalogue
from tovholder.meetings import actions
from tovholder.meetings.models import Photo, PhotoContent
from tovholder.meetings.photos import MOST, obstacle_to_photos
from tovholder.meetings.sitting import sit
from tovholder.ui.photo import LARGEST, made_anew

pytestmark = pytest.mark.django_db
PEN = "social-worker"
SAYS = "Tre grønne sedler: musik, mormor, fodbold"


@pytest.fixture
def table(gathering: Gathering) -> Table:
    table = call(gathering)
    table.go_to("story")
    return table


def signed_in(table: Table, name: str) -> Client:
    client = Client()
    client.force_login(table.account(name))
    return client


def hang(table: Table, *, by: str = PEN, step: str = "story", says: str = SAYS) -> Photo:
    with acting(table.account(by)):
        table.meeting.refresh_from_db()
        return actions.put_up_photo(
            meeting=table.meeting, step=step, picture=made_anew(taken()), says=says,
            by=table.account(by),
        )  # fmt: skip


def address(table: Table, photo: Photo, page: str = "picture/") -> str:
    return f"/meetings/{table.meeting.pk}/photos/{photo.pk}/{page}"


def put_up(table: Table, name: str, step: str = "story", **fields: object):
    data = {"file": sent(taken()), "says": SAYS} | fields
    return signed_in(table, name).post(f"/meetings/{table.meeting.pk}/steps/{step}/photo/", data)


def test_whoever_holds_the_pen_hangs_a_photo_that_all_at_the_case_see(table: Table) -> None:
    board = signed_in(table, PEN).get(table.meeting.address("step", "story")).content.decode()
    assert f"/meetings/{table.meeting.pk}/steps/story/photo/" in board
    answer = put_up(table, PEN)
    assert answer["Location"] == table.meeting.address("step", "story")
    with acting(table.account("mother")):
        photo = Photo.objects.get()
    for name in ("mother", "teacher", PEN):
        for page in ("step", "minutes"):
            args = ("story",) if page == "step" else ()
            shown = signed_in(table, name).get(table.meeting.address(page, *args))
            assert SAYS in shown.content.decode()
            assert address(table, photo) in shown.content.decode()
        picture = signed_in(table, name).get(address(table, photo))
        assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
        assert picture["Cache-Control"] == "private, no-store"
        assert CAMERA.encode() not in picture.content


@pytest.mark.parametrize("name", ["outsider", "leader", "father", "admin", "school-leader", ""])
def test_nobody_else_sees_it_and_cannot_tell_it_from_none(table: Table, name: str) -> None:
    photo = hang(table)
    client = signed_in(table, name) if name else Client()
    met = [client.get(address(table, photo, page)).status_code for page in ("picture/", "")]
    assert met == ([404, 404] if name else [302, 302])
    with acting(table.account(name) if name else None):
        assert not Photo.objects.exists()
        assert not PhotoContent.objects.exists()


def test_with_the_seat_the_photo_goes(table: Table) -> None:
    photo, worker = hang(table), table.account(PEN)
    teacher = signed_in(table, "teacher")
    assert teacher.get(address(table, photo)).status_code == 200
    with acting(worker):
        seat = Seat.objects.get(case=table.meeting.case, account=table.account("teacher"))
        cases.end_seat(seat=seat, by=worker, reason="")
    assert teacher.get(address(table, photo)).status_code == 404


def test_the_photo_of_one_meeting_hangs_at_no_other(table: Table) -> None:
    photo, other = hang(table), call(table.gathering)
    client = signed_in(table, PEN)
    for page in ("picture/", ""):
        assert client.get(address(other, photo, page)).status_code == 404
    assert client.post(address(other, photo, "down/")).status_code == 404


def test_only_the_pen_hangs_one(table: Table) -> None:
    answer = put_up(table, "teacher")
    assert answer.status_code == 422
    assert "har pennen" in answer.content.decode()
    assert put_up(table, "mother").status_code == 422
    with pytest.raises(ValidationError, match=r"holds the pen|har pennen"):
        hang(table, by="teacher")


@pytest.mark.parametrize("step", ["meaning", "goals", "framing", "closing"])
def test_a_photo_is_for_a_board_the_table_has_come_to(table: Table, step: str) -> None:
    steps = {each.id for each in table.sitting().method.steps}
    assert put_up(table, PEN, step).status_code == (422 if step in steps else 404)
    with acting(table.account(PEN)):
        assert not Photo.objects.exists()


def test_where_each_writes_in_their_own_voice_there_is_no_photo(gathering: Gathering) -> None:
    table = call(gathering, writing="together")
    table.go_to("story")
    assert put_up(table, PEN).status_code == 422
    board = signed_in(table, PEN).get(table.meeting.address("step", "story")).content.decode()
    assert "/photo/" not in board


def test_where_not_everything_is_said_there_is_no_photo(gathering: Gathering) -> None:
    """A photo would carry what the step refuses, or what others say where some are heard."""
    from tovholder.catalogue import catalogue

    table = call(gathering)
    closed = [
        step
        for method in catalogue().methods.values()
        for step in method.steps
        if step.options.get("refused") or step.options.get("voices_from")
    ]
    assert closed
    for step in closed:
        assert obstacle_to_photos(table.meeting, step)


def test_while_some_are_alone_nothing_hangs_and_nothing_goes(
    gathering: Gathering,
    own_methods: Catalogue,
) -> None:
    table = call(gathering, method="room@1")
    table.begin()
    board, photo = table.where(), None
    while not is_sealed(table):
        steps = list(table.sitting().method.steps)
        at = next(step for step in steps if step.id == table.where())
        if at.kind == "board" and photo is None:
            board, photo = at.id, hang(table, step=at.id)
        table.move(steps[steps.index(at) + 1].id, over=True)
    assert photo
    worker = table.account(PEN)
    assert put_up(table, PEN, board).status_code == 422
    assert signed_in(table, PEN).post(address(table, photo, "down/")).status_code == 422
    row = {"case_id": table.meeting.case_id, "meeting": table.meeting, "taken_by": worker}
    with acting(worker), pytest.raises(DatabaseError, match="alone"), transaction.atomic():
        Photo.objects.create(**row, step=board, says="x", width=1, height=1)
    with acting(worker), pytest.raises(DatabaseError, match="alone"), transaction.atomic():
        connection.cursor().execute("SELECT take_down_photo(%s)", [photo.pk])


def is_sealed(table: Table) -> bool:
    with acting(table.account(PEN)):
        return table.meeting.sealed


def test_the_book_about_nobody_takes_no_photo(gathering: Gathering) -> None:
    team = call_team(gathering.town, method="collaboration-meeting@1")
    for step in sit(team.meeting).method.steps:
        assert obstacle_to_photos(team.meeting, step)
    with pytest.raises(LookupError):
        _ = team.meeting.book.Photo


def test_words_are_asked_for_and_a_file_that_is_a_photo(table: Table) -> None:
    for wrong in ({"says": " "}, {"file": ""}, {"file": sent(b"<svg/>", "tavle.jpg")}):
        assert put_up(table, PEN, **wrong).status_code == 422, wrong
    large = put_up(table, PEN, file=sent(taken() + b"\0" * LARGEST))
    assert large.status_code == 422
    assert "højst 12 MB" in large.content.decode()
    with acting(table.account(PEN)):
        assert not Photo.objects.exists()


def test_on_the_wall_it_hangs_with_nothing_to_press(table: Table) -> None:
    photo = hang(table)
    wall = signed_in(table, PEN).get(table.meeting.address("wall")).content.decode()
    assert address(table, photo) in wall
    assert f'href="{address(table, photo, "")}"' not in wall
    board = signed_in(table, PEN).get(table.meeting.address("step", "story")).content.decode()
    assert f'href="{address(table, photo, "")}"' in board


def test_a_few_hang_and_no_more(table: Table) -> None:
    for _ in range(MOST):
        hang(table)
    with pytest.raises(ValidationError, match=r"Four photos|fire billeder"):
        hang(table)


def test_its_writer_takes_it_down_and_picture_and_words_are_gone(table: Table) -> None:
    photo = hang(table)
    assert signed_in(table, "teacher").post(address(table, photo, "down/")).status_code == 422
    assert signed_in(table, PEN).post(address(table, photo, "down/")).status_code == 303
    with acting(table.account(PEN)):
        assert (Photo.objects.get().says, PhotoContent.objects.count()) == ("", 0)
    assert signed_in(table, "mother").get(address(table, photo)).status_code == 404
    minutes = signed_in(table, "mother").get(table.meeting.address("minutes")).content.decode()
    assert SAYS not in minutes
    assert str(photo.pk) not in minutes


def test_final_minutes_keep_their_photo(table: Table) -> None:
    photo, worker = hang(table), table.account(PEN)
    table.move("meaning", over=True)
    table.move("goals", over=True)
    close_well(table)
    finish(table)
    assert signed_in(table, PEN).post(address(table, photo, "down/")).status_code == 422
    with acting(worker), pytest.raises(DatabaseError, match="final"), transaction.atomic():
        connection.cursor().execute("SELECT take_down_photo(%s)", [photo.pk])
    assert put_up(table, PEN).status_code == 422
    assert signed_in(table, "mother").get(address(table, photo)).status_code == 200


def test_nobody_writes_anothers_photo_or_changes_one(table: Table) -> None:
    photo, teacher = hang(table), table.account("teacher")
    row = {"case_id": table.meeting.case_id, "meeting": table.meeting}
    made = made_anew(taken())
    with acting(teacher):
        for write in (
            lambda: Photo.objects.create(
                **row, step="story", says="x", width=1, height=1, taken_by=table.account(PEN)
            ),
            lambda: Photo.objects.update(says="Noget andet"),
            lambda: Photo.objects.all().delete(),
            lambda: PhotoContent.objects.update(content=made.content),
            lambda: PhotoContent.objects.all().delete(),
            lambda: PhotoContent.objects.create(**row, photo=photo, content=made.content),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()
        with connection.cursor() as cursor:
            cursor.execute("SELECT take_down_photo(%s)", [photo.pk])
            assert cursor.fetchone() == (False,)
    with acting(table.account(PEN)):
        own = Photo.objects.create(
            **row, step="story", says="x", width=1, height=1, taken_by=table.account(PEN)
        )
        with pytest.raises(DatabaseError, match="jpeg"), transaction.atomic():
            PhotoContent.objects.create(**row, photo=own, content=b"<svg/>")
    with acting(teacher), pytest.raises(DatabaseError, match="policy"), transaction.atomic():
        PhotoContent.objects.create(**row, photo=own, content=made.content)


def test_on_paper_it_stands_with_its_words_for_who_cannot_see(table: Table) -> None:
    hang(table)
    answer = signed_in(table, "mother").get(table.meeting.address("minutes_pdf"))
    paper = PdfReader(io.BytesIO(answer.content))
    assert SAYS in " ".join("".join(page.extract_text() for page in paper.pages).split())
    assert sum(len(page.images) for page in paper.pages) == 1
    alternatives, waiting = [], [paper.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            alternatives += [str(node["/Alt"])] if "/Alt" in node else []
            waiting += [node["/K"]] if "/K" in node else []
    assert any(SAYS in alternative for alternative in alternatives)
    assert CAMERA.encode() not in answer.content


def test_board_and_minutes_ask_the_same_however_many_hang(table: Table) -> None:
    client = signed_in(table, "mother")
    for page in (table.meeting.address("step", "story"), table.meeting.address("minutes")):
        counted = []
        client.get(page)
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            counted.append(len(captured))
            hang(table)
        assert counted[0] == counted[1]
