"""A photo is made anew: nothing of the file that was sent is left but what one sees."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests.photos import CAMERA, taken
from tovholder.ui import photo
from tovholder.ui.photo import LONGEST, made_anew


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_camera_are_left_out(kind: str) -> None:
    made = made_anew(taken(kind))
    assert CAMERA.encode() not in made.content
    with Image.open(BytesIO(made.content)) as seen:
        assert (seen.format, dict(seen.getexif()), seen.size) == ("JPEG", {}, (400, 300))
        assert set(seen.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_it_stands_upright() -> None:
    made = made_anew(taken(held=6))
    assert (made.width, made.height) == (300, 400)


def test_it_is_made_smaller_and_never_larger() -> None:
    made = made_anew(taken(size=(5000, 2500)))
    assert (made.width, made.height) == (LONGEST, LONGEST // 2)
    assert made_anew(taken(size=(40, 30))).width == 40


def test_what_is_see_through_stands_on_white() -> None:
    file = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(file, "PNG")
    with Image.open(BytesIO(made_anew(file.getvalue()).content)) as seen:
        assert seen.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0 a beginning and no more",
        taken()[:400],
        taken("PNG")[:200],
    ],
)
def test_what_is_no_picture_is_refused_in_words(sent: bytes) -> None:
    with pytest.raises(ValidationError, match="cannot read"):
        made_anew(sent)


def test_a_gif_and_a_tiff_are_no_photos() -> None:
    for kind in ("GIF", "TIFF", "BMP"):
        file = BytesIO()
        Image.new("RGB", (9, 9)).save(file, kind)
        with pytest.raises(ValidationError, match="cannot read"):
            made_anew(file.getvalue())


def test_what_would_fill_the_memory_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(photo, "MOST_DOTS", 1000)
    with pytest.raises(ValidationError, match="too large"):
        made_anew(taken())


def test_the_settings_receive_what_the_field_takes() -> None:
    from django.conf import settings

    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE == photo.LARGEST
    assert settings.FILE_UPLOAD_HANDLERS == [
        "django.core.files.uploadhandler.MemoryFileUploadHandler"
    ]
