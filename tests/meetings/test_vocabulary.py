"""What a method file may say and what the engine can do are the same, both ways."""

from pathlib import Path

from django.template.loader import get_template

from tovholder import meetings
from tovholder.catalogue import catalogue, vocabulary
from tovholder.meetings.engine import kinds
from tovholder.meetings.engine.kinds import KINDS


def test_every_kind_of_the_vocabulary_is_here_with_its_keys_and_no_other():
    known = {name: kind.keys for name, kind in vocabulary.STEP_KINDS.items()}
    assert {name: kind.keys for name, kind in KINDS.items()} == known


def test_every_kind_has_its_pages():
    for kind in KINDS.values():
        assert get_template(kind.template)
        assert get_template(kind.minutes)
        if kind.pen:
            assert get_template(kind.pen)


def test_a_kind_of_step_is_one_file():
    files = {path.stem for path in Path(kinds.__file__).parent.glob("*.py")}
    assert files - {"__init__", "kind"} == set(KINDS)


def test_nothing_here_knows_the_five_steps_by_name():
    package = Path(meetings.__file__).parent
    source = "\n".join(path.read_text() for path in package.rglob("*.py"))
    for step in catalogue().method("five-steps@1").steps:
        if step.id not in KINDS:
            assert f'"{step.id}"' not in source, step.id
