"""The rules of the catalogue as rows the database reckons with."""

from collections.abc import Iterator

from tovholder.catalogue import Catalogue
from tovholder.catalogue.keeping import Kept

COUNTED_FROM = {
    "cases.Case": "the case closes",
    "cases.EmergencyAccess": "",
    "cases.SupervisedSeat": "",
    "concerns.Answer": "the answer",
    "concerns.Receipt": "the receipt",
    "concerns.Grading": "its last day",
    "oversight.AccessRequest": "",
    "oversight.LookDecision": "",
    "oversight.NamesDecision": "",
    "oversight.TalkDecision": "",
}
"""From when the database reckons each of what may keep a case (migration 0017)."""
TOGETHER = {"the answer": "concerns.Answer", "the receipt": "concerns.Receipt"}
BESIDE = {
    "cases.AnswerToEmergency": "cases.EmergencyAccess",
    "cases.Supervision": "cases.SupervisedSeat",
    "cases.SupervisionResult": "cases.SupervisedSeat",
    "cases.ToldOfEmergency": "cases.EmergencyAccess",
    "concerns.GradingEnd": "concerns.Grading",
    "oversight.AccessAnswer": "oversight.AccessRequest",
    "oversight.AccessApproval": "oversight.AccessRequest",
    "oversight.AccessBundle": "oversight.AccessRequest",
    "oversight.AccessExtension": "oversight.AccessRequest",
    "oversight.WeighedPaper": "oversight.AccessRequest",
}
"""What goes with the row it hangs on."""


def reckoned_by(kind: str, kept: Kept) -> str:
    """By which kind the database reckons a rule.

    What counts from the closing of the case stands by itself: the longest of it keeps the case.
    """
    return BESIDE.get(kind) or TOGETHER.get(kept.after, kind)


def kept_longest(rules: Catalogue, kind: str) -> Kept:
    """The longest of what goes together with a kind: one row keeps all of them."""
    together = [
        rule.kept
        for other, rule in rules.retention.items()
        if rule.kept.period and reckoned_by(other, rule.kept) == kind
    ]
    return max(together, key=lambda one: one.days, default=rules.retention[kind].kept)


def kept_by_rule(rules: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Of which kind, for how long and from when: every rule with a period.

    A rule that counts from something else than the database does is left out: nothing ends.
    """
    for kind, rule in rules.retention.items():
        own = kept_longest(rules, kind) if kind in COUNTED_FROM else rule.kept
        after = COUNTED_FROM.get(kind, rule.kept.after)
        if rule.kept.period and rule.kept.after == after:
            yield kind, own.period, after
        for who, kept in rule.kept_of.items():
            if kept.period and kept.after == after:
                yield f"{kind}:{who}", kept.period, after
