"""An agency's own summary as lines of text, for a screen without pages."""

from collections.abc import Iterator, Sequence
from datetime import date

from joinedup.intake.core.own_summary import Count, OwnSummary, own_summary
from joinedup.intake.core.own_times import Times
from joinedup.intake.core.reading import Reading
from joinedup.method.framework import Framework


def summary_lines(readings: Sequence[Reading], framework: Framework, notified_on: date) -> Iterator[str]:
    """Yield what each list holds, then how long things took in all of them together, where that takes more than one list."""
    alone: set[str] = set()
    for reading in readings:
        told = own_summary([reading], framework, notified_on)
        alone |= {times.id for times in told.times}
        yield f"{reading.filename}: what {reading.list_id} says"
        yield from _lines(told)
    if len(readings) > 1:
        together = [times for times in own_summary(readings, framework, notified_on).times if times.id not in alone]
        if together:
            yield "What the lists say together"
            for times in together:
                yield from _times(times)


def _lines(told: OwnSummary) -> Iterator[str]:
    yield f"  {told.people:,} people"
    if told.kinds:
        yield f"  Events: {_counts(told.kinds)}"
    if told.ages:
        yield f"  Ages on the day of notification: {_counts(told.ages)}"
    if told.months:
        yield "  Events by month: " + ", ".join(f"{month.words} {month.events:,}" for month in told.months)
    for gap in told.columns_with_gaps:
        yield f"  “{gap.header}”: {gap.words}"
    for times in told.times:
        yield from _times(times)


def _times(times: Times) -> Iterator[str]:
    yield f"  {times.title}: {times.sentence}"
    for band in times.bands:
        still = f", {band.open:,} still open after so long" if band.open else ""
        yield f"    {band.words}: {band.finished:,}{still}"


def _counts(counts: Sequence[Count]) -> str:
    return ", ".join(f"{one.words} {one.number:,}" for one in counts)
