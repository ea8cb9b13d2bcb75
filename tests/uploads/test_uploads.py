"""Nothing of a file that is sent comes through: it is refused, or drawn anew as a JPEG of ours."""

import io
import tracemalloc

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from PIL import Image

from tests.cast import Gathering
from tests.counting import Proved
from tests.guards.ground import ROOT, python_files
from tests.meetings.table import call
from tests.photos import sent
from tests.proof import sample
from tests.uploads.hostile import MARKER, files
from tovholder.audit.context import acting
from tovholder.meetings.models import Photo, PhotoContent
from tovholder.ui.photo import LONGEST, MOST_DOTS, Picture, made_anew

SAMPLED = 70
# A reader tells of a torn picture in a warning; what matters is what comes of it.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
# The one page that receives a file; a second one joins this proof when it is made.
RECEIVES = {"tovholder/meetings/views/photos.py"}
TRICKS = (
    b"<script",
    b"<svg",
    b"<?php",
    b"%PDF",
    b"PK\x03\x04",
    b"Exif\0",
    b"http://ns.adobe",
    MARKER,
)


def through(made: Picture) -> list[str]:
    """What of the file that was sent is still in the picture; nothing where it is our own."""
    with Image.open(io.BytesIO(made.content)) as seen:
        seen.load()
        told = {
            "a format of its own": seen.format != "JPEG",
            "words beside the picture": bool(seen.getexif()) or "comment" in seen.info,
            "a profile": "icc_profile" in seen.info or "xmp" in seen.info,
            "a size of its own": max(seen.size) > LONGEST,
        }
    tricks = {trick.decode("latin-1"): trick in made.content for trick in TRICKS}
    tail = {"something after its end": not made.content.endswith(b"\xff\xd9")}
    return [name for name, found in (told | tricks | tail).items() if found]


def test_no_file_comes_through(proved: Proved) -> None:
    everything = files()
    assert len(everything) >= 200
    refused = drawn = 0
    for one in sample(everything, SAMPLED):
        try:
            made = made_anew(one.content)
        except ValidationError:
            refused += 1
            continue
        drawn += 1
        assert through(made) == [], f"{one.why}, {one.name}"
    assert refused > 20
    assert drawn > 10
    proved("Uploads", files=refused + drawn, refused=refused, drawn_anew=drawn, through=0)


def test_a_bomb_costs_little() -> None:
    """What says it unfolds to more than a camera makes is refused before it is unfolded."""
    for one in files():
        if one.why.startswith(("60000 dots a", "a text that", "a packed")):
            tracemalloc.start()
            with pytest.raises(ValidationError):
                made_anew(one.content)
            _now, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert most < MOST_DOTS, one.why


def test_what_is_sent_as_it_is_would_be_seen() -> None:
    """The proof has teeth: a file kept as it came is found by every one of its marks."""
    kept = next(one for one in files() if one.why == "JPEG and then html")
    found = through(Picture(kept.content, 400, 300))
    assert {"words beside the picture", "<script", "something after its end"} <= set(found)


@pytest.mark.django_db
def test_by_the_page_itself_nothing_comes_through(gathering: Gathering, proved: Proved) -> None:
    """Sent as a browser sends it, with its name: what is kept is ours, and the name nowhere."""
    table = call(gathering)
    table.go_to("story")
    client = Client()
    client.force_login(table.account("social-worker"))
    page = f"/meetings/{table.meeting.pk}/steps/story/photo/"
    some = sample([one for one in files() if "dots" not in one.why], 12)
    for one in some:
        answer = client.post(page, {"file": sent(one.content, one.name), "says": "En tavle"})
        assert answer.status_code in (303, 400, 422), one.why
        with acting(table.account("social-worker")):
            for kept in PhotoContent.objects.order_by("photo"):
                assert through(Picture(bytes(kept.content), 0, 0)) == [], one.why
                assert client.post(
                    f"/meetings/{table.meeting.pk}/photos/{kept.photo_id}/down/"
                ).status_code == 303  # fmt: skip
            assert not Photo.objects.standing().exists()
    proved("Uploads by the page", files=len(some), through=0)


def test_no_other_page_receives_a_file() -> None:
    """A page that reads what was sent as a file is one this proof knows."""
    receiving = {
        path.relative_to(ROOT).as_posix() for path in python_files() if ".FILES" in path.read_text()
    }
    assert receiving == RECEIVES
