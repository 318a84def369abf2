"""The same child across agencies: the latest link run, how sure it is, and who knew these children."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.linkage import actions, queries, rules
from joinedup.linkage.core.who_knew import reach, together
from joinedup.linkage.enums import RunState
from joinedup.linkage.models import LinkRun
from joinedup.linkage.not_known.queries import questions_of
from joinedup.linkage.not_known.rules import can_ask_about
from joinedup.linkage.tasks import link_in_background
from joinedup.web.components.knew import Line, in_words, picture
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.known import BY, SCOPES, Known


@team_page
def children(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show the latest run and who knew the children: of the cohort or every child, by sector or by agency."""
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
        may_link=rules.can_link(request.user, inspection),
        any_list=rules.any_list(inspection),
        **(_who_knew(request, inspection, run) if run else {}),
    )


@require_POST
@team_page
def link(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Start a link run; the worker does it, and the page shows how far it is."""
    run = actions.start_link(by=request.user, inspection=inspection)
    transaction.on_commit(partial(link_in_background.enqueue, str(run.pk), str(request.user.pk)))
    messages.success(request, "The lists are being linked. You may close this page: the run goes on without it.")
    return redirect("inspectorate:children", inspection.pk)


def _who_knew(request: HttpRequest, inspection: Inspection, run: LinkRun) -> dict[str, object]:
    by = request.GET.get("by") if request.GET.get("by") in BY else "sector"
    known = Known(inspection, run, str(by))
    scope = _scope(request, known)
    of_scope = known.of(scope)
    sets = known.sets(of_scope)
    found = together(sets)
    return {
        "known": known,
        "scope": scope,
        "picture": picture(found, known.places),
        "ways": [(one, in_words(one, known.places), _list_of(inspection, scope, str(by), one.key)) for one in found],
        "reaches": [
            (known.places[one.place], one, _asking(request, inspection, known, scope, one.place))
            for one in reach(sets, known.places)
        ],
        "here": partial(_here, inspection),
        "href": lambda line: _line_href(inspection, scope, str(by), line),
        "scopes": [(key, SCOPES[key]) for key in known.scopes],
        "bys": list(BY.items()),
        "questions": questions_of(inspection).count(),
    }


def _scope(request: HttpRequest, known: Known) -> str:
    """Return the scope asked for, or the cohort where there is one, of those that hold a child."""
    asked = request.GET.get("of", "")
    if asked in known.scopes:
        return asked
    return "cohort" if "cohort" in known.scopes else "everybody"


def _here(inspection: Inspection, of: str, by: str) -> str:
    return f"{reverse('inspectorate:children', args=[inspection.pk])}?{urlencode({'of': of, 'by': by})}"


def _line_href(inspection: Inspection, scope: str, by: str, line: Line) -> str:
    return _list_of(inspection, scope, by, line.key)


def _list_of(inspection: Inspection, scope: str, by: str, key: str) -> str:
    return f"{reverse('inspectorate:known', args=[inspection.pk])}?{urlencode({'of': scope, 'by': by, 'set': key})}"


def _asking(request: HttpRequest, inspection: Inspection, known: Known, scope: str, place: str) -> str:
    """Return the address to ask an agency about the children of a scope it has no record of; "" where that is not offered."""
    agency = known.agencies.get(place) if known.by == "agency" else None
    if agency is None or scope == "everybody" or not can_ask_about(request.user, inspection):
        return ""
    return f"{reverse('inspectorate:not-known-ask', args=[inspection.pk, agency.pk])}?{urlencode({'of': scope})}"
