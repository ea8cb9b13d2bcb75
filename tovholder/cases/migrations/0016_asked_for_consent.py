"""Consent is asked for and answered on one's own page; a seat rests on a whole consent (S-43).

Who reads a request: the family at the case, and those who let people in there. A no, and its
word, is read by whoever said it and by those who let people in: not by the child, nor by the
other parent.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

from tovholder.audit.rowsecurity import AppendOnly, Protect

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

WHO = f"""
CREATE FUNCTION my_cases_as_family() RETURNS uuid[] LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT coalesce(array_agg(DISTINCT case_id), '{{}}') FROM my_seats()
    WHERE role IN ('parent', 'child')
$$;
CREATE FUNCTION my_cases_to_let_in() RETURNS uuid[] LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT coalesce(array_agg(DISTINCT s.case_id), '{{}}') FROM my_seats() s
    WHERE s.role = 'authority' OR s.role = 'professional' AND current_account() = (
        SELECT h.to_id FROM cases_handover h JOIN cases_handoveranswer a ON a.handover_id = h.id
        WHERE h.case_id = s.case_id AND a.accepted ORDER BY a.at DESC LIMIT 1)
$$;
"""
NOBODY = "DROP FUNCTION my_cases_to_let_in(); DROP FUNCTION my_cases_as_family();"

FAMILY = "case_id = ANY ((SELECT my_cases_as_family())::uuid[])"
LET_IN = "case_id = ANY ((SELECT my_cases_to_let_in())::uuid[])"
ASKED = f"({FAMILY} OR {LET_IN})"
ANSWERED = f"({LET_IN} OR ({FAMILY} AND (accepted OR by_id = current_account())))"
ANSWERS = f"({FAMILY} AND by_id = current_account())"

SAME = """
ALTER TABLE cases_consentrequest ADD CONSTRAINT cases_request_case UNIQUE (id, case_id);
ALTER TABLE cases_askedsharing ADD CONSTRAINT cases_sharing_case UNIQUE (id, case_id);
ALTER TABLE cases_askedsharing ADD CONSTRAINT cases_sharing_same_case
    FOREIGN KEY (request_id, case_id) REFERENCES cases_consentrequest (id, case_id);
ALTER TABLE cases_sharinganswer ADD CONSTRAINT cases_answer_same_case
    FOREIGN KEY (sharing_id, case_id) REFERENCES cases_askedsharing (id, case_id);
ALTER TABLE cases_requesttakenback ADD CONSTRAINT cases_taken_back_same_case
    FOREIGN KEY (request_id, case_id) REFERENCES cases_consentrequest (id, case_id);
"""
APART = """
ALTER TABLE cases_requesttakenback DROP CONSTRAINT cases_taken_back_same_case;
ALTER TABLE cases_sharinganswer DROP CONSTRAINT cases_answer_same_case;
ALTER TABLE cases_askedsharing DROP CONSTRAINT cases_sharing_same_case;
ALTER TABLE cases_askedsharing DROP CONSTRAINT cases_sharing_case;
ALTER TABLE cases_consentrequest DROP CONSTRAINT cases_request_case;
"""

# A yes never opens more than was asked, and nobody answers what was taken back; a seat never
# rests on a consent that waits for another's yes.
KEPT = f"""
CREATE FUNCTION within_what_was_asked() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM cases_requesttakenback t JOIN cases_askedsharing s
               ON s.request_id = t.request_id WHERE s.id = NEW.sharing_id) THEN
        RAISE EXCEPTION 'the request was taken back' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.accepted AND NOT EXISTS (SELECT 1 FROM cases_askedsharing s
        WHERE s.id = NEW.sharing_id AND NEW.areas <@ s.areas AND NEW.until <= s.until) THEN
        RAISE EXCEPTION 'more than was asked' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER within_what_was_asked BEFORE INSERT ON cases_sharinganswer
    FOR EACH ROW EXECUTE FUNCTION within_what_was_asked();

CREATE FUNCTION on_a_whole_consent() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM consent_consent c WHERE c.basis_id = NEW.basis_id AND c.needs > (
        SELECT count(DISTINCT giver) FROM (
            SELECT c.given_by_id AS giver
            UNION SELECT a.given_by_id FROM consent_alsogiven a WHERE a.basis_id = c.basis_id
        ) AS givers))
    THEN
        RAISE EXCEPTION 'somebody has not consented yet' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER on_a_whole_consent BEFORE INSERT ON cases_seat
    FOR EACH ROW EXECUTE FUNCTION on_a_whole_consent();
"""
LOOSE = """
DROP TRIGGER on_a_whole_consent ON cases_seat;
DROP FUNCTION on_a_whole_consent();
DROP TRIGGER within_what_was_asked ON cases_sharinganswer;
DROP FUNCTION within_what_was_asked();
"""


def _key() -> models.UUIDField:
    return models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)


def _to(model: str, **named: object) -> models.ForeignKey:
    named = {"related_name": "+", **named}
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=model, **named)


def _areas(**named: object) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=40), **named
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_emergency_access_is_written_once"),
        ("consent", "0005_given_by_herself"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="ConsentRequest",
            fields=[
                ("id", _key()),
                ("at", models.DateTimeField(db_default=Now())),
                ("asked_by", _to(settings.AUTH_USER_MODEL)),
                ("case", _to("cases.case")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="AskedSharing",
            fields=[
                ("id", _key()),
                ("areas", _areas(size=None)),
                ("purpose", models.TextField()),
                ("until", models.DateTimeField()),
                ("case", _to("cases.case")),
                ("receiver", _to(settings.AUTH_USER_MODEL)),
                ("request", _to("cases.consentrequest", related_name="sharings")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["request", "receiver", "purpose"], name="cases_asked_once"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="SharingAnswer",
            fields=[
                ("id", _key()),
                ("at", models.DateTimeField(db_default=Now())),
                ("accepted", models.BooleanField()),
                ("areas", _areas(default=list, size=None)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("word", models.TextField(blank=True)),
                ("basis", _to("consent.basis", null=True)),
                ("by", _to(settings.AUTH_USER_MODEL)),
                ("case", _to("cases.case")),
                ("giver", _to("people.person")),
                ("sharing", _to("cases.askedsharing", related_name="answers")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["sharing", "giver"], name="cases_one_answer_each"
                    ),
                    models.CheckConstraint(
                        condition=Q(accepted=True, until__isnull=False)
                        | Q(accepted=False, until__isnull=True, areas=[], basis__isnull=True),
                        name="cases_answer_yes_or_no",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="RequestTakenBack",
            fields=[
                ("id", _key()),
                ("at", models.DateTimeField(db_default=Now())),
                ("by", _to(settings.AUTH_USER_MODEL)),
                ("case", _to("cases.case")),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back",
                        to="cases.consentrequest",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunSQL(SAME, APART),
        migrations.RunSQL(WHO, NOBODY),
        migrations.RunSQL(KEPT, LOOSE),
        Protect("cases_consentrequest", using=ASKED, check=LET_IN),
        Protect("cases_askedsharing", using=ASKED, check=LET_IN),
        Protect("cases_requesttakenback", using=ASKED, check=LET_IN),
        Protect("cases_sharinganswer", using=ANSWERED, check=ANSWERS),
        *[
            AppendOnly(f"cases_{row}")
            for row in ("consentrequest", "askedsharing", "requesttakenback", "sharinganswer")
        ],
    ]
