"""Reading the sampled children and their short forms. What reaches a person is read through `cases.sampled.actions`."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from joinedup.cases import queries as cases
from joinedup.cases.core.story import ChildStory, child_story
from joinedup.cases.core.versions import Version, standing
from joinedup.cases.models import CohortLater, Replacement, Sample, SampledChild, TrackedChild
from joinedup.cases.sampled.enums import FormState
from joinedup.cases.versions.queries import versions_of
from joinedup.inspections.models import Inspection
from joinedup.method.days import end_of
from joinedup.people.models import Person
from joinedup.records.artefacts import from_parquet
from joinedup.vault import files


@dataclass(frozen=True)
class Sampled:
    """One sampled child: its code, who looks at it, how far, and whether it is tracked as well or was replaced."""

    sample: Sample
    child_id: str
    code: str
    row: SampledChild | None = None
    tracked: TrackedChild | None = None
    replaced: bool = False

    @property
    def number(self) -> int:
        """Return the number in the child's code."""
        return int("".join(filter(str.isdigit, self.code)))

    @property
    def state(self) -> FormState:
        """Return how far the short form is."""
        return FormState(self.row.state) if self.row else FormState.NOT_BEGUN

    @property
    def looks(self) -> Person | None:
        """Return who looks at the child; nobody yet where null."""
        return self.row.looks if self.row else None


def sampled_children(sample: Sample) -> list[Sampled]:
    """Return every child ever sampled, in the order of their codes."""
    return list(_sampled(sample))


def sampled_child(sample: Sample, number: int) -> Sampled | None:
    """Return the sampled child of that number; none where there is no such child."""
    return next((child for child in _sampled(sample) if child.number == number), None)


def left_to_look_at(inspection: Inspection) -> list[Sampled]:
    """Return the sampled children whose short form is not done: neither replaced nor tracked in depth."""
    sample = cases.sample_of(inspection)
    if sample is None:
        return []
    return [one for one in _sampled(sample) if one.state != FormState.DONE and not one.replaced and one.tracked is None]


def form_of(child: Sampled) -> tuple[Version, ...]:
    """Return every version of a child's short form, the oldest first."""
    return versions_of(child.row.versions.select_related("by")) if child.row else ()


def to_join(inspection: Inspection) -> list[SampledChild]:
    """Return the children whose short form has several versions that wait to be joined; those of a child replaced stay apart."""
    replaced = Replacement.objects.filter(inspection=inspection).values("child_id")
    rows = SampledChild.objects.filter(inspection=inspection, state=FormState.BEGUN).exclude(child_id__in=replaced)
    begun = rows.prefetch_related("versions__by")
    return [row for row in begun if len(standing(versions_of(row.versions.all()))) > 1]


def sampled_story(child: Sampled, later: CohortLater | None = None) -> ChildStory:
    """Return a sampled child's story as the sample pinned it, or with lists brought in later.

    Read it for a person through `actions.open_sampled`.
    """
    inspection = child.sample.inspection
    as_drawn = later is None or child.child_id in later.as_drawn
    lines = cases.chronologies_under(child.sample) if later is None else from_parquet(files.read(later.chronologies))
    return child_story(
        child.code,
        lines.filter(pl.col("child_id") == child.child_id),
        inspection.framework,
        end_of(inspection.notified_on),
        coverage=cases.coverage_of(child.sample) if later is None or as_drawn else cases.coverage_with(later),
        agencies=cases.agency_names(inspection),
    )


def _sampled(sample: Sample) -> Iterator[Sampled]:
    rows = {row.child_id: row for row in SampledChild.objects.filter(sample=sample).select_related("looks", "inspection")}
    followed = {child.child_id: child for child in cases.tracked_children(sample.inspection)}
    replaced = set(sample.replacements.values_list("child_id", flat=True))
    for child_id, code in cases.sampled_codes(sample).items():
        yield Sampled(sample, child_id, code, rows.get(child_id), followed.get(child_id), child_id in replaced)
