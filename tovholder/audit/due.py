"""What the trace does now and then: forget what only mattered for a moment.

How long each is kept stands in the catalogue (`retention.toml`); what was seen and what was done
is never forgotten here.
"""

from datetime import timedelta

from django.db.models.functions import Now

from .models import Attempt, Once

ATTEMPTS_KEPT = timedelta(days=1)
ONCE_KEPT = timedelta(days=2)


def run() -> int:
    """Forget old tries and old keys of forms; how many rows went."""
    attempts, _tables = Attempt.objects.filter(at__lt=Now() - ATTEMPTS_KEPT).delete()
    keys, _tables = Once.objects.filter(at__lt=Now() - ONCE_KEPT).delete()
    return attempts + keys
