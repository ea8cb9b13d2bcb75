"""GET /healthz: whether the house can do its work, for whoever watches the machines."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from tovholder.ui.declare import open_to_all


@open_to_all
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 every view receives one
    """{"database": "ok", "catalogue": "ok"}; 503 where one of them is not. Tells nothing more."""
    parts = {"database": database(), "catalogue": catalogue()}
    well = all(answer == "ok" for answer in parts.values())
    return JsonResponse(parts, status=200 if well else 503, headers={"Cache-Control": "no-store"})


def database() -> str:
    """ok, or that it does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


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
