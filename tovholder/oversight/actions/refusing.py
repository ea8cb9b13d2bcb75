"""What every verb here refuses."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tovholder.organisation.access import is_officer
from tovholder.organisation.models import Account

from ..models import AccessApproval, AccessRequest, WeighedPaper
from ..papers.naming import called
from ..papers.weighing import Weighed


def refuse_others(by: Account) -> None:
    """Raise ValidationError for anybody but an officer."""
    if not is_officer(by):
        raise ValidationError(_("The data-protection officer decides this."))


def said(words: str) -> str:
    """The words, without space around. Raises ValidationError where there are none."""
    if not words.strip():
        raise ValidationError(_("Say why, in a few words."))
    return words.strip()


def refuse_answered(request: AccessRequest) -> None:
    """Raise ValidationError once the answer has left the house."""
    if AccessApproval.objects.filter(request=request).exists():
        raise ValidationError(_("The request is answered already."))


def refuse_names(here: Iterable[Weighed], rows: Iterable[WeighedPaper]) -> None:
    """Raise ValidationError where a paper that should leave unnamed tells who wrote it."""
    unnamed = {(row.kind, row.key) for row in rows if row.unnamed}
    for one in here:
        if (one.paper.kind, one.paper.key) not in unnamed:
            continue
        told = " ".join(text for _label, text in one.paper.unsigned or ())
        names = "|".join(re.escape(word) for word in called(one.paper.by))
        if names and re.search(rf"\b(?:{names})s?\b", told, re.IGNORECASE):
            raise ValidationError(
                _("The words tell who wrote it. Hold it back, or hand it out with the name.")
            )
