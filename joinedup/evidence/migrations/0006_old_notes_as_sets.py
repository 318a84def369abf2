"""Bring notes written as chains into the new form: one criterion as a list, one parent as a list, one head, a place in the order.

Their words and hashes stay as they are: they verify in form 1.
"""

from collections import defaultdict

from django.db import migrations


def forward(apps, schema_editor):
    Note, NoteRevision, Arrival = (apps.get_model("evidence", name) for name in ("Note", "NoteRevision", "Arrival"))
    arrived = defaultdict(int)
    arrivals = []
    for revision in NoteRevision.objects.order_by("recorded_at", "pk").only("inspection", "criterion", "parent").iterator():
        parents = [str(revision.parent_id)] if revision.parent_id else []
        NoteRevision.objects.filter(pk=revision.pk).update(form=1, criteria=[revision.criterion], parents=parents)
        arrived[revision.inspection_id] += 1
        number = arrived[revision.inspection_id]
        arrivals.append(Arrival(inspection_id=revision.inspection_id, number=number, revision_id=revision.pk))
    Arrival.objects.bulk_create(arrivals, batch_size=500)
    for note in Note.objects.exclude(current=None).only("current").iterator():
        Note.objects.filter(pk=note.pk).update(heads=[str(note.current_id)])


class Migration(migrations.Migration):

    dependencies = [("evidence", "0005_notes_as_sets")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop, elidable=False)]
