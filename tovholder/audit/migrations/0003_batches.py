"""Batches of sealed rows, their signatures, and the order rows are sealed in."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_walls'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('number', models.BigIntegerField(help_text='1, 2, 3 …: none is left out.', primary_key=True, serialize=False)),
                ('after', models.BigIntegerField()),
                ('before', models.BigIntegerField()),
                ('looks', models.IntegerField()),
                ('deeds', models.IntegerField()),
                ('first_look', models.BigIntegerField(null=True)),
                ('last_look', models.BigIntegerField(null=True)),
                ('first_deed', models.BigIntegerField(null=True)),
                ('last_deed', models.BigIntegerField(null=True)),
                ('first_at', models.DateTimeField(null=True)),
                ('last_at', models.DateTimeField(null=True)),
                ('leaves', models.BinaryField(help_text='32 bytes for each row; they outlive the rows.')),
                ('root', models.BinaryField()),
                ('previous', models.BinaryField(help_text='The head before; 32 zeros before the first.')),
                ('head', models.BinaryField()),
                ('sealed_at', models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name='deed',
            index=models.Index(fields=['transaction', 'id'], name='audit_deed_in_order'),
        ),
        migrations.AddIndex(
            model_name='look',
            index=models.Index(fields=['transaction', 'id'], name='audit_look_in_order'),
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('batch', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='audit.batch')),
                ('key', models.BinaryField(help_text='The public half of the Ed25519 key: 32 bytes.')),
                ('signature', models.BinaryField(help_text='64 bytes.')),
                ('signed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('before__gte', models.F('after')), ('number__gt', 0)), name='audit_batch_goes_forward'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.UniqueConstraint(fields=('previous',), name='audit_batch_one_chain'),
        ),
    ]
