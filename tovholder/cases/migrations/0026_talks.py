"""Talking about a child without consent, asked for at its case (S-44)."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0024_whereabouts'),
        ('people', '0005_offices_are_held_at_work'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=250)),
                ('number', models.PositiveSmallIntegerField(help_text='Which time it is, as it was counted.')),
                ('kind', models.CharField(help_text='The rule it rests on.', max_length=80)),
                ('why_not_anonymous', models.TextField()),
                ('why_not_with_parents', models.TextField()),
                ('why_not_consent', models.TextField()),
                ('necessary', models.TextField(help_text='Why it is necessary, in words the family may read.')),
                ('reason', models.TextField(blank=True, help_text='Why once more.')),
                ('parties', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                ('meets_on', models.DateField()),
                ('ends', models.DateTimeField(help_text='When the door shuts.')),
                ('untold_because', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='TalkNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('talk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='cases.talk')),
            ],
        ),
        migrations.CreateModel(
            name='TalkParty',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('profession', models.CharField(max_length=60)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('talk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taking_part', to='cases.talk')),
            ],
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.UniqueConstraint(fields=('person', 'number'), name='cases_talk_in_turn'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('why_not_anonymous', ''), _negated=True), models.Q(('why_not_with_parents', ''), _negated=True), models.Q(('why_not_consent', ''), _negated=True), models.Q(('necessary', ''), _negated=True), ('parties__len__gt', 0)), name='cases_talk_explained'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='cases_talk_twice_says_why'),
        ),
        migrations.AddConstraint(
            model_name='talknote',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='cases_talk_note_says'),
        ),
        migrations.AddConstraint(
            model_name='talkparty',
            constraint=models.UniqueConstraint(fields=('talk', 'account'), name='cases_talk_party_once'),
        ),
    ]
