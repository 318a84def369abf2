"""Reads of the cohort, the sample, the tracked children and their chronologies, as pinned when the sample was drawn."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db.models import QuerySet

from joinedup.cases.core.adding import with_added
from joinedup.cases.core.coverage import Coverage
from joinedup.cases.core.draw import SampleDraw, draw_sample, replace_child
from joinedup.cases.core.frame import sampled_codes as codes_of
from joinedup.cases.core.handovers import handovers
from joinedup.cases.core.shortlist import Listed, choose_tracked, shortlist
from joinedup.cases.core.story import ChildStory, child_story
from joinedup.cases.core.timescales import timescales
from joinedup.cases.enums import TrackedState
from joinedup.cases.later.enums import Later
from joinedup.cases.models import CohortLater, LaterDecision, Sample, TrackedChild, TrackedMove
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.intake.enums import ItemKind
from joinedup.intake.queries import submissions_of
from joinedup.method.days import end_of
from joinedup.people.models import Person
from joinedup.records.artefacts import from_parquet
from joinedup.vault import files


def sample_of(inspection: Inspection) -> Sample | None:
    """Return the inspection's sample; none before it is drawn."""
    return Sample.objects.filter(inspection=inspection).select_related("artefact", "chronologies", "inspection").first()


def tracked_children(inspection: Inspection) -> QuerySet[TrackedChild]:
    """Return the children tracked now, in the order of their codes."""
    return every_tracked_child(inspection).filter(state=TrackedState.TRACKED)


def tracked_seen_by(person: Person, inspection: Inspection) -> QuerySet[TrackedChild]:
    """Return an inspection's tracked children as far as a person may see them."""
    seen = TrackedChild.objects.visible_to(person).filter(inspection=inspection)
    return seen.select_related("inspection", "sample__chronologies")


def moves_of(tracked: TrackedChild) -> QuerySet[TrackedMove]:
    """Return each time a child was left out or taken in again, in the order it was, with who did it."""
    return TrackedMove.objects.filter(tracked=tracked).select_related("by").order_by("number")


def every_tracked_child(inspection: Inspection) -> QuerySet[TrackedChild]:
    """Return the children tracked and those left out, in the order of their codes, with who leads on each."""
    chosen = TrackedChild.objects.filter(inspection=inspection).select_related("inspection", "sample__chronologies", "chosen_by")
    return chosen.prefetch_related("leads").order_by("number")


def cohort_of(inspection: Inspection) -> pl.DataFrame | None:
    """Return the cohort frame (`core.cohort`) the sample was drawn from; none before the draw."""
    sample = sample_of(inspection)
    return None if sample is None else cohort_under(sample)


def cohort_under(sample: Sample) -> pl.DataFrame:
    """Return the cohort frame of a sample, with the record ids of each child (`records`) as pinned."""
    return from_parquet(files.read(sample.artefact))


def chronologies_under(sample: Sample) -> pl.DataFrame:
    """Return the chronologies of the whole cohort as they stood when the sample was drawn."""
    return from_parquet(files.read(sample.chronologies))


def draw_of(sample: Sample) -> SampleDraw:
    """Return the sample drawn again from the pinned cohort and seed by the rule it was drawn by, with every replacement since."""
    rule = sample.inspection.framework.selection
    drawn = draw_sample(cohort_under(sample), sample.seed, sample.size, rule.strata, sharing=sample.sharing)
    for entry in sample.replacements.select_related("decided_by"):
        drawn = replace_child(drawn, entry.child_id, entry.why, by=entry.decided_by.name)
    return drawn


def sampled_codes(sample: Sample) -> dict[str, str]:
    """Return child_id → "Sampled 7": every child ever sampled, in the order of the draw; those taken instead continue it."""
    return codes_of(draw_of(sample))


def shortlist_of(sample: Sample) -> tuple[Listed, ...]:
    """Return the shortlist for tracking: the children and the sentence why each is on it."""
    rule = sample.inspection.framework.selection
    lines = chronologies_under(sample)
    names = agency_names(sample.inspection)
    return shortlist(cohort_under(sample), lines, rule.shortlist_size, rule.shortlist_range, sample.seed, agencies=names)


def proposed_tracked(sample: Sample) -> list[tuple[str, str]]:
    """Return the usual number of children for range from the shortlist, each with its reason: where inspectors may start."""
    rule = sample.inspection.framework.selection
    frame, lines = cohort_under(sample), chronologies_under(sample)
    names = agency_names(sample.inspection)
    chosen = choose_tracked(shortlist_of(sample), frame, lines, rule.tracked, sample.seed, agencies=names)
    return [(child.child_id, child.why) for child in chosen]


