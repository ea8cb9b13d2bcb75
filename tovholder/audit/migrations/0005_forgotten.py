"""What was deleted from the trace, and who decided it."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_sealing'),
    ]

    operations = [
        migrations.CreateModel(
            name='Forgotten',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.TextField(help_text='look or deed')),
                ('month', models.DateField(help_text='The first day of it.')),
                ('rows', models.BigIntegerField()),
                ('decision', models.TextField(help_text='Who decided, and where that is written.')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['look', 'deed']), models.Q(('decision', ''), _negated=True)), name='audit_forgotten_by_decision')],
            },
        ),
    ]
