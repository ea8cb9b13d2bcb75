"""Cases of somebody who has gone are given to a colleague, by a leader who reads none of them."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from tovholder.organisation.models import Account


@transaction.atomic
def entrust(*, gone: Account, to: Account, because: str, by: Account) -> None:
    """Give `to` what `gone` held the rope of and nobody else of the unit works at, and ask them.

    The database asks that `by` leads both of them, and writes seat, question and trace at each
    case. Raises ValidationError where nothing was given: it has been taken up, or the two have
    nothing to do with each other; which of these is not told.
    """
    if to.pk == by.pk:
        raise ValidationError(_("To lead opens no case: choose a colleague."))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entrust_cases(%s, %s, %s, %s)",
            [gone.pk, to.pk, because, _("Someone else is asked.")],
        )
        (given,) = cursor.fetchone() or (0,)
    if not given:
        raise ValidationError(
            _("Nothing was given on. Somebody may have taken it up, or it needs another colleague.")
        )