def sample_outline(sample: Sample) -> dict[str, Any]:
    """Return the draw as plain values: everything needed to redo it, the shortlist, and the children tracked.

    `frame` is the cohort, [child_id, stratum] each, sorted by child_id.
    """
    drawn = draw_of(sample)
    told = drawn.as_json()
    told["cohort"] = sample.children
    told["frame"] = [[child.child_id, child.stratum] for child in sorted(drawn.order, key=lambda child: child.child_id)]
    told["shortlist"] = [{"child_id": child.child_id, "why": child.why} for child in shortlist_of(sample)]
    told["tracked"] = [
        {"code": child.code, "child_id": child.child_id, "why": child.why} for child in tracked_children(sample.inspection)
    ]
    return told


def chronology_of(tracked: TrackedChild) -> pl.DataFrame:
    """Return the child's chronology (`core.chronology.CHRONOLOGY`) as pinned: by the sample, or by the later run last let in."""
    ground = ground_of(tracked)
    if ground is not None:
        return from_parquet(files.read(ground.chronology))
    return first_chronology_of(tracked)


def first_chronology_of(tracked: TrackedChild) -> pl.DataFrame:
    """Return the child's chronology as the sample pinned it, whatever was let in since."""
    return chronologies_under(tracked.sample).filter(pl.col("child_id") == tracked.child_id)


def ground_of(tracked: TrackedChild) -> LaterDecision | None:
    """Return the decision that let in what a child stands on; none where it stands on the sample's."""
    moved = LaterDecision.objects.filter(tracked=tracked, decision__in=(Later.ACCEPTED, Later.TAKEN_BACK))
    last = moved.select_related("chronology", "again__chronology").order_by("-number").first()
    return last.again if last is not None and last.decision == Later.TAKEN_BACK else last


def timescales_of(tracked: TrackedChild) -> pl.DataFrame:
    """Return the child's timescales (`core.timescales.TIMESCALE`) up to the day of notification."""
    return timescales(tracked.inspection.framework, chronology_of(tracked), _as_of(tracked), coverage_under(tracked))


def handovers_of(tracked: TrackedChild) -> pl.DataFrame:
    """Return the child's handovers (`core.handovers.HANDOVER`) up to the day of notification."""
    return handovers(tracked.inspection.framework, chronology_of(tracked), _as_of(tracked), coverage_under(tracked))


def earlier_story_of(tracked: TrackedChild, ground: LaterDecision | None) -> ChildStory:
    """Return a child's story as its lists told it on an earlier ground: a decision that let a run in, or none for the sample.

    Events added by hand are no part of it: they came from no list.
    """
    lines = first_chronology_of(tracked) if ground is None else from_parquet(files.read(ground.chronology))
    return child_story(
        tracked.code,
        lines,
        tracked.inspection.framework,
        _as_of(tracked),
        coverage=_coverage(tracked.inspection, ground or tracked.sample),
        agencies=agency_names(tracked.inspection),
        why=tracked.why,
    )


def story_of(tracked: TrackedChild, added: pl.DataFrame | None = None) -> ChildStory:
    """Return everything told about one child, for its page; read it for a person through `actions.open_child`.

    `added`: lines (CHRONOLOGY) of events no list tells of, which a higher room knows.
    """
    return child_story(
        tracked.code,
        with_added(chronology_of(tracked), added),
        tracked.inspection.framework,
        _as_of(tracked),
        coverage=coverage_under(tracked),
        agencies=agency_names(tracked.inspection),
        why=tracked.why,
    )


def coverage_of(sample: Sample) -> Coverage:
    """Return what the lists received before the draw can show."""
    return _coverage(sample.inspection, sample)


def coverage_with(later: CohortLater) -> Coverage:
    """Return what the later lists brought in for a cohort can show."""
    return _coverage(later.inspection, later)


def coverage_under(tracked: TrackedChild) -> Coverage:
    """Return what the lists a child stands on can show: those of the sample, or of the later run last let in."""
    return _coverage(tracked.inspection, ground_of(tracked) or tracked.sample)


def _coverage(inspection: Inspection, ground: Sample | LaterDecision | CohortLater) -> Coverage:
    unshown = frozenset((list_id, kind) for list_id, kind in ground.unshown)
    return Coverage(inspection.framework, inspection.notified_on, frozenset(ground.received), unshown)


def lists_received(inspection: Inspection, submissions: Sequence[str] | None = None) -> list[str]:
    """Return the ids of the lists every agency asked has sent: with the ids of `submissions`, those among them alone."""
    asked = inspection.requests.filter(kind=ItemKind.LIST)
    had = asked.filter(submissions__in=submissions_of(inspection, submissions).values("pk"))
    outstanding = asked.exclude(pk__in=had.values("pk")).values("item")
    return sorted(set(asked.exclude(item__in=outstanding).values_list("item", flat=True)))


def agency_names(inspection: Inspection) -> dict[str, str]:
    """Return the names of the agencies taking part by their keys."""
    return dict(agencies(inspection).values_list("key", "name"))


def _as_of(tracked: TrackedChild) -> Any:
    return end_of(tracked.inspection.notified_on)
