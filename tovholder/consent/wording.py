"""The law in everyday words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tovholder.catalogue.things import LegalBasis


def party_choices(rules: Iterable[LegalBasis]) -> list[tuple[str, str]]:
    """Who may take part in an exchange: the bodies these rules list, with their words."""
    listed = [party for rule in rules for party in rule.parameters.get("parties", ())]
    return [(party, _party(party)) for party in dict.fromkeys(listed)]


def parties_in_words(parties: Iterable[str]) -> str:
    """The parties of an exchange, as one reads them."""
    return ", ".join(_party(party) for party in parties)


def _party(party: str) -> str:
    return {
        "school": _("School and after-school care"),
        "day-care": _("Day care"),
        "health": _("Health visitors, municipal doctors and dental care"),
        "family": _("The department for children and families"),
        "psychology": _("The school psychologists"),
    }.get(party, party)
