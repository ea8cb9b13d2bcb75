"""What of consents falls due for somebody: a question to answer, an answer to read, a yes that
runs out."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from tovholder.consent.rules import (
    CONSENT,
    DECIDES,
    age_of_consent,
    days_before_asking_again,
    domain_of,
    rule_today,
)
from tovholder.organisation.models import Account
from tovholder.people.models import Person, Relation

from .models import AskedSharing, Case, ConsentRequest, Seat, SharingAnswer

FAMILY = (Seat.Role.PARENT, Seat.Role.CHILD)
TOLD = timedelta(days=7)  # how long an answer stands in the day of whoever asked


def requests_waiting(account: Account) -> list[ConsentRequest]:
    """What `account` is asked and has not answered, at open cases, the oldest first."""
    seats = Seat.objects.standing().filter(account=account, role__in=FAMILY)
    asked = ConsentRequest.objects.in_open_cases().filter(case__in=seats.values("case"))
    return for_answering(asked, account)


def for_answering(requests: QuerySet[ConsentRequest], account: Account) -> list[ConsentRequest]:
    """Those of these requests that wait for this one's yes or no: two queries."""
    decides = Relation.objects.filter(
        DECIDES, person=OuterRef("case__person"), relative__account=account
    )
    said = SharingAnswer.objects.filter(sharing=OuterRef("pk"), giver__account=account)
    open_to_me = AskedSharing.objects.waiting().filter(~Exists(said))
    waiting = (
        requests.filter(taken_back__isnull=True)
        .filter(Exists(open_to_me.filter(request=OuterRef("pk"))))
        .annotate(decides=Exists(decides))
        .select_related("case__person", "asked_by__professional__unit")
        .prefetch_related(
            Prefetch(
                "sharings",
                queryset=open_to_me.select_related("receiver__professional").order_by("pk"),
                to_attr="open_to_me",
            )
        )
        .order_by("at", "pk")
    )
    return [one for one in waiting if any(_mine(one, each, account) for each in one.open_to_me)]


def _mine(request: ConsentRequest, sharing: AskedSharing, account: Account) -> bool:
    return decides_today(
        request.case.person, [sharing.receiver], rule_today(CONSENT, request.asked_by), account,
        for_a_child=bool(request.decides),  # type: ignore[attr-defined] # annotated
    )  # fmt: skip


def decides_today(
    person: Person, receivers: Sequence[Account], kind: str, account: Account, *, for_a_child: bool
) -> bool:
    """Whether this one decides: the person who is old enough, else whoever decides for them.

    `for_a_child`: whether the account belongs to one who decides while the person is a child.
    """
    age = person.age
    if age is not None and age >= age_of_consent(domain_of(receivers), kind):
        return bool(person.account_id == account.pk)
    return for_a_child


def answers_told(account: Account) -> list[SharingAnswer]:
    """What was answered to `account` in the last days, the newest first."""
    seats = Seat.objects.standing().held_by(account)
    return list(
        SharingAnswer.objects.filter(
            sharing__request__asked_by=account, at__gt=Now() - TOLD, case__in=seats.values("case")
        )
        .select_related("giver", "case__person", "sharing__receiver")
        .order_by("-at", "pk")
    )


def renewals_due(account: Account) -> list[Seat]:
    """Seats on consents `account` gave alone and would give today, that end soon: one seat of
    each consent."""
    until = timezone.now() + timedelta(days=days_before_asking_again())
    decides = Relation.objects.filter(
        DECIDES, person=OuterRef("case__person"), relative__account=account
    )
    seats = (
        Seat.objects.standing()
        .filter(
            case__in=Case.objects.open(),
            basis__consent__given_by__account=account,
            basis__consent__needs=1,
            ends__lte=until,
        )
        .annotate(decides=Exists(decides))
        .select_related("case__person", "account__professional", "basis")
        .order_by("ends", "account__sort_key", "pk")
    )
    found: dict[UUID, list[Seat]] = {}
    for seat in seats:
        found.setdefault(seat.basis_id, []).append(seat)
    return [several[0] for several in found.values() if _renews(several, account)]


def _renews(seats: Sequence[Seat], account: Account) -> bool:
    return decides_today(
        seats[0].case.person, [one.account for one in seats if one.account], seats[0].basis.kind,
        account, for_a_child=bool(seats[0].decides),  # type: ignore[attr-defined] # annotated
    )  # fmt: skip
