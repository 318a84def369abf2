"""The job of judging a large cohort: thin, and harmless when done twice."""

import logging

from django_tasks import task

from joinedup.cases.times.actions import complete_judging, give_up_judging
from joinedup.cases.times.models import CohortJudged
from joinedup.people.models import Person

log = logging.getLogger(__name__)


class JudgingFailed(RuntimeError):
    """A cohort could not be judged; why stands in the server's log."""


@task()
def judge_in_background(kept_id: str, person_id: str) -> None:
    """Judge a cohort that was begun. Raises JudgingFailed; what a library says may quote a value, so it goes to the log alone."""
    kept = CohortJudged.objects.select_related("sample__inspection", "sample__chronologies").get(pk=kept_id)
    if judge(by=Person.objects.get(pk=person_id), kept=kept).finished_at is None:
        raise JudgingFailed(f"The cohort {kept_id} could not be judged. The reason is in the server's log.")


def judge(*, by: Person, kept: CohortJudged) -> CohortJudged:
    """Judge a cohort that was begun; where that fails, keep that it did. Why goes to the log alone."""
    try:
        return complete_judging(by=by, kept=kept)
    except Exception:
        log.exception("Judging the cohort %s failed.", kept.pk)
        return give_up_judging(by=by, kept=kept)
