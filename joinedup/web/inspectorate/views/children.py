"""The same child across agencies: the latest link run, how sure it is, and who knew these children."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from joinedup.cases import queries as cases
from joinedup.inspections.models import Inspection
from joinedup.linkage import actions, queries, rules
from joinedup.linkage.enums import RunState
from joinedup.linkage.models import LinkRun
from joinedup.linkage.tasks import link_in_background
from joinedup.web.components.knew import picture
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels


@team_page
def children(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show the latest run and the picture of who knew the children of the cohort, or everyone on the lists before the draw."""
    runs = list(queries.runs_seen_by(request.user, inspection))
    run = queries.latest_run(inspection)
    return show(
        request,
        "children.html",
        inspection,
        child_level=True,
        run=run,
        running=next((row for row in runs if row.state == RunState.RUNNING), None),
        failed=runs[0] if runs and runs[0].state == RunState.FAILED else None,
        runs=runs,
        labels=Labels(inspection.framework),
        may_link=rules.can_link(request.user, inspection),
        any_list=rules.any_list(inspection),
        **(_pictures(inspection, run) if run else {}),
    )


@require_POST
@team_page
def link(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Start a link run; the worker does it, and the page shows how far it is."""
    run = actions.start_link(by=request.user, inspection=inspection)
    transaction.on_commit(partial(link_in_background.enqueue, str(run.pk), str(request.user.pk)))
    messages.success(request, "The lists are being linked. You may close this page: the run goes on without it.")
    return redirect("inspectorate:children", inspection.pk)


def _pictures(inspection: Inspection, run: LinkRun) -> dict[str, object]:
    knew, cohort = queries.who_knew_of(run), cases.cohort_of(inspection)
    of_cohort = knew.join(cohort.select("child_id"), on="child_id", how="semi") if cohort is not None else None
    return {"everyone": picture(knew), "cohort": picture(of_cohort) if of_cohort is not None else None}
