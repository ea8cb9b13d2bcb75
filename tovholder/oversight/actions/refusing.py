"""What every verb here refuses."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tovholder.organisation.access import is_officer
from tovholder.organisation.models import Account

from ..models import AccessApproval, AccessRequest


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
