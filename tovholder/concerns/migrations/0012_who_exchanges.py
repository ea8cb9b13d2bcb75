"""Who works with a child, and may record that people talk about it without consent (S-44).

Whoever sits at its case by reason of work, or leads the team that a concern about it lies at. Not
those who read in an emergency or in supervision, and not the family.
"""

from django.db import migrations

WORKS_WITH = """
CREATE OR REPLACE FUNCTION works_with(person uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM my_seats() s WHERE s.person_id = $1
          AND s.role IN ('professional', 'authority')
    ) OR EXISTS (
        SELECT 1 FROM concerns_match m JOIN concerns_concern c ON c.id = m.concern_id
        WHERE m.person_id = $1 AND c.forum_id = ANY ((SELECT my_led_forums())::uuid[])
          AND m.number = (SELECT max(o.number) FROM concerns_match o
              WHERE o.concern_id = m.concern_id))
$$;
"""
NOBODY = """
CREATE OR REPLACE FUNCTION works_with(person uuid) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("concerns", "0011_notification_walls"),
        ("consent", "0007_by_whoever_works_with_the_child"),
        ("cases", "0023_inside_by_areas"),
    ]
    operations = [migrations.RunSQL(WORKS_WITH, NOBODY)]
