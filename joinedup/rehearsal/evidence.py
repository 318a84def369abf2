"""Inspectors write down what the authored templates find true of the tracked children, and conclude from it."""

from datetime import date

from joinedup.cases.models import TrackedChild
from joinedup.evidence.actions import write_note
from joinedup.evidence.findings.actions import make_finding
from joinedup.evidence.models import Finding, Note
from joinedup.method.framework import Framework
from joinedup.people.models import Person
from joinedup.rehearsal.cast import Cast
from joinedup.training.authored import AuthoredFinding, AuthoredNote


def write_notes(cast: Cast, inspection, authored: list[AuthoredNote], children: dict[str, TrackedChild]) -> dict[str, list[Note]]:
    """Write every authored note as an inspector of the inspectorate that assesses its sector; return them by template.

    `children` maps the code a note speaks of (“Child 4”) to the tracked child.
    """
    days = _fieldwork_days(inspection)
    written: dict[str, list[Note]] = {}
    for place, entry in enumerate(authored):
        author = _author(cast, inspection.framework, entry.sector, place)
        note = write_note(
            by=author,
            inspection=inspection,
            source=entry.source,
            sector=entry.sector,
            criteria=[entry.criterion],
            direction=entry.direction,
            text=entry.text,
            seen_on=days[place % len(days)],
            tracked=children[entry.code] if entry.code else None,
        )
        written.setdefault(entry.template, []).append(note)
    return written


def make_findings(cast: Cast, inspection, authored: list[AuthoredFinding], notes: dict[str, list[Note]]) -> dict[str, Finding]:
    """Make each authored finding on the notes it rests on; return them by template."""
    return {entry.template: _make_one(cast, inspection, entry, notes) for entry in authored}


def _make_one(cast: Cast, inspection, entry: AuthoredFinding, notes: dict[str, list[Note]]) -> Finding:
    return make_finding(
        by=cast.lead,
        inspection=inspection,
        criterion=entry.criterion,
        direction=entry.direction,
        sectors=entry.sectors,
        text=entry.prose,
        notes=[note for template in entry.rests_on for note in notes.get(template, [])],
        known_to_leaders=entry.known_to_leaders,
        acted_during=entry.acted_during,
    )


def _author(cast: Cast, framework: Framework, sector: str, place: int) -> Person:
    """Return an inspector of the inspectorate that assesses the sector, in turn; the lead's where none does."""
    assessing = [entry.id for entry in framework.inspectorates if sector in entry.sectors]
    lead = [entry.id for entry in framework.inspectorates if entry.lead]
    people = cast.inspectors[(assessing or lead)[0]]
    return people[place % len(people)]


def _fieldwork_days(inspection) -> list[date]:
    """Return the days on which notes were made: the fieldwork week's, from the inspection's own calendar."""
    first, last = inspection.fieldwork_from, inspection.fieldwork_to
    return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]
