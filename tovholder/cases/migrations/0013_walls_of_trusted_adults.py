"""Whom a child trusts is seen through a seat, told in one's own name, and never changed (S-39)."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect

REACHED = "case_id = ANY ((SELECT my_cases('overview'))::uuid[])"


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_trusted_adults")]
    operations = [
        Protect(
            "cases_trustedadult", using=REACHED, check=f"{REACHED} AND by_id = current_account()"
        ),
        AppendOnly("cases_trustedadult"),
    ]
