"""The burden ledger as rows of a table, with the interviews that only the notes tell of."""

from collections import Counter

from joinedup.evidence.queries import notes_for_team
from joinedup.inspections.models import Inspection
from joinedup.intake.burden import Burden
from joinedup.web.components.words import hours, number
from joinedup.web.inspectorate.labels import Labels


def row(burden: Burden, about_children: int) -> list[str]:
    """Return one agency's line, with what was asked about single children; hours nobody stated are not nought."""
    counts = (burden.items, about_children, burden.questions, burden.reminders, burden.files, burden.rows)
    stated = f"{number(burden.stated)} of {number(burden.answers)}"
    return [burden.agency.name, *(number(count) for count in counts), hours(burden.hours), stated, number(burden.duplicates)]


def interviews(inspection: Inspection) -> list[list[str]]:
    """Return how many interviews the notes tell of, by the sector they were about, in the framework's order.

    A note is no interview: several come out of one. So one inspector, day, sector and kind of source that is an interview is one.
    """
    kinds = {source.id for source in inspection.framework.sources if source.interview}
    notes = (note.current for note in notes_for_team(inspection))
    talks = {(note.by_id, note.seen_on, note.source, note.sector) for note in notes if note.source in kinds}
    counted = Counter(sector for *_, sector in talks)
    labels = Labels(inspection.framework)
    return [[labels.sector(sector.id), number(counted[sector.id])] for sector in inspection.framework.sectors if counted[sector.id]]
