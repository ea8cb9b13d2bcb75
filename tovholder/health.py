"""GET /healthz: whether the house can do its work, for whoever watches the machines."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from tovholder.ui.declare import open_to_all


@open_to_all
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 every view receives one
    """{"database": "ok", "catalogue": "ok", "sealing": "ok"}; 503 without database or catalogue.

    Late sealing never closes the house, and whoever balances load reads the status alone: it is
    told here in words, and as a status of its own at /healthz/sealing.
    """
    parts = {"database": database(), "catalogue": catalogue()}
    well = all(answer == "ok" for answer in parts.values())
    return _told(parts | {"sealing": sealing()}, well=well)


@open_to_all
def health_of_sealing(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 every view receives one
    """{"sealing": "ok"}; 503 as soon as it is late, for whoever raises alarms."""
    answer = sealing()
    return _told({"sealing": answer}, well=answer == "ok")


def _told(parts: dict[str, str], *, well: bool) -> JsonResponse:
    return JsonResponse(parts, status=200 if well else 503, headers={"Cache-Control": "no-store"})


def database() -> str:
    """ok, or that it does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


def sealing() -> str:
    """ok, late (five minutes) or very late (four hours): how long the trace waits to be sealed."""
    from tovholder.audit.sealing import LATE, VERY_LATE, unsealed_for

    try:
        waited = unsealed_for()
    except DatabaseError:
        return "cannot be asked"
    return "very late" if waited > VERY_LATE else "late" if waited > LATE else "ok"


def catalogue() -> str:
    """ok, or that it holds nothing that can be read."""
    from django.apps import apps

    if not apps.is_installed("tovholder.catalogue"):
        return "not installed"
    from tovholder.catalogue import catalogue as read

    try:
        return "ok" if read().methods else "is empty"
    except (OSError, ValueError):
        return "cannot be read"
