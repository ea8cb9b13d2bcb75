"""What an administrator is told where the trace waits to be sealed; nobody else is disturbed."""

from datetime import timedelta

from django.utils.translation import gettext as _

from tovholder.audit.sealing import LATE, VERY_LATE, unsealed_for

HOUR = timedelta(hours=1)


def late_sealing() -> tuple[str, str] | None:
    """The tone and the sentence of the notice; None where sealing keeps up."""
    waited = unsealed_for()
    if waited <= LATE:
        return None
    return ("danger" if waited > VERY_LATE else "warning"), _sentence(waited)


def alarm() -> str:
    """What stands over every page of an administrator once it has lasted for hours."""
    waited = unsealed_for()
    return _sentence(waited) if waited > VERY_LATE else ""


def _sentence(waited: timedelta) -> str:
    if waited >= 2 * HOUR:
        return _(
            "The trace of who has looked has waited %(hours)d hours to be sealed. Everyone can go"
            " on working. What is not sealed could still be changed without a sign of it. See that"
            " “tovholder work” is running."
        ) % {"hours": waited // HOUR}
    return _(
        "The trace of who has looked has waited %(minutes)d minutes to be sealed. Everyone can go"
        " on working. What is not sealed could still be changed without a sign of it. See that"
        " “tovholder work” is running."
    ) % {"minutes": waited // timedelta(minutes=1)}
