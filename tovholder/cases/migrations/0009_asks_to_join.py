"""Whoever takes a concern home asks to join an open case, and is not seated there (decision 14).

Where nobody at the open case may let people in, there is nobody to ask: the seat is given, so
that no concern ends in an empty room.
"""

import uuid
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

from tovholder.audit.rowsecurity import AppendOnly
from tovholder.cases.rowsecurity import ProtectCaseTable

SAME = """
ALTER TABLE cases_asktojoin ADD CONSTRAINT cases_asktojoin_case UNIQUE (id, case_id);
ALTER TABLE cases_declinedtojoin ADD CONSTRAINT cases_declinedtojoin_same_case
    FOREIGN KEY (ask_id, case_id) REFERENCES cases_asktojoin (id, case_id);
"""
APART = """
ALTER TABLE cases_declinedtojoin DROP CONSTRAINT cases_declinedtojoin_same_case;
ALTER TABLE cases_asktojoin DROP CONSTRAINT cases_asktojoin_case;
"""

STANDS = """s.case_id = opened AND s.starts <= statement_timestamp()
          AND (s.ends IS NULL OR s.ends > statement_timestamp())
          AND NOT EXISTS (SELECT 1 FROM cases_seatend e WHERE e.seat_id = s.id)
          AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.basis_id = s.basis_id)"""
ASKING = f"""
    PERFORM set_config('tovholder.opened_as', 'seat', true);
    IF EXISTS (SELECT 1 FROM cases_seat s
        WHERE {STANDS} AND s.account_id = holder AND s.role NOT IN ('parent', 'child'))
    THEN
        RETURN opened;
    END IF;
    IF EXISTS (SELECT 1 FROM cases_seat s
        WHERE {STANDS} AND (s.role = 'authority' OR EXISTS (
            SELECT 1 FROM cases_handover h JOIN cases_handoveranswer a ON a.handover_id = h.id
            WHERE h.case_id = opened AND h.to_id = s.account_id AND a.accepted)))
    THEN
        PERFORM set_config('tovholder.opened_as', 'asks', true);
        INSERT INTO cases_asktojoin (id, case_id, account_id, purpose, asked_by_id, at)
        SELECT gen_random_uuid(), opened, holder, $4, current_account(), statement_timestamp()
        WHERE NOT EXISTS (SELECT 1 FROM cases_asktojoin a
            WHERE a.case_id = opened AND a.account_id = holder AND NOT EXISTS (
                SELECT 1 FROM cases_declinedtojoin d WHERE d.ask_id = a.id));
        RETURN opened;
    END IF;
    INSERT INTO consent_basis"""
walls = import_module("tovholder.cases.migrations.0002_walls")
SEATED = walls.OPENING.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
ASKED = SEATED.replace("\n    INSERT INTO consent_basis", ASKING)

CASE = models.ForeignKey(
    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
)
ACCOUNT = models.ForeignKey(
    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
)
KEY = models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_stand_ins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="AskToJoin",
            fields=[
                ("id", KEY),
                ("purpose", models.TextField()),
                ("at", models.DateTimeField(db_default=Now())),
                ("account", ACCOUNT),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("case", CASE),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="DeclinedToJoin",
            fields=[
                ("id", KEY.clone()),
                ("at", models.DateTimeField(db_default=Now())),
                ("reason", models.TextField()),
                (
                    "ask",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declined",
                        to="cases.asktojoin",
                    ),
                ),
                ("by", ACCOUNT.clone()),
                ("case", CASE.clone()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(reason=""), name="cases_declined_says_why"
                    )
                ]
            },
        ),
        migrations.RunSQL(SAME, APART),
        *[
            operation
            for table in ("cases_asktojoin", "cases_declinedtojoin")
            for operation in (ProtectCaseTable(table, area="overview"), AppendOnly(table))
        ],
        migrations.RunSQL(ASKED, SEATED),
    ]
