"""What stands beside the page a passage is written on: the findings its section draws on, each with the notes beneath it."""

from collections.abc import Iterable
from dataclasses import dataclass

from joinedup.evidence import queries as evidence
from joinedup.evidence.actions import open_notes
from joinedup.evidence.enums import FindingDirection
from joinedup.evidence.models import Finding, Note
from joinedup.letter import queries
from joinedup.letter.core.phrasing import Said, draft_of
from joinedup.letter.locks.queries import holds_of
from joinedup.letter.models import Letter, SectionHold
from joinedup.method.framework import Framework, LetterSection
from joinedup.people.models import Person
from joinedup.web.inspectorate.labels import section_name

#: Kinds of section whose passages are written one by one.
WRITTEN = ("bullets", "prose")


@dataclass(frozen=True)
class Beside:
    """A finding beside the page: the notes under it the reader may read, how many rest for other eyes, whether it is in use."""

    finding: Finding
    notes: list[Note]
    hidden: int
    used: bool


@dataclass(frozen=True)
class SectionLine:
    """A section of the letter as a list of them tells it: how many passages it holds, and who writes it just now."""

    id: str
    name: str
    passages: int
    hold: SectionHold | None


def outline_of(letter: Letter) -> list[SectionLine]:
    """Return the sections of the letter that are written, in print order."""
    holds, rows = holds_of(letter), [row.section for row in queries.passages_of(letter)]
    return [
        SectionLine(part.id, section_name(part), rows.count(part.id), holds.get(part.id))
        for part in letter.inspection.framework.letter
        if part.kind in WRITTEN
    ]


def section_of(framework: Framework, section: str) -> LetterSection | None:
    """Return a section of the outline that is written passage by passage, or none."""
    return next((part for part in framework.letter if part.id == section and part.kind in WRITTEN), None)


def beside(person: Person, letter: Letter, outline: LetterSection | None) -> tuple[list[Beside], list[Beside]]:
    """Return the findings the section draws on and all others, each with its notes; that the notes were read is logged.

    Without a section every finding is in the first list.
    """
    findings = list(evidence.findings_of(letter.inspection))
    notes = {note.pk: note for finding in findings for note in finding.notes.all()}
    rows = evidence.notes_of(letter.inspection).filter(pk__in=list(notes))
    seen = {note.pk: note for note in open_notes(by=person, inspection=letter.inspection, notes=rows, through=letter)}
    used = queries.findings_used(letter)
    lines = [_line(finding, seen, used) for finding in findings]
    drawn = [line for line in lines if _drawn(letter.inspection.framework, outline, line.finding)]
    return drawn, [line for line in lines if line not in drawn]


def proposed(framework: Framework, outline: LetterSection, findings: Iterable[Finding]) -> str:
    """Return words to start from, made of findings and nothing else, in the phrasing of the framework's letters."""
    said = [Said(row.text, row.direction != FindingDirection.STRENGTH, row.known_to_leaders, row.acted_during) for row in findings]
    phrases = any(part.brief and part.title for part in framework.letter)  # the headline findings came with the phrases
    return draft_of(said, bullets=outline.kind == "bullets", phrases=phrases)


def _line(finding: Finding, seen: dict[object, Note], used: set[object]) -> Beside:
    beneath = list(finding.notes.all())
    read = [seen[note.pk] for note in beneath if note.pk in seen]
    return Beside(finding, read, len(beneath) - len(read), finding.pk in used)


def _drawn(framework: Framework, outline: LetterSection | None, finding: Finding) -> bool:
    if outline is None:
        return True
    areas = {criterion.id: criterion.area for criterion in framework.criteria}
    return finding.direction in outline.directions and (not outline.areas or areas.get(finding.criterion) in outline.areas)
