"""The family: who they are, and how they come in."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from tovholder.audit.trace import trace
from tovholder.organisation.actions import add_account, give_first_password
from tovholder.organisation.models import Account
from tovholder.organisation.names import username_from
from tovholder.people import actions as people
from tovholder.people.models import Person
from tovholder.people.national import NationalId

from ..family import refusal_to_add, refusal_to_give_sign_in
from ..models import Case
from .cases import in_turn, refuse_when_closed


@dataclass(frozen=True)
class SignIn:
    """What is handed over once, on paper or by word of mouth: it is kept nowhere."""

    account: Account
    password: str


def add_relative(
    *,
    case: Case,
    given_name: str,
    family_name: str,
    kind: str,
    custody: bool,
    by: Account,
    national_id: NationalId | None = None,
) -> None:
    """Add a relative of the child, one known already or one nobody knew.

    Raises ValidationError in words. A look-up by number that fails stays on record all the same,
    so nothing here undoes it.
    """
    refuse_when_closed(case)
    if refusal := refusal_to_add(
        case, given_name=given_name, family_name=family_name, kind=kind, custody=custody
    ):
        raise ValidationError(refusal)
    people.add_relative(
        person_id=case.person_id,
        given_name=given_name,
        family_name=family_name,
        kind=kind,
        custody=custody,
        national_id=national_id,
        by=by,
    )
    trace("cases.add_relative", by=by, case_id=case.pk, detail={"kind": kind, "custody": custody})


@transaction.atomic
def give_sign_in(*, case: Case, one: Person, language: str, by: Account) -> SignIn:
    """Give the child, or a parent with custody, an account with a first password.

    It opens nothing by itself: access is given apart. Raises ValidationError in words.
    """
    in_turn(case)
    refuse_when_closed(case)
    one = Person.objects.select_related("account").get(pk=one.pk)
    if refusal := refusal_to_give_sign_in(case, one, by):
        raise ValidationError(refusal)
    account = one.account
    if account is None:
        account = add_account(username=_free_name(one), name=one.name, language=language, by=by)
        people.link_account(person_id=case.person_id, one=one, account=account, by=by)
    password = give_first_password(account=account, by=by)
    trace("cases.give_sign_in", by=by, case_id=case.pk, about=account)
    return SignIn(account, password)


def _free_name(one: Person) -> str:
    name = username_from(one.given_name)
    while Account.objects.filter(username__iexact=name).exists():
        name = username_from(one.given_name)
    return name
