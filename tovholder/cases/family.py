"""Who of the family can be let in: what is asked before a relative is added or given a sign-in."""

from django.utils.translation import gettext as _

from tovholder.consent.rules import DECIDES, is_of_age
from tovholder.organisation.models import Account
from tovholder.organisation.names import sort_key
from tovholder.people.models import Person, Relation

from .models import Case

MAY_HOLD_CUSTODY = frozenset(
    {Relation.Kind.MOTHER, Relation.Kind.FATHER, Relation.Kind.PARENT, Relation.Kind.GUARDIAN}
)


def parents_of(case: Case) -> list[Person]:
    """Those who decide for the child, by name: with custody, or its guardian; none for an adult."""
    if is_of_age(case.person):
        return []
    relations = Relation.objects.filter(DECIDES, person=case.person_id)
    found = relations.select_related("relative__account").order_by("relative__sort_key")
    return [relation.relative for relation in found]


def refusal_to_add(
    case: Case, *, given_name: str, family_name: str, kind: str, custody: bool
) -> str | None:
    """Why this relative cannot be added, or None where they can."""
    if custody and is_of_age(case.person):
        return _("Nobody has custody of someone who is of age.")
    if custody and kind not in MAY_HOLD_CUSTODY:
        return _("Custody is held by a parent or a guardian.")
    key = sort_key(given_name, family_name)
    near = Relation.objects.filter(person=case.person_id, relative__sort_key=key)
    if near.exists() or case.person.sort_key == key:
        return _("Somebody with this name is known at the case already.")
    return None


def refusal_to_give_sign_in(case: Case, one: Person, by: Account) -> str | None:
    """Why this person cannot be given a way to sign in, or None where they can.

    A first password that got lost is made anew by the one who made it, and by nobody else as
    long as they work here: the same person may have access to a case that `by` knows nothing of.
    """
    if one.pk != case.person_id and one not in parents_of(case):
        return _("Only the child, and a parent with custody, sign in here.")
    account = one.account
    if account is None or (account.has_first_password and _may_make_it_anew(account, by)):
        return None
    return _("%(name)s has a sign-in already.") % {"name": one.name}


def _may_make_it_anew(account: Account, by: Account) -> bool:
    giver = account.first_password_by
    return giver is None or giver == by or not giver.is_active or not giver.is_professional
