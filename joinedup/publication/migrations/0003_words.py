"""Give what was published before its theme and its words, as the public search reads them; both stand in the document itself."""

import json

from django.db import migrations


def texts(value):
    """Yield what is printed of a stored document: the values of these keys, wherever they stand."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and key in ('title', 'area', 'theme', 'legal_basis', 'text', 'label'):
                yield inner
            elif key not in ('framework', 'addressees', 'signatures'):
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def read_words(apps, schema_editor):
    Publication = apps.get_model('publication', 'Publication')
    PublishedText = apps.get_model('publication', 'PublishedText')
    for row in Publication.objects.all():
        document = json.loads(row.document)
        Publication.objects.filter(pk=row.pk).update(theme=document.get('theme', ''))
        words = ' '.join(' '.join(texts(document)).casefold().split())
        PublishedText.objects.get_or_create(publication=row, defaults={'words': words})


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0002_embargo'),
    ]

    operations = [
        migrations.RunPython(read_words, migrations.RunPython.noop),
    ]
