"""What is described brings up the duty; the colour never does."""

from types import MappingProxyType

import pytest

from tovholder.catalogue.instruments import DutySign, Instrument
from tovholder.instruments.duty import signs_met

INSTRUMENT = Instrument(
    id="asked", version=1, sources=(), country="", languages=MappingProxyType({}),
    subject="child", questions=(), duty_questions=("seen", "child"),
    duty_signs=(
        DutySign("hit", {"da": ("slår", "blå mærke"), "nb": ("slår", "blåmerke"), "en": ("hit",)}),
        DutySign("afraid", {"da": ("bange hjem",), "nb": ("redd hjem",), "en": ("afraid home",)}),
        DutySign("die", {"da": ("vil dø",), "nb": ("vil dø", "fik"), "en": ("wants to die",)}),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "met"),
    [
        ({"seen": "Han har BLÅ MÆRKER på armen"}, ["hit"]),
        ({"seen": "Mærker, der er blå"}, ["hit"]),
        ({"child": "siger at far slår"}, ["hit"]),
        ({"child": "Hun er bange for at gå hjem"}, []),
        ({"child": "Hun er bange for det der hjemme"}, []),
        ({"child": "Bange hver gang hun skal hjem"}, []),
        ({"child": "Bange for turen hjem"}, ["afraid"]),
        ({"child": "Hjemturen gør hende bange"}, ["afraid"]),
        ({"seen": "Han vil dø"}, ["die"]),
        ({"seen": "Han vil sidde ved døren"}, []),
        ({"seen": "Han fik en bog"}, []),
        ({"meaning": "Jeg tror, at far slår"}, []),
        ({"seen": "en blå trøje"}, []),
        ({"worry": "red", "seen": "sidder alene"}, []),
        ({}, []),
    ],
)
def test_signs(answers: dict[str, str], met: list[str]) -> None:
    assert [sign.id for sign in signs_met(INSTRUMENT, answers, "da")] == met


def test_the_language_written_in_decides() -> None:
    assert signs_met(INSTRUMENT, {"seen": "He hit him"}, "da") == []
    assert [sign.id for sign in signs_met(INSTRUMENT, {"seen": "He hit him"}, "en")] == ["hit"]
    assert [sign.id for sign in signs_met(INSTRUMENT, {"seen": "Far slår"}, "en")] == ["hit"]
