"""What a method file may say and what the engine can do are the same, both ways."""

from django.template.loader import get_template

from tovholder.catalogue import vocabulary
from tovholder.meetings.engine.kinds import KINDS


def test_every_kind_of_the_vocabulary_is_here_with_its_keys_and_no_other():
    assert {name: kind.keys for name, kind in KINDS.items()} == vocabulary.STEP_KINDS


def test_every_kind_has_its_pages():
    for kind in KINDS.values():
        assert get_template(kind.template)
        assert get_template(kind.minutes)
        if kind.pen:
            assert get_template(kind.pen)
