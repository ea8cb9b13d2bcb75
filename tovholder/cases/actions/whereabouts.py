"""Keeping it from relatives where a child is (decision 37)."""

import uuid
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.audit.context import forget_asked
from tovholder.audit.trace import trace
from tovholder.organisation.models import Account
from tovholder.people import actions as people

from ..models import Case
from ..whereabouts import whereabouts
from .cases import in_turn


@transaction.atomic
def keep_whereabouts(
    *, case: Case, may_know: Mapping[uuid.UUID, bool], because: str, by: Account
) -> None:
    """Say of each relative whether they may know where the child is, and why.

    It is kept from then on; said again, only what differs is decided anew. Raises
    ValidationError where nothing would differ and where a relative is not named.
    """
    in_turn(case)
    now = whereabouts(case)
    if {one.person.pk for one in now.near} - may_know.keys():
        raise ValidationError(_("Say it of everybody: who may know, and who may not."))
    anew = [one for one in now.near if may_know[one.person.pk] != one.may]
    if now.protection and not anew:
        raise ValidationError(_("That is how it is already."))
    protection = now.protection or people.protect(person=case.person, because=because, by=by)
    for one in anew:
        people.decide_who_knows(
            protection=protection, relative=one.person, may=may_know[one.person.pk],
            because=because, by=by,
        )  # fmt: skip
    trace("cases.keep_whereabouts", by=by, case_id=case.pk, about=protection)
    forget_asked()


@transaction.atomic
def tell_whereabouts(*, case: Case, because: str, by: Account) -> None:
    """Say that it need no longer be kept where the child is. Raises ValidationError in words."""
    in_turn(case)
    protection = whereabouts(case).protection
    if protection is None:
        raise ValidationError(_("Somebody has ended it meanwhile."))
    people.end_protection(protection=protection, because=because, by=by)
    trace("cases.tell_whereabouts", by=by, case_id=case.pk, about=protection)
    forget_asked()
