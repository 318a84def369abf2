"""Reads of letters and their drafts."""

from uuid import UUID

from django.db.models import QuerySet

from joinedup.evidence.findings.models import FindingVersion
from joinedup.evidence.models import Finding
from joinedup.letter.core.version import DraftBox, DraftPassage
from joinedup.letter.models import Addressee, Box, Letter, Passage
from joinedup.letter.spans.queries import direct_notes, pinned_passages, worded_anew


def letter_of(inspection) -> Letter | None:
    """Return an inspection's letter, or none where it is not started."""
    return Letter.objects.filter(inspection=inspection).select_related("publication").first()


def passages_of(letter) -> QuerySet[Passage]:
    """Return the letter's passages in order, with the findings they rest on at hand."""
    return letter.passages.order_by("position").prefetch_related("findings")


def boxes_of(letter) -> QuerySet[Box]:
    """Return the letter's boxes in order."""
    return letter.boxes.order_by("position")


def findings_under(passage) -> QuerySet[Finding]:
    """Return the findings a passage rests on, by number."""
    return passage.findings.order_by("number")


def findings_used(letter) -> set[UUID]:
    """Return the findings the letter's passages rest on."""
    return set(letter.passages.exclude(findings=None).values_list("findings", flat=True))


def draft_passages(letter) -> list[DraftPassage]:
    """Return the letter's passages in order, each with the findings and notes it rests on."""
    rows = letter.passages.order_by("position").prefetch_related("findings__notes")
    direct = direct_notes(letter)
    return [_draft_passage(row, direct.get(str(row.id), set())) for row in rows]


def reworded_since(letter) -> list[tuple[str, int]]:
    """Return (id of a passage, number of a finding) where the finding has other words than when the passage was linked to it.

    A passage written before links were pinned to wordings is told by the time it was last saved.
    """
    pinned = pinned_passages(letter)
    anew = {
        one.finding_id: one.at
        for one in FindingVersion.objects.filter(inspection=letter.inspection, number__gt=1).order_by("number")
    }
    by_time = [
        (str(passage.id), finding.number)
        for passage in passages_of(letter)
        for finding in passage.findings.all()
        if passage.id not in pinned and finding.id in anew and anew[finding.id] > passage.written_at
    ]
    return [*worded_anew(letter), *by_time]


def stand_together(passage: Passage) -> list[Passage]:
    """Return the passages one stands among, in order: of its section (under its heading, where that has headings) or its box."""
    outline = {part.id: part for part in passage.letter.inspection.framework.letter}
    row = passage.letter.passages.filter(section=passage.section, box=passage.box_id).order_by("position")
    by_area = passage.section in outline and outline[passage.section].by_area
    return list(row.filter(heading=passage.heading) if by_area else row)


def draft_boxes(letter) -> list[DraftBox]:
    """Return the letter's boxes in order."""
    return [
        DraftBox(id=str(box.id), section=box.section, position=box.position, kind=box.kind, title=box.title)
        for box in letter.boxes.order_by("position")
    ]


def standing_signatures(letter) -> QuerySet:
    """Return the signatures that still stand."""
    return letter.signatures.filter(voided_at=None).select_related("inspectorate", "person").order_by("signed_at")


def inspectorates_to_sign(letter) -> list:
    """Return the inspectorates on the team whose signature still lacks, in the framework's order."""
    signed = set(standing_signatures(letter).values_list("inspectorate__code", flat=True))
    order = {inspectorate.id: place for place, inspectorate in enumerate(letter.inspection.framework.inspectorates)}
    taking_part = {member.inspectorate for member in letter.inspection.team.select_related("inspectorate")}
    lacking = [inspectorate for inspectorate in taking_part if inspectorate.code not in signed]
    return sorted(lacking, key=lambda inspectorate: order.get(inspectorate.code, len(order)))


def _draft_passage(row, direct: set[str]) -> DraftPassage:
    findings = sorted(row.findings.all(), key=lambda finding: finding.number)
    notes = sorted({str(note.id) for finding in findings for note in finding.notes.all()} | direct)
    directions = [finding.direction for finding in findings]
    return DraftPassage(
        id=str(row.id),
        section=row.section,
        heading=row.heading,
        position=row.position,
        direction=directions[0] if directions else "",
        text=row.text,
        sectors=tuple(sorted({sector for finding in findings for sector in finding.sectors})),
        box=str(row.box_id) if row.box_id else "",
        findings=tuple(str(finding.id) for finding in findings),
        notes=tuple(notes),
        criteria=tuple(sorted({finding.criterion for finding in findings})),
    )


def addressees_of(letter: Letter) -> list[Addressee]:
    """Return whom a letter goes to, in its order."""
    return list(letter.addressees.all())
