"""Which corrections wait, and for whom."""

from django.db.models import Exists, OuterRef

from tovholder.organisation.models import Account

from .models import Case, Correction, Handover, Seat


def to_answer(account: Account) -> list[Correction]:
    """What nobody has answered where somebody coordinates, the nearest last day first.

    Where nobody does, whoever has the authority answers.
    """
    waiting = Correction.objects.visible_to(account).waiting()
    coordinates = Case.objects.coordinated_by(account).filter(pk=OuterRef("case"))
    somebody_does = Handover.objects.filter(case=OuterRef("case")).accepted()
    authority = (
        Seat.objects.standing()
        .held_by(account)
        .filter(case=OuterRef("case"), role=Seat.Role.AUTHORITY)
    )
    mine = waiting.filter(Exists(coordinates) | Exists(authority) & ~Exists(somebody_does))
    return list(mine.select_related("by", "case__person").order_by("due", "pk")[:20])
