"""Giving the jobs of a dead worker back to the queue. Jobs are written so that doing them twice does no harm."""

from django.db import transaction
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

#: A job that was running each time a worker died is likely what kills it (too little memory, for one).
TRIES = 3


class WorkerDied(RuntimeError):
    """The worker died while it ran this job, as often as it was tried."""


@transaction.atomic
def requeue_jobs_of(owner: str) -> tuple[int, int]:
    """Put jobs left RUNNING by a dead worker of `owner` back in the queue; fail those tried three times.

    A worker's id begins with its owner's. Call only when none of the owner's workers lives. Returns (requeued, failed).
    """
    requeued = failed = 0
    for job in DBTaskResult.objects.select_for_update().filter(status=TaskResultStatus.RUNNING):
        if not (job.worker_ids and job.worker_ids[-1].startswith(owner)):
            continue
        if len(job.worker_ids) >= TRIES:
            job.set_failed(WorkerDied(f"The worker died {TRIES} times while it ran this job."))
            failed += 1
        else:
            job.status, job.started_at = TaskResultStatus.READY, None
            job.save(update_fields=["status", "started_at"])
            requeued += 1
    return requeued, failed
