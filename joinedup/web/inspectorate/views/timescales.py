"""Timescales over the cohort: how often in time, how long it took, and out of how many. Prompts, not findings."""

from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from joinedup.cases import queries as cases
from joinedup.cases.later.queries import brought_in
from joinedup.cases.models import CohortLater, Sample
from joinedup.cases.times.actions import begin_judging, open_cohort_times
from joinedup.cases.times.models import CohortJudged
from joinedup.cases.times.queries import FAILED, at_once, judged_under
from joinedup.cases.times.tasks import judge, judge_in_background
from joinedup.inspections.models import Inspection
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.lists_chosen import chosen_lists
from joinedup.web.inspectorate.times_in_words import HANDED, HELD, LIMITED, rule_part

STEPS = {
    "": "waiting to begin",
    "timescales": "timescales, the first of three steps",
    "handovers": "handovers, the second of three steps",
    "taking_part": "who took part, the last of three steps",
}


@team_page
def timescales(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show the cohort's timescales, or those of the children sampled; where much is to be counted, how far that is."""
    sample = cases.sample_of(inspection)
    if sample is None:
        return show(request, "timescales.html", inspection, child_level=True)
    brought = brought_in(sample)
    later = chosen_lists(request, brought)
    kept = judged_under(sample, later)
    if kept is None or (request.method == "POST" and kept.step == FAILED):
        kept = _begun(request, sample, later)
    if request.method == "POST":
        return redirect(request.get_full_path())
    if kept.step == FAILED and kept.finished_at is None:
        return show(request, "timescales.html", inspection, child_level=True, sample=sample, failed=True)
    if kept.finished_at is None:
        return show(request, "timescales.html", inspection, child_level=True, sample=sample, step=STEPS[kept.step])
    sampled = request.GET.get("of") == "sampled"
    lists = {"sample": sample, "brought": brought, "later": later}
    told = _told(request, kept, sampled)
    return show(request, "timescales.html", inspection, child_level=True, sampled=sampled, **lists, **told)


def _begun(request: HttpRequest, sample: Sample, later: CohortLater | None) -> CohortJudged:
    """Judge the cohort now where that is quick, else begin the job that does."""
    kept = begin_judging(by=request.user, sample=sample, later=later)
    if at_once(later or sample):
        return judge(by=request.user, kept=kept)
    transaction.on_commit(partial(judge_in_background.enqueue, str(kept.pk), str(request.user.pk)))
    return kept


def _told(request: HttpRequest, kept: CohortJudged, sampled: bool) -> dict[str, Any]:
    inspection = kept.sample.inspection
    times = open_cohort_times(by=request.user, kept=kept, sampled=sampled)
    tracked = {child.child_id: child for child in cases.tracked_children(inspection)}
    parts = {
        "limits": [rule_part(one, LIMITED, inspection, tracked) for one in times.timescales],
        "handovers": [rule_part(one, HANDED, inspection, tracked) for one in times.handovers],
        "taking_part": [rule_part(one, HELD, inspection, tracked) for one in times.taking_part],
    }
    return {"children": times.cohort, **parts}
