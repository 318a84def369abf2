"""The same child is linked across the lists, a sample is drawn, six are chosen, and each one's story is laid out."""

from dataclasses import dataclass

import polars as pl

from joinedup.cases.actions import choose_tracked, draw_cohort_sample, replace_child
from joinedup.cases.enums import ReplacedFor
from joinedup.cases.models import Sample, TrackedChild
from joinedup.cases.queries import chronology_of, draw_of, handovers_of, proposed_tracked, timescales_of
from joinedup.linkage.models import LinkRun
from joinedup.rehearsal.cast import Cast
from joinedup.training.authored import ChildFacts


@dataclass(frozen=True)
class Story:
    """One tracked child with everything an inspector reads of it."""

    tracked: TrackedChild
    age: int
    chronology: pl.DataFrame
    timescales: pl.DataFrame
    handovers: pl.DataFrame

    def facts(self) -> ChildFacts:
        """Return the story as the authored templates read it."""
        return ChildFacts(
            code=self.tracked.code,
            age=self.age,
            events=self.chronology,
            timescales=self.timescales,
            handovers=self.handovers,
        )


def select_children(cast: Cast, inspection, run: LinkRun, seed: str) -> tuple[Sample, list[TrackedChild]]:
    """Draw the sample from the cohort and choose the tracked children from the shortlist, with the reasons the rule gives.

    One sampled child who is not to be tracked is replaced: made-up families, too, do not all agree.
    """
    sample = draw_cohort_sample(by=cast.lead, inspection=inspection, run=run, seed=seed)
    leads = [people[-1] for people in cast.inspectors.values()]
    proposed = proposed_tracked(sample)
    _replace_one(cast, sample, {child_id for child_id, _ in proposed})
    tracked = []
    for place, (child_id, why) in enumerate(proposed):
        pair = [leads[place % len(leads)], leads[(place + 1) % len(leads)]]
        tracked.append(
            choose_tracked(by=cast.lead, inspection=inspection, child_id=child_id, why=why, leads=list(dict.fromkeys(pair)))
        )
    return sample, tracked


def _replace_one(cast: Cast, sample: Sample, wanted: set[str]) -> None:
    """Replace the last child drawn who is not to be tracked; nobody where the whole cohort is in the sample."""
    free = [child for child in draw_of(sample).sampled if child not in wanted]
    if free and sample.size < sample.children:
        replace_child(by=cast.lead, inspection=sample.inspection, child_id=free[-1], kind=ReplacedFor.NO_CONSENT)


def read_stories(tracked: list[TrackedChild]) -> list[Story]:
    """Return the chronology, timescales and handovers of each tracked child."""
    return [
        Story(
            tracked=child,
            age=child.age,
            chronology=chronology_of(child),
            timescales=timescales_of(child),
            handovers=handovers_of(child),
        )
        for child in tracked
    ]
