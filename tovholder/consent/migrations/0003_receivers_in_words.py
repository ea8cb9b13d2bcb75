"""A consent may name several receivers: their names fill more than a line."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_walls")]
    operations = [
        migrations.AlterField(
            model_name="consent",
            name="receiver",
            field=models.TextField(help_text="Who may know, in words."),
        ),
    ]
