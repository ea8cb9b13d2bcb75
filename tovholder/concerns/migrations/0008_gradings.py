"""A colour stays at its case, is seen by those whose access covers concerns, and never changes."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tovholder.audit.rowsecurity import AppendOnly
from tovholder.cases.rowsecurity import ProtectCaseTable

SAME_CASE = """
ALTER TABLE concerns_gradingend ADD CONSTRAINT concerns_gradingend_same_case
    FOREIGN KEY (grading_id, case_id) REFERENCES concerns_grading (id, case_id);
"""
ANY_CASE = "ALTER TABLE concerns_gradingend DROP CONSTRAINT concerns_gradingend_same_case;"


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_seats_of_forums'),
        ('concerns', '0007_referrals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Grading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('ruler', models.CharField(max_length=80)),
                ('colour', models.CharField(choices=[('green', 'Green'), ('yellow', 'Yellow'), ('red', 'Red')], max_length=10)),
                ('reason', models.TextField()),
                ('ends_on', models.DateField()),
                ('told_on', models.DateField(blank=True, null=True)),
                ('told_how', models.TextField(blank=True)),
                ('not_told_because', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='GradingEnd',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('grading', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='end', to='concerns.grading')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='grading',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='concerns_grading_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='grading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('not_told_because', ''), ('told_on__isnull', False)), models.Q(('told_on__isnull', True), models.Q(('not_told_because', ''), _negated=True)), _connector='OR'), name='concerns_grading_parents_told_or_why_not'),
        ),
        migrations.AddConstraint(
            model_name='grading',
            constraint=models.UniqueConstraint(fields=('id', 'case'), name='concerns_grading_case'),
        ),
        migrations.RunSQL(SAME_CASE, ANY_CASE),
        ProtectCaseTable("concerns_grading", area="concern"),
        ProtectCaseTable("concerns_gradingend", area="concern"),
        AppendOnly("concerns_grading"),
        AppendOnly("concerns_gradingend"),
    ]
