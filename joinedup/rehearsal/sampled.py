"""Some of the sampled children are looked at: one form is done, one begun, one only taken; the rest wait."""

import polars as pl

from joinedup.cases.models import Sample, SampledChild
from joinedup.cases.queries import chronologies_under
from joinedup.cases.sampled.actions import give_child, move_form, save_form, words_of
from joinedup.cases.sampled.queries import Sampled, sampled_children
from joinedup.inspections.models import Inspection
from joinedup.method.recording import short_form_of
from joinedup.rehearsal.cast import Cast


def look_at_sampled(cast: Cast, inspection: Inspection, sample: Sample) -> list[SampledChild]:
    """Let inspectors take three sampled children and fill in what the lists alone can show: that most of it cannot be told."""
    waiting = [child for child in sampled_children(sample) if child.tracked is None and not child.replaced]
    people = [people[-1] for people in cast.inspectors.values()]
    lines = chronologies_under(sample)
    looked = []
    for place, child in enumerate(waiting[:3]):
        person = people[place % len(people)]
        looked.append(give_child(by=person, child=child, to=person))
        if place < 2:
            save_form(by=person, child=child, said=_said(cast, inspection, child, lines, whole=place == 0))
        if place == 0:
            looked[-1] = move_form(by=person, child=child, to="done")
    return looked


def _said(cast: Cast, inspection: Inspection, child: Sampled, lines: pl.DataFrame, *, whole: bool) -> dict[str, str]:
    """Return answers that claim nothing: what was looked at, and that the lists alone do not tell."""
    agencies = lines.filter(pl.col("child_id") == child.child_id)["agency"].unique().sort()
    names = ", ".join(cast.agencies[key].name for key in agencies)
    said = {words_of("record"): f"The lists of {names}. The files have not been read yet."}
    choices = [question.id for question in short_form_of(inspection.framework) if question.choices]
    return said | dict.fromkeys(choices if whole else choices[:2], "cannot_tell")
