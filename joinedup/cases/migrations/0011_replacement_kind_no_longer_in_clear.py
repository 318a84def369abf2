# Apart from the sealing before it, so that PostgreSQL need not change a table it has just written to.

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_leads_later_lists_and_sealed_reasons'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='replacement',
            name='kind',
        ),
    ]
