"""The tracking record laid out for its page: sections, the sectors under them, who assesses each."""

from collections.abc import Sequence
from dataclasses import dataclass

from joinedup.cases.tracking.queries import Written
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.method.framework import RecordSection
from joinedup.method.recording import RecordPart
from joinedup.web.inspectorate.labels import Labels

#: The word in an address for a part that is the child's, not a sector's.
WHOLE = "child"


@dataclass(frozen=True)
class Row:
    """One part as the page shows it: the sector's name and who assesses it ("" for the child's own part)."""

    written: Written
    name: str
    assessed_by: str

    @property
    def word(self) -> str:
        """Return the sector's word in an address."""
        return self.written.part.sector or WHOLE


@dataclass(frozen=True)
class Section:
    """One section with its parts: those begun, and those nobody has begun."""

    section: RecordSection
    begun: tuple[Row, ...]
    not_begun: tuple[Row, ...]


def laid_out(inspection: Inspection, record: Sequence[Written]) -> list[Section]:
    """Return the record by sections; a sector none of whose agencies takes part is left out unless something is written."""
    there = set(agencies(inspection).values_list("sector", flat=True)) | {""}
    rows = [_row(inspection, one) for one in record if one.versions or one.part.sector in there]
    sections = list(dict.fromkeys(row.written.part.section for row in rows))
    return [
        Section(
            section,
            tuple(row for row in rows if row.written.part.section == section and row.written.versions),
            tuple(row for row in rows if row.written.part.section == section and not row.written.versions),
        )
        for section in sections
    ]


def heading_of(inspection: Inspection, part: RecordPart) -> str:
    """Return what a part is called: "Decisions, and by whom: Police"."""
    name = Labels(inspection.framework).sector(part.sector) if part.sector else ""
    return f"{part.section.title}: {name}" if name else part.section.title


def assessors_of(inspection: Inspection, sector: str) -> list[str]:
    """Return the inspectorates that assess a sector, as they are called for short."""
    return [one.names[-1].text for one in inspection.framework.inspectorates if sector in one.sectors]


def _row(inspection: Inspection, written: Written) -> Row:
    sector = written.part.sector
    name = Labels(inspection.framework).sector(sector) if sector else ""
    return Row(written, name, " and ".join(assessors_of(inspection, sector)))
