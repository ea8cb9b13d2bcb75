"""What is asked of the family, told to whoever may answer: read and judged, nothing written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.consent.rules import (
    CONSENT,
    domain_of,
    how_many_must,
    may_consent_for,
    rule_today,
)
from tovholder.organisation.models import Account
from tovholder.people.models import Person

from .access import Right
from .consents_due import for_answering
from .models import AskedSharing, Case, ConsentRequest, RequestTakenBack, Seat, SharingAnswer
from .models.requesting import ConsentRequests
from .wording import in_sentence, listed, opened_titles


@dataclass(frozen=True)
class Asked:
    """One thing asked for, with whoever may answer it and what they have said."""

    sharing: AskedSharing
    deciders: tuple[Person, ...]
    answers: tuple[SharingAnswer, ...]
    reads: frozenset[str]
    needed: int

    @property
    def yeses(self) -> list[SharingAnswer]:
        """The yes of everyone who has said it and still decides."""
        return [one for one in self.answers if one.accepted and one.giver in self.deciders]

    @property
    def needs_more(self) -> bool:
        """Whether one more yes is not yet enough."""
        return len(self.yeses) + 1 < self.needed

    def with_yes(self, areas: Iterable[str], until: date) -> tuple[set[str], date]:
        """What one more yes opens together with those before it, and until when."""
        opened, days = {*areas}, [until]
        for one in self.yeses:
            opened &= {*one.areas}
            days.append(timezone.localdate(one.until))
        return opened, min(days)

    @property
    def title(self) -> str:
        """The receiver's profession, as it stands in a sentence."""
        professional = getattr(self.sharing.receiver, "professional", None)
        return in_sentence(professional.title) if professional else ""

    @property
    def who(self) -> str:
        """`Anna Holm, teacher`."""
        return ", ".join(filter(None, (self.sharing.receiver.name, self.title)))

    @property
    def areas(self) -> str:
        """What is asked for, in words."""
        return opened_titles(self.sharing.areas)

    @property
    def is_settled(self) -> bool:
        """A no, or a yes that has become a consent."""
        return any(not one.accepted or one.basis_id for one in self.answers)

    @property
    def waits(self) -> bool:
        return not self.is_settled and self.sharing.until > timezone.now()

    def giver(self, account: Account) -> Person | None:
        """As whom the account may answer, or None."""
        return next((one for one in self.deciders if one.account_id == account.pk), None)

    def waits_for(self, account: Account) -> bool:
        """Whether it is this one's turn to say yes or no."""
        giver = self.giver(account)
        said = {one.giver_id for one in self.answers}
        return self.waits and giver is not None and giver.pk not in said


def asked_in(request: ConsentRequest, case: Case) -> list[Asked]:
    """Everything asked for in one request at an opened case."""
    sharings = (
        AskedSharing.objects.of(case)
        .filter(request=request)
        .select_related("receiver__professional__unit", "request__asked_by", "case__person")
        .prefetch_related("answers__giver")
        .order_by("receiver__sort_key", "pk")
    )
    found = list(sharings)
    reads = _reads_today(case, [one.receiver_id for one in found])
    kind = rule_today(CONSENT, request.asked_by)
    domains = {domain_of([one.receiver]) for one in found}
    deciders = {one: may_consent_for(case.person, domain=one, kind=kind) for one in domains}
    return [
        Asked(
            sharing=one,
            deciders=tuple(deciders[domain_of([one.receiver])]),
            answers=tuple(sorted(one.answers.all(), key=lambda said: said.at)),
            reads=frozenset(reads.get(one.receiver_id, ())),
            needed=how_many_must(deciders[domain_of([one.receiver])], kind),
        )
        for one in found
    ]


def requests_at(case: Case) -> list[ConsentRequest]:
    """What waits at an opened case: for the reader's answer, or that the reader waits for."""
    if case.door.may(Right.ADMIT):
        return list(requests_for(case).waiting().order_by("at", "pk"))
    return for_answering(requests_for(case), case.door.account) if case.door.is_family else []


def requests_for(case: Case) -> ConsentRequests:
    """Every request at an opened case, for the family and those who let people in."""
    everything = ConsentRequest.objects.of(case).select_related("asked_by", "taken_back", "case")
    reads = case.door.is_family or case.door.may(Right.ADMIT)
    return everything if reads else everything.none()


@dataclass(frozen=True)
class WhoIsAsked:
    """Whom a request reaches: who may consent to what, and who of them cannot answer here."""

    names: str
    all_must: bool
    without_a_seat: str


def who_is_asked(case: Case, receivers: Iterable[Account]) -> list[WhoIsAsked]:
    """Whom a request about these receivers reaches; one line for each kind of consent."""
    kind = rule_today(CONSENT, case.door.account)
    inside = set(Seat.objects.standing().filter(case=case).values_list("account", flat=True))
    told = {}
    for receiver in receivers:
        deciders = may_consent_for(case.person, domain=domain_of([receiver]), kind=kind)
        outside = [one.name for one in deciders if one.account_id not in inside]
        told[domain_of([receiver])] = WhoIsAsked(
            names=listed(one.name for one in deciders),
            all_must=how_many_must(deciders, kind) > 1,
            without_a_seat=listed(outside),
        )
    return list(told.values())


def refusal_to_answer(
    sharing: AskedSharing, giver: Person, deciders: Sequence[Person], by: Account
) -> str | None:
    """Why this one cannot answer this, or None where they can."""
    if giver not in deciders or giver.account_id != by.pk:
        return _("Only the one who may consent can answer.")
    if RequestTakenBack.objects.filter(request=sharing.request_id).exists():
        return _("%(name)s has taken the question back. You need not answer.") % {
            "name": sharing.request.asked_by.name
        }
    if sharing.answers.filter(giver=giver).exists():
        return _("You have answered this already.")
    if sharing.answers.filter(basis__isnull=False).exists():
        return _("Somebody else who may consent has said yes to this already.")
    if sharing.until <= timezone.now():
        return _("The last day that was asked for has passed. You need not answer.")
    return None


def _reads_today(case: Case, accounts: Iterable[int]) -> dict[int, set[str]]:
    """What each of these can see at the case now."""
    reads: dict[int, set[str]] = {}
    seats = Seat.objects.standing().around_the_child().filter(case=case, account__in=list(accounts))
    for account, areas in seats.values_list("account", "areas"):
        reads.setdefault(account, set()).update(areas)
    return reads
