"""Questions about looks: told to whoever leads the unit and to the officer, and to nobody else.

Which case it was is told by a reference; no name, area or purpose goes along. A leader asks about
those who work at their own unit and never about themselves.
"""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tovholder.audit.rowsecurity import AppendOnly, Protect

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"

# Lists show many cases to whoever is at them; nobody chose to look there.
LISTS = "('cases:list', 'shell:day', 'shell:feed')"

ASKED = f"""
CREATE FUNCTION may_ask_about(account bigint) RETURNS boolean LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT account <> current_account() AND (is_officer() OR EXISTS (
        SELECT 1 FROM organisation_professional me
        JOIN organisation_account a ON a.id = me.account_id
        JOIN organisation_professional p ON p.unit_id = me.unit_id
        WHERE me.account_id = current_account() AND me.is_leader AND a.is_active
          AND me.works_from <= statement_timestamp()
          AND (me.works_to IS NULL OR me.works_to > statement_timestamp())
          AND p.account_id = account))
$$;

CREATE FUNCTION last_name(name text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT lower(regexp_replace(btrim(name), '^.*\\s', '')) $$;

CREATE FUNCTION look_questions(
    since date, until date, zone text, near int, night_from int, night_until int
) RETURNS TABLE (
    account bigint, name text, profession text, unit text, reference text, day date, looks bigint,
    first timestamptz, night boolean, alone boolean, relative boolean, alike boolean,
    answer text, answered_by text, answered_at timestamptz
) LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    PERFORM write_deed(current_account(), '{{}}', NULL, 'oversight.ask_about_looks', '', '{{}}');
    RETURN QUERY
    WITH asked AS MATERIALIZED (
        SELECT p.account_id, a.name, p.profession, u.name AS unit
        FROM organisation_professional p JOIN organisation_account a ON a.id = p.account_id
        JOIN organisation_unit u ON u.id = p.unit_id
        WHERE may_ask_about(p.account_id)
    ), seen AS MATERIALIZED (
        SELECT l.account, l.cases[1] AS kase, (l.at AT TIME ZONE zone)::date AS day,
            count(*) AS looks, min(l.at) AS first,
            bool_or(extract(hour FROM l.at AT TIME ZONE zone) >= night_from
                OR extract(hour FROM l.at AT TIME ZONE zone) < night_until) AS night
        FROM audit_look l
        WHERE l.account IN (SELECT account_id FROM asked) AND NOT l.refused
          AND l.at >= since::timestamp AT TIME ZONE zone
          AND l.at < (until + 1)::timestamp AT TIME ZONE zone
          AND cardinality(l.cases) = 1 AND l.page NOT IN {LISTS}
          AND EXISTS (SELECT 1 FROM cases_seat s
            WHERE s.id = ANY (l.seats) AND s.role NOT IN ('parent', 'child'))
        GROUP BY 1, 2, 3
    ), near_it AS (
        SELECT s.*, a.name, a.profession, a.unit, c.person_id,
            NOT EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.case_id = s.kase
                AND m.starts_at BETWEEN s.first - make_interval(days => near)
                    AND s.first + make_interval(days => near))
            AND NOT EXISTS (SELECT 1 FROM audit_deed d WHERE d."case" = s.kase
                AND d.at BETWEEN s.first - make_interval(days => near)
                    AND s.first + make_interval(days => near)) AS alone,
            EXISTS (SELECT 1 FROM people_relation r JOIN people_person p ON p.id = r.relative_id
                WHERE r.person_id = c.person_id AND p.account_id = s.account) AS relative,
            last_name(a.name) IN (
                SELECT last_name(p.family_name) FROM people_person p
                WHERE p.id = c.person_id OR p.id IN (
                    SELECT r.relative_id FROM people_relation r WHERE r.person_id = c.person_id)
            ) AS alike
        FROM seen s JOIN cases_case c ON c.id = s.kase JOIN asked a ON a.account_id = s.account
    )
    SELECT n.account, n.name::text, n.profession::text, n.unit::text,
        upper(left(n.kase::text, 8)), n.day, n.looks, n.first, n.night, n.alone, n.relative,
        n.alike AND NOT n.relative, coalesce(o.words, ''), coalesce(o.name, '')::text, o.at
    FROM near_it n LEFT JOIN LATERAL (
        SELECT w.words, b.name, w.at FROM oversight_lookanswer w
        JOIN organisation_account b ON b.id = w.by_id
        WHERE w.account_id = n.account AND w.day = n.day
          AND w.reference = upper(left(n.kase::text, 8))
        ORDER BY w.at DESC, w.id DESC LIMIT 1) AS o ON true
    WHERE n.night OR n.alone OR n.relative OR n.alike
    ORDER BY o.at IS NOT NULL, n.day DESC, n.name, n.account, n.kase LIMIT 200;
END $$;
"""
SILENT = """
DROP FUNCTION look_questions(date, date, text, int, int, int);
DROP FUNCTION last_name(text);
DROP FUNCTION may_ask_about(bigint);
"""

MINE = "may_ask_about(account_id)"


class Migration(migrations.Migration):

    dependencies = [
        ('oversight', '0003_the_officer_searches'),
        ('meetings', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LookAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=8)),
                ('day', models.DateField()),
                ('words', models.TextField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'day'], name='oversight_answers')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), ('reference__regex', '^[0-9A-F]{8}$')), name='oversight_look_answer_says_something'), models.CheckConstraint(condition=models.Q(('by', models.F('account')), _negated=True), name='oversight_nobody_answers_for_themselves')],
            },
        ),
        migrations.RunSQL(ASKED, SILENT),
        Protect(
            "oversight_lookanswer", using=MINE, check=f"{MINE} AND by_id = current_account()"
        ),
        AppendOnly("oversight_lookanswer"),
    ]
