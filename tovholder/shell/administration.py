"""What the administrator's page lists. Nothing here knows of a case."""

from django.db.models import Count, Prefetch, Q, QuerySet

from tovholder.organisation.models import Account, Forum, Membership, Officer, Unit
from tovholder.organisation.names import sort_key

MOST_ROWS = 50


def units() -> QuerySet[Unit]:
    """Places of work by name, each with its district and how many work there."""
    counted = Unit.objects.annotate(people=Count("professionals"))
    return counted.select_related("parent").order_by("name", "pk")


def forums() -> QuerySet[Forum]:
    """Teams with their unit and `sitting` members, the chair first."""
    sitting = Membership.objects.current().select_related("account")
    in_order = sitting.order_by("-chair", "account__sort_key")
    return (
        Forum.objects.teams()
        .select_related("unit")
        .prefetch_related(Prefetch("memberships", queryset=in_order, to_attr="sitting"))
        .order_by("name", "pk")
    )


def accounts(searched: str) -> list[Account]:
    """Accounts whose name or user name holds what was searched for; one more than is shown."""
    found = Account.objects.select_related("professional__unit").order_by("sort_key", "pk")
    if searched:
        found = found.filter(
            Q(sort_key__contains=sort_key(searched)) | Q(username__icontains=searched)
        )
    return list(found[: MOST_ROWS + 1])


def officers() -> QuerySet[Officer]:
    """Who holds the office of data-protection officer, and who is proposed."""
    return Officer.objects.open().told()
