"""A photo somebody sends: decoded, and made anew with nothing in it but what one sees.

Where it was taken, when, and with which camera lies beside the picture in the file that is sent.
Nothing of that file is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

LARGEST = 12 * 1024 * 1024
"""Bytes of a file that is sent: a telephone's camera makes 2 to 6 million."""

LONGEST = 2000
"""Dots of the longer side of what is kept: handwriting on a whiteboard stays readable."""

MOST_DOTS = 60_000_000
"""More than a telephone's camera makes; unpacked, they would fill the machine's memory."""

READ = ("JPEG", "PNG", "WEBP")
QUALITY = 82
TYPE = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG of our own making, upright."""

    content: bytes
    width: int
    height: int


def made_anew(sent: bytes) -> Picture:
    """The picture in a file. Raises ValidationError in words where there is none we can read.

    What it is, is found by decoding it: neither its name nor what the browser calls it counts.
    """
    try:
        with Image.open(BytesIO(sent), formats=READ) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise ValidationError(_("The picture is too large. Take it with fewer dots."))
            opened.draft("RGB", (LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST, LONGEST))
            return _plain(upright)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        if isinstance(fault, ValidationError):
            raise
        raise ValidationError(
            _("We cannot read this as a picture. Send a photo as JPEG, PNG or WebP.")
        ) from fault


def _plain(picture: Image.Image) -> Picture:
    """On white, and drawn on a new sheet: what came with the file stays behind."""
    seen = picture.convert("RGBA")
    sheet = Image.new("RGB", seen.size, "white")
    sheet.paste(seen, mask=seen.getchannel("A"))
    made = BytesIO()
    sheet.save(made, "JPEG", quality=QUALITY, optimize=True)
    return Picture(made.getvalue(), *sheet.size)


class PhotoField(forms.FileField):
    """Asks for a photo, and gives the picture made anew of it."""

    def __init__(self, **kwargs: object) -> None:
        accepted = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
        words = {
            "required": gettext_lazy("Choose a photo, or take one."),
            "empty": gettext_lazy("The file is empty. Choose another photo."),
            "invalid": gettext_lazy("Choose a photo, or take one."),
        }
        super().__init__(widget=accepted, error_messages=words, **kwargs)  # type: ignore[arg-type] # passed on

    def clean(self, data: UploadedFile | None, initial: object = None) -> Picture:
        """The picture. Raises ValidationError in words."""
        sent = super().clean(data, initial)
        if sent.size > LARGEST:
            raise ValidationError(too_large())
        return made_anew(sent.read())


def too_large() -> str:
    """What is told where a file is larger than what is received."""
    return _(
        "The file is too large: at most %(megabytes)s MB. Choose a smaller size in the camera."
    ) % {"megabytes": LARGEST // (1024 * 1024)}
