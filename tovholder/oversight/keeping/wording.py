"""A rule, and what stands in its way, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tovholder.cases.wording import in_sentence
from tovholder.catalogue import catalogue
from tovholder.catalogue.keeping import Kept
from tovholder.organisation.models import profession_title

from ..papers.wording import KINDS
from .rules import kept_longest

AFTER: dict[str, Promise] = {
    "": gettext_lazy("after it was written"),
    "its last day": gettext_lazy("after its last day"),
    "the answer": gettext_lazy("after the last answer"),
    "the case closes": gettext_lazy("after the case closed"),
    "the last case closes": gettext_lazy("after the case closed"),
    "the receipt": gettext_lazy("after the receipt"),
}
WHAT: dict[str, Promise] = {
    "cases.Case": gettext_lazy("the case itself"),
    "cases.EmergencyAccess": gettext_lazy("it was opened in an emergency"),
    "cases.SupervisedSeat": gettext_lazy("a supervision looked at it"),
    "concerns.Answer": gettext_lazy("a worry belongs to it"),
    "concerns.Grading": gettext_lazy("somebody wrote how worried they were"),
    "concerns.Receipt": gettext_lazy("a notification belongs to it"),
    "oversight.AccessRequest": gettext_lazy("somebody asked what is kept"),
    "oversight.LookDecision": gettext_lazy("it was decided what the family reads"),
    "oversight.NamesDecision": gettext_lazy("it was decided what the family reads"),
    "oversight.TalkDecision": gettext_lazy("it was decided what the family reads"),
}
WAITS: dict[str, Promise] = {
    "access": gettext_lazy("Somebody has asked what is kept, and waits for an answer."),
    "correction": gettext_lazy(
        "Somebody has said that something is wrong, and waits for an answer."
    ),
    "hold": gettext_lazy("An officer has said that it must be kept."),
    "notification": gettext_lazy("A notification has not been answered."),
}


def rule_text(rule: str) -> str:
    """`10 years after the case closed: an occupational therapist took part`."""
    kind, _colon, profession = rule.partition(":")
    kept = (
        catalogue().retention[kind].kept_of[profession]
        if profession
        else kept_longest(catalogue(), kind)
    )
    return f"{_period(kept)} {AFTER[kept.after]}: {_because(kind, profession)}"


def _period(kept: Kept) -> str:
    words = {
        "day": ngettext("%(number)s day", "%(number)s days", kept.number),
        "month": ngettext("%(number)s month", "%(number)s months", kept.number),
        "year": ngettext("%(number)s year", "%(number)s years", kept.number),
    }
    return words[kept.unit] % {"number": kept.number}


def _because(kind: str, profession: str) -> str:
    if profession:
        return _("%(profession)s took part") % {
            "profession": in_sentence(profession_title(profession))
        }
    if kind in WHAT:
        return str(WHAT[kind])
    return _("“%(what)s” is kept longer than the rest") % {"what": KINDS[kind].name}


def waits_text(what: str) -> str:
    """Why a case is kept, though its time has run out."""
    return str(WAITS[what])
