"""Doubtful pairs: two records that may be one person. A person of the team says which, and why."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from joinedup.cases.queries import agency_names
from joinedup.inspections.models import Inspection
from joinedup.linkage import actions, rules
from joinedup.linkage.models import LinkRun
from joinedup.linkage.pairs import ReviewPair, agencies_by_record, pairs_to_decide, said_of
from joinedup.linkage.queries import latest_run
from joinedup.web.components import forms as components
from joinedup.web.components.words import count
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.forms import DecideForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.pair_in_words import likely, side_by_side, why

#: Pairs listed at once: those further down would change little, and come up as those above are decided.
SHOWN = 100


@team_page
def pairs(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the doubtful pairs, those first that would change most, with what was said of them."""
    run = latest_run(inspection)
    found = pairs_to_decide(run) if run else []
    waiting, decided = _parted(found)
    rows = _rows(inspection, run, [*waiting[:SHOWN], *decided]) if run else {}
    return show(
        request,
        "pairs.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection)[:1],
        run=run,
        progress=_progress(found),
        waiting=[rows[pair.id] for pair in waiting[:SHOWN]],
        decided=[[*rows[pair.id], pair.decision.label if pair.decision else ""] for pair in decided],
        further=max(0, len(waiting) - SHOWN),
    )


@team_page
def pair(request: HttpRequest, inspection: Inspection, pair_id: str) -> HttpResponse:
    """Show one doubtful pair side by side, and take the decision about it."""
    run = latest_run(inspection)
    listed = pairs_to_decide(run) if run else []
    found = next((each for each in listed if each.id == pair_id), None)
    if run is None or found is None:
        raise Http404
    form = DecideForm(components.posted(request))
    if form.is_bound:
        rules.check_can_decide(request.user, run)
    if form.is_valid():
        actions.decide(by=request.user, run=run, pair=found.record_ids, **form.cleaned_data)
        return _to_next(request, inspection, run)
    records = actions.open_pair(by=request.user, run=run, pair=found)
    names = agency_names(inspection)
    return show(
        request,
        "pair.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        agencies=[names.get(record["agency"], record["agency"]) for record in records],
        lines=side_by_side(*records),
        why=why(found.reason),
        likely=likely(found.probability),
        joins=_joins(found),
        said=said_of(request.user, found, run),
        progress=_progress(listed),
        may_decide=rules.can_decide(request.user, run),
    )


def _to_next(request: HttpRequest, inspection: Inspection, run: LinkRun) -> HttpResponse:
    """Say how far the work is, and lead on to the pair that would change most of those left."""
    found = pairs_to_decide(run)
    messages.success(request, f"Your decision is kept. {_progress(found)} The next link run keeps to it.")
    waiting, _ = _parted(found)
    if waiting:
        return redirect("inspectorate:pair", inspection.pk, waiting[0].id)
    return redirect("inspectorate:pairs", inspection.pk)


def _parted(found: list[ReviewPair]) -> tuple[list[ReviewPair], list[ReviewPair]]:
    """Return the pairs nobody decided yet, and the others."""
    return [pair for pair in found if pair.decision is None], [pair for pair in found if pair.decision is not None]


def _progress(found: list[ReviewPair]) -> str:
    return f"{len(_parted(found)[1])} of {len(found)} decided."


def _rows(inspection: Inspection, run: LinkRun, listed: list[ReviewPair]) -> dict[str, list[object]]:
    """Return each pair as a line of the list: its two agencies, why it is doubtful, what it would join; nothing of a child."""
    names, origin = agency_names(inspection), agencies_by_record(run, listed)
    return {
        pair.id: [
            {
                "text": f"{number}. {' and '.join(names.get(origin[end], origin[end]) for end in pair.record_ids)}",
                "href": reverse("inspectorate:pair", args=[inspection.pk, pair.id]),
            },
            why(pair.reason),
            pair.would_join,
        ]
        for number, pair in enumerate(listed, 1)
    }


def _joins(pair: ReviewPair) -> str:
    if not pair.would_join:
        return "Saying that they are one person joins nothing more; saying that they are two may part them."
    return f"Saying that they are one person brings together {count(pair.would_join, 'pair')} of records."


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    here = [inspection.pk]
    return (
        ("Who knew these children", reverse("inspectorate:children", args=here)),
        ("Doubtful pairs", reverse("inspectorate:pairs", args=here)),
    )
