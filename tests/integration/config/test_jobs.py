"""Jobs of a dead worker."""

import uuid

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from joinedup.config.jobs import requeue_jobs_of

pytestmark = pytest.mark.django_db


def job(status: str, *worker_ids: str) -> DBTaskResult:
    return DBTaskResult.objects.create(
        id=uuid.uuid4(),
        status=status,
        started_at=timezone.now(),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.nothing",
        backend_name="default",
        run_after=get_date_max(),
        worker_ids=list(worker_ids),
    )


def test_only_the_dead_workers_running_jobs_go_back():
    ours, theirs, done = job("RUNNING", "aa-1"), job("RUNNING", "bb-1"), job("SUCCESSFUL", "aa-1")
    assert requeue_jobs_of("aa") == (1, 0)
    for row, status in ((ours, "READY"), (theirs, "RUNNING"), (done, "SUCCESSFUL")):
        row.refresh_from_db()
        assert row.status == status
    assert ours in DBTaskResult.objects.ready()


def test_a_job_that_killed_three_workers_is_not_tried_again():
    row = job("RUNNING", "aa-1", "aa-2", "aa-3")
    assert requeue_jobs_of("aa") == (0, 1)
    row.refresh_from_db()
    assert row.status == "FAILED"
    assert "The worker died 3 times" in row.traceback
