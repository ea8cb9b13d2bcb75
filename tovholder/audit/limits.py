"""How often something sensitive may be tried."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from .models import Attempt


def limit(name: str, key: str, *, times: int, seconds: int) -> None:
    """Count one try at `name` for `key`; refuse when there were `times` within `seconds`.

    Raises ValidationError in words for the person who tries.
    """
    since = Now() - timedelta(seconds=seconds)
    recent = Attempt.objects.filter(name=name, key=key, at__gt=since).count()
    if recent >= times:
        raise ValidationError(
            _("You have tried this many times in a short while. Wait a little and try again."),
            code="limited",
        )
    Attempt.objects.create(name=name, key=key)
