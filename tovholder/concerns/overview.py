"""What concerns say on somebody's day: sentences with one action each."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.cases.models import Seat
from tovholder.organisation.models import Account, Membership
from tovholder.ui.dates import day_text

from .models import Answer, Concern, Decision, Draft, Question

A_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """One sentence for my day, where it leads, and what the link says.

    `concern_id` where the sentence names the child of a concern.
    """

    sentence: str
    action: str
    url: str
    urgent: bool = False
    concern_id: UUID | None = None


def overview(account: Account) -> list[Waiting]:
    """What waits for this account, in five queries however much there is."""
    sitting = Membership.objects.current().where_cases_are_held()
    memberships = list(sitting.filter(account=account.pk))
    at_work = [*_for_triage(memberships), *_taken_home(account)] if memberships else []
    return [*at_work, *_for_author(account), *_drafts(account)]


def _for_triage(memberships: list[Membership]) -> list[Waiting]:
    counted = (
        Concern.objects.in_forums(memberships)
        .waiting()
        .aggregate(
            all=Count("pk"),
            red=Count("pk", filter=Q(worry=Concern.Worry.RED)),
            ungrounded=Count("pk", filter=Q(shown=Concern.Shown.NOTHING)),
        )
    )
    if not counted["all"]:
        return []
    sentence = _waiting_in_words(counted["all"], counted["ungrounded"])
    return [
        Waiting(
            sentence, _("Open the triage"), reverse("concerns:triage"), urgent=bool(counted["red"])
        )
    ]


def _waiting_in_words(count: int, ungrounded: int) -> str:
    sentence = ngettext(
        "%(count)d concern waits in the triage.",
        "%(count)d concerns wait in the triage.",
        count,
    ) % {"count": count}
    if ungrounded:
        sentence += " " + ngettext(
            "%(count)d of them needs a basis before the others can read it.",
            "%(count)d of them need a basis before the others can read them.",
            ungrounded,
        ) % {"count": ungrounded}
    return sentence


def _taken_home(account: Account) -> list[Waiting]:
    """Concerns somebody took home without access to a case, for a month.

    Read from what was decided and from one's own access alone: that others work with the child
    already is not told (decision 14).
    """
    inside = Seat.objects.standing().filter(case=OuterRef("case"), account=account.pk)
    taken = (
        Decision.objects.filter(
            kind=Decision.Kind.SENT_ON, taken_by=account.pk, at__gt=Now() - A_MONTH
        )
        .filter(~Exists(inside))
        .select_related("concern__forum")
        .order_by("at", "id")[:5]
    )
    return [
        Waiting(
            _(
                "You took a concern home in %(team)s, and have no access to a case. Waiting since"
                " %(day)s."
            )
            % {"team": one.concern.forum.name, "day": day_text(timezone.localdate(one.at))},
            _("Read the concern"),
            reverse("concerns:look-at", args=[one.concern_id]),
            concern_id=one.concern_id,
        )
        for one in taken
    ]


def _for_author(account: Account) -> list[Waiting]:
    asked = Question.objects.filter(concern=OuterRef("pk"), reply__isnull=True)
    answered = Answer.objects.filter(decision__concern=OuterRef("pk"), acknowledgement__isnull=True)
    concerns = (
        Concern.objects.filter(author=account.pk)
        .annotate(asked=Exists(asked), answered=Exists(answered))
        .filter(Q(asked=True) | Q(answered=True))
        .select_related("identity")
        .order_by("-sent_at")[:5]
    )
    waiting = []
    for concern in concerns:
        child = {"child": concern.identity.name}
        sentence = (
            _("The team has asked you something about %(child)s.") % child
            if concern.asked
            else _("The team has answered your concern about %(child)s.") % child
        )
        action = _("Answer") if concern.asked else _("Read the answer")
        url = reverse("concerns:concern", args=[concern.pk])
        waiting.append(Waiting(sentence, action, url, concern.asked, concern.pk))
    return waiting


def _drafts(account: Account) -> list[Waiting]:
    draft = Draft.objects.filter(account=account.pk).order_by("-saved_at").first()
    if draft is None:
        return []
    name = str(draft.answers.get("name", "")).strip()
    sentence = (
        _("You have begun to write a concern about %(child)s.") % {"child": name}
        if name
        else _("You have begun to write a concern.")
    )
    return [Waiting(sentence, _("Go on writing"), reverse("concerns:new"))]
