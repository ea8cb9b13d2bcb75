"""The concern brings up the duty for what is grave, and not for an ordinary day at school."""

import pytest

from tovholder.catalogue import catalogue
from tovholder.instruments.duty import signs_met

GRAVE = [
    ("da", "Hun siger, at far slår hende.", "violence"),
    ("da", "I går havde han blå mærker på armen.", "violence"),
    ("da", "Han fortæller, at han bliver slået med et bælte.", "violence"),
    ("da", "Hun kommer tit sulten i skole.", "neglect"),
    ("da", "Moren drikker, og mor er fuld om aftenen.", "substances"),
    ("da", "Han siger, at han ikke vil leve mere.", "self-harm"),
    ("da", "Hun siger, at hun skader sig selv.", "self-harm"),
    ("nb", "Hun sier at pappa slår når han er sint.", "violence"),
    ("nb", "Han hadde blåmerker på ryggen.", "violence"),
    ("nb", "De er alene hjemme hele natten.", "neglect"),
    ("nb", "Hun har kuttet seg på armen.", "self-harm"),
    ("nb", "Hun sier at hun skader seg selv.", "self-harm"),
    ("en", "He says his dad hits him.", "violence"),
    ("en", "She said she wants to die.", "self-harm"),
]
ORDINARY = [
    ("da", "Han bliver voldsomt ked af det og slår med døren."),
    ("da", "Det slår mig, at hun altid går alene i frikvarteret."),
    ("da", "De lærte om stoffer i kemi. Han var sulten inden frokost."),
    ("da", "Hun sparker til bolden og er fuld af energi."),
    ("da", "Han skadede sig på knæet i idræt."),
    ("nb", "På kvelden er han trøtt, og han slår seg lett vrang."),
    ("nb", "Det slo meg at hun ler lite. Hun var sulten før lunsj."),
    ("nb", "Han er full av energi og sparker ball."),
    ("en", "He kicked the ball and was hungry before lunch."),
    ("en", "She sits alone and burns with eagerness to read."),
]


@pytest.mark.parametrize(("language", "seen", "sign"), GRAVE)
def test_what_is_grave_brings_up_the_duty(language: str, seen: str, sign: str) -> None:
    met = signs_met(catalogue().instrument("concern@1"), {"seen": seen}, language)
    assert sign in [found.id for found in met]


@pytest.mark.parametrize(("language", "seen"), ORDINARY)
def test_an_ordinary_day_does_not(language: str, seen: str) -> None:
    assert signs_met(catalogue().instrument("concern@1"), {"seen": seen}, language) == []
