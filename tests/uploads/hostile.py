"""Two hundred files nobody should be able to hang up: made here, by name and by content.

Each holds the marker; some of them are pictures as well. What comes out of the house may hold
neither the marker nor anything but a JPEG of our own making.
"""

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, PngImagePlugin

from tests.photos import taken

MARKER = b"hemmeligt-kamera"
SCRIPT = b"<script>alert('hemmeligt-kamera')</script>"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><text>hemmeligt-kamera</text></svg>'
)
NAMES = (
    "../../etc/passwd.jpg", "..\\..\\windows\\win.ini", "/etc/cron.d/evil", "tavle.jpg.php",
    "tavle.php.jpg", "tavle.svg", "tavle.html", "tavle.jpg\x00.html", "con.jpg", "a" * 300 + ".jpg",
    "tavle\r\nSet-Cookie: x=1.jpg", '"><img src=x7 onerror=x7()>.jpg', "%2e%2e%2ftavle.jpg",
    "~root/.ssh/authorized_keys", "tavle.jpg;x=.html", ".htaccess", "\u202egpj.exe", "COM1.png",
)  # fmt: skip


@dataclass(frozen=True)
class Hostile:
    """A file that is sent: what it is called, what is in it, and why it is here."""

    why: str
    name: str
    content: bytes


def files() -> list[Hostile]:
    """All of them, the same each time."""
    made = [
        *_not_pictures(), *_with_two_faces(), *_bombs(), *_cut_short(), *_broken(), *_names(),
        *_told_more(),
    ]  # fmt: skip
    assert len({(one.why, one.name) for one in made}) == len(made)
    return made


def _not_pictures() -> Iterator[Hostile]:
    contents = {
        "a script page": b"<!doctype html>" + SCRIPT,
        "an svg": SVG,
        "an svg with an entity": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + SVG,
        "billion laughs": b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + SVG,
        "a pdf with a script": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(x)>>>>" + MARKER,
        "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n" + MARKER,
        "a program": b"MZ" + bytes(200) + MARKER,
        "an elf": b"\x7fELF" + bytes(200) + MARKER,
        "a shell script": b"#!/bin/sh\necho hemmeligt-kamera\n",
        "php": b"<?php system('id'); ?>" + MARKER,
        "a macro": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + MARKER,
        "a document with a macro": _zipped({"word/vbaProject.bin": MARKER}),
        "a spreadsheet of commands": b"=cmd|'/c calc'!A0\n" + MARKER,
        "a java archive": _zipped({"META-INF/MANIFEST.MF": MARKER}),
        "a gif": _picture("GIF"),
        "a tiff": _picture("TIFF"),
        "a bitmap": _picture("BMP"),
        "an icon": _picture("ICO"),
        "a portable map": _picture("PPM"),
        "nothing": b"",
        "spaces": b" " * 5000,
        "mp4": b"\x00\x00\x00\x18ftypmp42" + MARKER,
        "imagemagick's own": b"push graphic-context\nimage over 0,0 0,0 '|id'\n" + MARKER,
        "a pickle": b"cos\nsystem\n(S'id'\ntR." + MARKER,
    }
    for why, content in contents.items():
        for name in ("tavle.jpg", "tavle.png", "tavle.webp"):
            yield Hostile(why, name, content)


