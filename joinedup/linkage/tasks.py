"""Jobs of linkage: thin, and harmless when done twice."""

from django_tasks import task

from joinedup.linkage.actions import complete_link
from joinedup.linkage.models import LinkRun
from joinedup.people.models import Person


@task()
def link_in_background(run_id: str, person_id: str) -> None:
    """Do the work of a run that was started."""
    run = LinkRun.objects.select_related("inspection").get(pk=run_id)
    complete_link(by=Person.objects.get(pk=person_id), run=run)
