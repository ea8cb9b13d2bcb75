"""A photo as a telephone takes it: with its place, its camera and the way it was held."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

CAMERA = "hemmeligt-kamera"
PLACE = (55.0, 41.0, 12.0)


def taken(
    kind: str = "JPEG", *, size: tuple[int, int] = (400, 300), colour: str = "navy", held: int = 1
) -> bytes:
    """`held`: how the telephone was held, as EXIF numbers it; 6 is upright."""
    picture, file = Image.new("RGB", size, colour), BytesIO()
    exif = Image.Exif()
    exif[0x010F] = exif[0x0110] = CAMERA
    exif[0x0112] = held
    exif.get_ifd(0x8825).update({1: "N", 2: PLACE, 3: "E", 4: PLACE})
    extra = {}
    if kind == "PNG":
        told = PngImagePlugin.PngInfo()
        told.add_text("Comment", CAMERA)
        extra["pnginfo"] = told
    picture.save(file, kind, exif=exif, **extra)
    assert CAMERA.encode() in file.getvalue()
    return file.getvalue()


def sent(content: bytes, name: str = "tavle.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