def _with_two_faces() -> Iterator[Hostile]:
    """A picture that is something else as well, before, in the middle or after."""
    others = {"html": SCRIPT, "svg": SVG, "php": b"<?php x(); ?>" + MARKER,
              "zip": _zipped({"x.html": SCRIPT}), "pdf": b"%PDF-1.7 " + MARKER}  # fmt: skip
    for kind in ("JPEG", "PNG", "WEBP"):
        for other, words in others.items():
            name = f"tavle.{kind.lower()}"
            yield Hostile(f"{kind} and then {other}", name, taken(kind) + words)
            yield Hostile(f"{other} and then {kind}", name, words + taken(kind))
    for other, words in others.items():
        picture = taken("JPEG")
        comment = b"\xff\xfe" + struct.pack(">H", len(words) + 2) + words
        yield Hostile(f"{other} in a comment", "tavle.jpg", picture[:2] + comment + picture[2:])
        told = PngImagePlugin.PngInfo()
        told.add_text("Comment", words.decode("latin-1"), zip=True)
        file = io.BytesIO()
        Image.new("RGB", (40, 30), "navy").save(file, "PNG", pnginfo=told)
        yield Hostile(f"{other} in a text", "tavle.png", file.getvalue())


def _bombs() -> Iterator[Hostile]:
    for side in (8_000, 20_000, 60_000, 0x7FFFFFFF):
        yield Hostile(f"{side} dots a side", "bombe.png", _png(side, side))
        yield Hostile(f"{side} dots wide", "bombe.png", _png(side, 1 if side > 60_000 else 9_000))
    for depth in (1, 2):
        packed = bytes(3_000_000)
        for _turn in range(depth):
            packed = gzip.compress(packed)
        yield Hostile(f"packed {depth} times", "bombe.jpg", packed)
    yield Hostile("a packed archive", "bombe.jpg", _zipped({"a": bytes(9_000_000)}))
    text = zlib.compress(bytes(60_000_000))
    yield Hostile("a text that unfolds", "bombe.png", _png(9, 9, _chunk(b"zTXt", b"x\0\0" + text)))
    yield Hostile("a profile that unfolds", "b.png", _png(9, 9, _chunk(b"iCCP", b"x\0\0" + text)))
    yield Hostile(
        "data that unfolds", "bombe.png", _png(9, 9, data=zlib.compress(bytes(40_000_000)))
    )


def _cut_short() -> Iterator[Hostile]:
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = taken(kind)
        for share in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9):
            end = max(4, len(whole) * share // 10)
            yield Hostile(f"{kind} cut after {share} tenths", f"tavle.{kind.lower()}", whole[:end])


def _broken() -> Iterator[Hostile]:
    """Dots of chance where there was a picture: either refused, or drawn as whatever is seen."""
    chance = random.Random(2026)  # noqa: S311 no secret
    for kind in ("JPEG", "PNG", "WEBP"):
        for number in range(12):
            bent = bytearray(taken(kind))
            for _turn in range(20):
                bent[chance.randrange(12, len(bent))] = chance.randrange(256)
            yield Hostile(f"{kind} bent {number}", f"tavle.{kind.lower()}", bytes(bent))
    header = taken("JPEG")[:20]
    for number in range(6):
        yield Hostile(
            f"a beginning and chance {number}", "tavle.jpg", header + chance.randbytes(900)
        )


def _names() -> Iterator[Hostile]:
    for name in NAMES:
        yield Hostile("a name", name, taken("JPEG"))
        yield Hostile("a name of no picture", name, SCRIPT)


def _told_more() -> Iterator[Hostile]:
    """Place, time and camera beside the picture, as each of the eight ways of holding it."""
    for held in range(1, 9):
        for kind in ("JPEG", "PNG", "WEBP"):
            yield Hostile(f"{kind} held {held}", f"tavle.{kind.lower()}", taken(kind, held=held))


def _picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, kind)
    return file.getvalue() + MARKER


def _zipped(inside: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    return file.getvalue()


def _png(width: int, height: int, *more: bytes, data: bytes = b"") -> bytes:
    """A PNG that says it is so large, whatever is in it."""
    said = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    seen = data or zlib.compress(bytes(100_000))
    return b"".join((b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", said), *more,
                     _chunk(b"IDAT", seen), _chunk(b"IEND", b"")))  # fmt: skip


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (struct.pack(">I", len(content)) + kind + content
            + struct.pack(">I", zlib.crc32(kind + content)))  # fmt: skip
