"""A coordinator is on leave, and a colleague of the same department stands in (S-85)."""

from datetime import timedelta

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.organisation.actions import be_away

from .town import Town


def a_coordinator_is_away(town: Town) -> None:
    """Camilla is away for two weeks; Sofie sees and does through her seats until then."""
    away, today = town.accounts["social-worker-2"], timezone.localdate()
    with acting(away):
        be_away(
            account=away, cover=town.accounts["social-worker"], first_day=today,
            last_day=today + timedelta(days=13), by=away,
        )  # fmt: skip
