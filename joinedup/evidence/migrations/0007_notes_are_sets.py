import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("evidence", "0006_old_notes_as_sets")]

    operations = [
        migrations.RemoveField(model_name="noterevision", name="criterion"),
        migrations.RemoveField(model_name="noterevision", name="parent"),
        migrations.AlterField(
            model_name="noterevision",
            name="recorded_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
    ]
