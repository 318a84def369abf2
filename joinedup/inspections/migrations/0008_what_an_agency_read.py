"""What an agency had read of a meeting's record, and which of the team's follow-ups every agency there may read.

A view that was said already counts for what stood in the record then. No follow-up of the team's was marked for all.
"""

from django.db import migrations, models


def count_for_what_stood(apps, schema_editor) -> None:
    """Say of each view which point was the last when it was said."""
    view_of, point_of = apps.get_model("inspections", "TalkView"), apps.get_model("inspections", "TalkPoint")
    for view in view_of.objects.only("pk", "talk_id", "at"):
        stood = point_of.objects.filter(talk_id=view.talk_id, at__lte=view.at)
        last = stood.order_by("-number").values_list("number", flat=True).first()
        view_of.objects.filter(pk=view.pk).update(seen=last or 0)


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0007_contacts_and_setting_up"),
    ]

    operations = [
        migrations.AddField(
            model_name="followup",
            name="for_all",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="talkview",
            name="seen",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(count_for_what_stood, migrations.RunPython.noop, elidable=True),
    ]
