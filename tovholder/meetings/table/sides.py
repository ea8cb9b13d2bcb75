"""Words for a table and those at it: whose side, who writes, who someone is to the child."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tovholder.organisation.models import profession_title


class Writing(models.TextChoices):
    """Who writes at the board."""

    PEN = "pen", _("One holds the pen and gives each word its voice")
    TOGETHER = "together", _("Each writes in their own voice")


class Side(models.TextChoices):
    """Whose side of the table a voice comes from."""

    FAMILY = "family", _("Family")
    PROFESSIONAL = "professional", _("Professional")
    COMPANION = "companion", _("Companion")


class Company(models.TextChoices):
    """Who a meeting is between: two kinds that never mix (S-62)."""

    FAMILY = "family", _("The family and professionals")
    PROFESSIONALS = "professionals", _("Professionals alone")


KINSHIP = {
    "child": _("the child"),
    "mother": _("mother"),
    "father": _("father"),
    "parent": _("parent"),
    "guardian": _("guardian"),
    "other": _("family"),
}


def title_of(side: str, profession: str, relation: str) -> str:
    """Who someone is to the child: a profession, a kinship, a companion."""
    if profession:
        return within_a_sentence(profession_title(profession))
    if side == Side.COMPANION:
        return str(_("companion"))
    return str(KINSHIP.get(relation, relation))


def within_a_sentence(word: str) -> str:
    """A title as it stands after a name: small, unless it begins with an abbreviation."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]
