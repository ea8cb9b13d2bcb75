"""Which corrections wait, and for whom."""

from django.db.models import Exists, OuterRef

from tovholder.organisation.models import Account

from .models import Correction, Seat


def to_answer(account: Account) -> list[Correction]:
    """What nobody has answered where somebody coordinates, the nearest last day first."""
    coordinates = (
        Seat.objects.standing()
        .held_by(account)
        .filter(case=OuterRef("case"), role=Seat.Role.AUTHORITY)
    )
    waiting = Correction.objects.visible_to(account).waiting().filter(Exists(coordinates))
    return list(waiting.select_related("by", "case__person").order_by("due", "pk")[:20])
