"""The house does not start with a faulty catalogue of ours."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

from . import Fault, catalogue


@register()
def catalogue_is_whole(**_asked: Any) -> list[CheckMessage]:
    """One error for a fault of ours; a warning for each item of a municipality set aside."""
    try:
        read = catalogue()
    except Fault as fault:
        return [Error(str(fault), id="catalogue.E001")]
    return [Caution(message, id="catalogue.W001") for message in read.set_aside]
