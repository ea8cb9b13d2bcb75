"""A name set after the meeting is a member's own, under the agreement that stands (S-53)."""

from django.db import migrations

from tovholder.audit.rowsecurity import AppendOnly, Protect
from tovholder.gatherings.rowsecurity import REACHED
from tovholder.meetings.table import walls

WITHIN = (("signature", "agreement", "gatherings_agreement"),)
MINE = """by_id = current_account()
    AND EXISTS (SELECT FROM organisation_membership p
        WHERE p.forum_id = gatherings_signature.forum_id AND p.account_id = current_account()
        AND p.ends IS NULL)
    AND EXISTS (SELECT FROM gatherings_agreement a
        WHERE a.id = agreement_id AND a.in_force_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM gatherings_agreement later
            WHERE later.forum_id = a.forum_id AND later.number > a.number))"""


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0015_signatures")]
    operations = [
        migrations.RunSQL(*walls.same_owner("gatherings", "forum", WITHIN)),
        Protect("gatherings_signature", using=REACHED, check=f"{REACHED} AND {MINE}"),
        AppendOnly("gatherings_signature"),
    ]
