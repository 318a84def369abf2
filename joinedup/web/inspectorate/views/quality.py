"""How good the links of a run are: measured on pairs people checked, never on the model's own word."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from joinedup.cases.queries import agency_names
from joinedup.inspections.models import Inspection
from joinedup.linkage.enums import RunState
from joinedup.linkage.models import LinkRun
from joinedup.linkage.queries import latest_run, runs_seen_by
from joinedup.linkage.reviews.quality import Quality, quality_of
from joinedup.linkage.reviews.standing import second_share, standings_of
from joinedup.web.inspectorate import quality_in_words as words
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show


@team_page
def quality(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show how many links are right and how many were missed, what another threshold would do, and whose records stand alone."""
    runs = [run for run in runs_seen_by(request.user, inspection) if run.state == RunState.FINISHED]
    run = _asked(request, inspection, runs)
    found = quality_of(run, standings_of(inspection)) if run else None
    crumbs = (
        ("Who knew these children", reverse("inspectorate:children", args=[inspection.pk])),
        ("Doubtful pairs", reverse("inspectorate:pairs", args=[inspection.pk])),
    )
    shown = _shown(inspection, run, found) if run and found else {}
    return show(request, "quality.html", inspection, child_level=True, crumbs=crumbs, run=run, runs=runs, found=found, **shown)


def _asked(request: HttpRequest, inspection: Inspection, runs: list[LinkRun]) -> LinkRun | None:
    """Return the run asked for, else the latest. Raises Http404 for one that is not this inspection's."""
    if "run" not in request.GET:
        return latest_run(inspection)
    try:
        wanted = UUID(request.GET["run"])
    except ValueError:
        raise Http404 from None
    for run in runs:
        if run.pk == wanted:
            return run
    raise Http404


def _shown(inspection: Inspection, run: LinkRun, found: Quality) -> dict[str, object]:
    names = agency_names(inspection)
    return {
        "precision": words.estimate_in_words(found.precision),
        "recall": words.estimate_in_words(found.recall),
        "again": words.share_in_words(found.recapture.found_again) if found.recapture else words.NOT_KNOWN,
        "joined": words.bands(found.bands, "joined"),
        "doubtful": words.bands(found.bands, "review"),
        "thresholds": words.thresholds(found.thresholds, found.threshold),
        "groups": words.groups(found.groups, lambda key: names.get(key, key)),
        "agreement": words.agreement_table(found.agreement),
        "alike": words.share_in_words(found.agreement.alike),
        "kappa": words.kappa_in_words(found.agreement),
        "second_share": f"{100 * second_share(run.settings):g}",
    }
