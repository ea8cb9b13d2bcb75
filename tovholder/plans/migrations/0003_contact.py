from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_walls")]
    operations = [
        migrations.AddField(
            model_name="task", name="contact", field=models.BooleanField(default=False)
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(contact=False) | models.Q(wish=False),
                name="plans_contact_has_said_yes",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(contact=True), fields=["case"], name="plans_contact_of_case"
            ),
        ),
    ]
