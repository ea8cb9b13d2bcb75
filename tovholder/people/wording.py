"""How a relation between two people is said."""

from django.utils.translation import gettext as _

from .models import Relation


def relation_word(kind: str) -> str:
    """Mother, father, parent, guardian; anyone else is a relative."""
    words = {
        Relation.Kind.MOTHER: _("mother"),
        Relation.Kind.FATHER: _("father"),
        Relation.Kind.PARENT: _("parent"),
        Relation.Kind.GUARDIAN: _("guardian"),
    }
    return words.get(Relation.Kind(kind), _("relative"))
