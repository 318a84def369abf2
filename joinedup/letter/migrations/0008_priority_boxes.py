from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letter", "0007_corrections"),
    ]

    operations = [
        migrations.AlterField(
            model_name="box",
            name="kind",
            field=models.CharField(
                choices=[
                    ("effective_practice", "Effective practice"),
                    ("improvement", "Area for improvement"),
                    ("priority_action", "Area for priority action"),
                ],
                max_length=20,
            ),
        ),
    ]
