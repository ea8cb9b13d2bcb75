"""What Lars' mother is asked just now, and has not answered (S-43)."""

from datetime import timedelta

from django.utils import timezone

from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.consent.rules import end_of_day
from tovholder.organisation.models import Professional

from .story import the_case
from .town import Town

WOULD_KNOW = ("teacher-2", "school-leader")
WHY = "At Lars' nye matematiklærer og skolens leder kender planen og kan hjælpe i hverdagen"


def the_mother_is_asked(town: Town) -> None:
    """Two at the school, for half a year; she decides row by row."""
    worker = town.accounts["social-worker"]
    receivers = Professional.objects.filter(account__username__in=WOULD_KNOW)
    with acting(worker):
        cases.ask_for_consent(
            case=the_case(town),
            receivers=list(
                receivers.select_related("account", "unit").order_by("account__sort_key")
            ),
            areas=["plan", "meetings"],
            purpose=WHY,
            until=end_of_day(timezone.localdate() + timedelta(days=182)),
            by=worker,
        )
