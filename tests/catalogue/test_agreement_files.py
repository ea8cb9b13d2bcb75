"""What a method file may say of a team's agreement, and what it is told where it may not (S-53)."""

from typing import Any

import pytest

from tests.meetings.any_method import read
from tovholder.catalogue.faults import Fault

MAKES = {"id": "points", "kind": "agreement", "points": ["one", "two"]}
SIGNS = {"id": "names", "kind": "sign", "what": "agreement"}


def file(*steps: dict[str, Any], about: str = "forum") -> dict[str, Any]:
    return {"about": about, "step": [dict(step) for step in steps]}


def test_a_teams_method_makes_an_agreement_and_signs_it() -> None:
    method = read(file({"id": "frame", "kind": "frame", "reads": "agreement"}, MAKES, SIGNS))
    assert method.step("frame").options["reads"] == "agreement"
    assert method.step("points").told == {"one", "two"}
    assert method.step("points").options["aloud"] == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (file(MAKES, about="case"), "has no place in a method about a case"),
        (file(SIGNS, about="case"), "'agreement' has no place"),
        (file({"id": "f", "kind": "frame", "reads": "agreement"}, about="case"), "has no place"),
        (file({"id": "names", "kind": "sign", "what": "plan"}), "'plan' has no place"),
        (file(SIGNS, MAKES), "no earlier step makes the agreement"),
        (file(MAKES, {**MAKES, "id": "again"}), "a meeting makes one agreement"),
        (file({**MAKES, "aloud": ["three"]}), "'three' is none of the points"),
        (file({"id": "points", "kind": "agreement"}), "'points' is missing"),
    ],
)
def test_what_cannot_be_is_told_with_its_place(content: dict[str, Any], told: str) -> None:
    with pytest.raises(Fault) as met:
        read(content)
    assert "method.toml" in str(met.value)
    assert told in str(met.value)
