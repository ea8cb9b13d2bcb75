"""Paper: what is handed over as PDF, readable by everyone.

A template lies in a package's `paper/` folder as `<name>.typ` and gets its data as JSON, never as
markup, so no word of a person can become an instruction. What comes out is tagged PDF/UA-1:
a template that would make an unreadable document fails here.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst
from django.http import HttpResponse

Standard = Literal["ua-1", "a-3a"]
HOUSE = Path(__file__).resolve().parents[2]


def pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    language: str,
    standard: Standard = "ua-1",
) -> bytes:
    """A tagged PDF from `<package>/<name>`, in a language (da, nb, en), under a title.

    `standard` is `a-3a` for what an archive keeps. Raises typst.TypstError where the template is
    wrong or the document could not be read aloud.
    """
    package, name = template.split("/")
    told = {**data, "title": title, "language": language}
    made = typst.compile(
        str(HOUSE / package / "paper" / f"{name}.typ"),
        root=str(HOUSE),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
        pdf_standards=[standard],
    )
    if not isinstance(made, bytes):
        raise TypeError("One document is one file.")
    return made


def on_paper(content: bytes, *, name: str) -> HttpResponse:
    """The answer that carries a PDF: shown in the browser, saved under a name."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
