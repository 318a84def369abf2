"""Jobs of linkage: thin, and harmless when done twice."""

import logging

from django_tasks import task

from joinedup.linkage.actions import complete_link
from joinedup.linkage.models import LinkRun
from joinedup.people.models import Person

log = logging.getLogger(__name__)


class LinkRunFailed(RuntimeError):
    """A run could not be finished; why stands in the server's log."""


@task()
def link_in_background(run_id: str, person_id: str) -> None:
    """Do the work of a run that was started. Raises LinkRunFailed.

    The queue keeps what a job raises, words and all, in clear and for long. A library's error may quote a name, so it is logged
    (where such words are left out) and goes no further.
    """
    run = LinkRun.objects.select_related("inspection").get(pk=run_id)
    try:
        complete_link(by=Person.objects.get(pk=person_id), run=run)
    except Exception:
        log.exception("Link run %s failed.", run_id)
        raise LinkRunFailed(f"Link run {run_id} could not be finished. The reason is in the server's log.") from None
