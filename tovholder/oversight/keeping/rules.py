"""The rules of the catalogue as rows the database reckons with."""

from collections.abc import Iterator

from tovholder.catalogue import Catalogue

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


def kept_by_rule(rules: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Of which kind, for how long and from when: every rule with a period.

    A rule that counts from something else than the database does is left out: nothing ends.
    """
    for kind, rule in rules.retention.items():
        kept = {kind: rule.kept} | {f"{kind}:{who}": one for who, one in rule.kept_of.items()}
        for name, one in kept.items():
            if one.period and one.after == COUNTED_FROM.get(kind, one.after):
                yield name, one.period, one.after
