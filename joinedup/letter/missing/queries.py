"""Gathers what a letter leaves out from the inspection's findings, agencies and urgent concerns."""

from collections.abc import Collection
from uuid import UUID

from joinedup.cases.concerns.enums import ConcernState
from joinedup.cases.models import Concern
from joinedup.evidence.enums import FindingDirection
from joinedup.evidence.feedback.queries import ever_fed_back
from joinedup.evidence.models import Note
from joinedup.evidence.queries import findings_of
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.letter.core.gaps import Gap
from joinedup.letter.core.missing import Body, Standing, unreflected, unspoken, unused
from joinedup.letter.core.version import DraftPassage
from joinedup.letter.models import Letter


def gaps_of(letter: Letter, passages: Collection[DraftPassage]) -> list[Gap]:
    """Return what the letter leaves out, for its writers to look at."""
    inspection = letter.inspection
    bodies = [Body(agency.key, agency.sector, agency.name) for agency in agencies(inspection)]
    return [
        *unused(standings(inspection), passages),
        *unspoken(bodies, passages, _named(letter)),
        *unreflected(concerns_left_out(inspection, passages)),
    ]


def standings(inspection: Inspection) -> list[Standing]:
    """Return how each finding of an inspection stands, by number."""
    told = set(ever_fed_back(inspection))
    rows = findings_of(inspection).prefetch_related("notes__inspectorate")
    return [
        Standing(
            id=str(finding.pk),
            number=finding.number,
            notes=len(notes := list(finding.notes.all())),
            sources=len({note.current.source for note in notes if note.current}),
            inspectorates=len({note.inspectorate_id for note in notes}),
            priority=finding.direction == FindingDirection.PRIORITY,
            fed_back=finding.pk in told,
        )
        for finding in rows
    ]


def concerns_left_out(inspection: Inspection, passages: Collection[DraftPassage]) -> list[int]:
    """Return the numbers of urgent concerns about children none of whose notes a passage rests on, closed ones too.

    Only concerns the whole team may know of: of one about somebody at work not even its number is told here.
    """
    concerns = Concern.objects.filter(inspection=inspection, about_staff=False, tracked__isnull=False)
    rows = concerns.exclude(state=ConcernState.WITHDRAWN).order_by("number").values_list("number", "tracked")
    used = {UUID(note) for passage in passages for note in passage.notes}
    children = set(Note.objects.filter(pk__in=used).values_list("current__tracked", flat=True))
    return [number for number, tracked in rows if tracked not in children]


def _named(letter: Letter) -> set[str]:
    return set(letter.passages.exclude(findings__agencies=None).values_list("findings__agencies__key", flat=True))
