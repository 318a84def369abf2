from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("improvement", "0001_written_statement"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="approval",
            name="improvement_one_standing_approval_a_sector",
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at", None)),
                fields=("statement", "agency"),
                name="improvement_one_standing_approval_an_agency",
            ),
        ),
    ]
