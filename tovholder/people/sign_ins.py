"""Which sign-ins are a family's."""

from django.db.models import BooleanField, F, Func, QuerySet

from tovholder.organisation.models import Account


def not_a_familys(accounts: QuerySet[Account]) -> QuerySet[Account]:
    """Those that are no person's own: whoever works here and is a parent has one of each.

    The database answers with yes or no alone, since who asks may not read the person.
    """
    familys = Func(F("pk"), function="is_a_familys", output_field=BooleanField())
    return accounts.alias(is_a_familys=familys).filter(is_a_familys=False)
