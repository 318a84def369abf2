"""Reads of the links between words and evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from joinedup.cases.consent.queries import set_aside
from joinedup.evidence.findings.queries import wording_hashes
from joinedup.evidence.models import Note
from joinedup.inspections.models import Inspection
from joinedup.letter.core.spans import Span
from joinedup.letter.models import Letter, Passage, PassageSpan, SpanRest


@dataclass(frozen=True)
class Link:
    """Some words of a passage and what they stand on. `anew` are the numbers of findings worded anew since it was laid."""

    row: PassageSpan
    words: str
    findings: tuple[Any, ...]
    notes: tuple[Note, ...]
    anew: tuple[int, ...]

    @property
    def broken(self) -> bool:
        """Whether its words are gone."""
        return self.row.broken


def spans_of(passage: Passage) -> QuerySet[PassageSpan]:
    """Return a passage's spans in the order of its words, with what each stands on."""
    return passage.spans.prefetch_related("rests__finding", "rests__note__current")


def spans_seen_in(letter: Letter) -> QuerySet[PassageSpan]:
    """Return every span of a letter's passages."""
    return PassageSpan.objects.filter(passage__letter=letter).select_related("passage__letter__inspection")


def plain(row: PassageSpan) -> Span:
    """Return a span as the core knows it."""
    return Span(str(row.pk), row.start, row.end, row.quote, row.whole, row.broken)


def plain_spans(letter: Letter) -> dict[str, list[Span]]:
    """Return the spans of a letter's passages, by passage."""
    found: dict[str, list[Span]] = {}
    for row in PassageSpan.objects.filter(passage__letter=letter):
        found.setdefault(str(row.passage_id), []).append(plain(row))
    return found


def spans_as_kept(passage: Passage) -> list[dict[str, Any]]:
    """Return a passage's links as its history keeps them: place, words, and every finding or note with its hash."""
    return [
        {
            "id": str(row.pk),
            "start": row.start,
            "end": row.end,
            "quote": row.quote,
            "whole": row.whole,
            "broken": row.broken,
            "rests": [
                {"finding": str(rest.finding_id or ""), "note": str(rest.note_id or ""), "hash": rest.hash}
                for rest in row.rests.all()
            ],
        }
        for row in passage.spans.prefetch_related("rests")
    ]


def links_of(passage: Passage) -> list[Link]:
    """Return a passage's links, each with its words, for a page. One without rows is a whole that rests on its findings."""
    now = wording_hashes(passage.inspection)
    return [_link(passage, row, now) for row in spans_of(passage)]


def rests_of(letter: Letter) -> list[SpanRest]:
    """Return every link of a letter that is not broken, with its finding or its note."""
    rows = SpanRest.objects.filter(span__passage__letter=letter, span__broken=False)
    return list(rows.select_related("span", "finding", "note__current").order_by("span__passage__position", "id"))


def pinned_passages(letter: Letter) -> set[UUID]:
    """Return the passages whose links are pinned to wordings: all but those written before links were."""
    return set(PassageSpan.objects.filter(passage__letter=letter).values_list("passage", flat=True))


def worded_anew(letter: Letter) -> list[tuple[str, int]]:
    """Return (id of a passage, number of a finding) for links to a finding that has other words now than when they were laid."""
    now = wording_hashes(letter.inspection)
    found = [
        (str(rest.span.passage_id), rest.finding.number)
        for rest in rests_of(letter)
        if rest.finding and now.get(rest.finding_id) != rest.hash
    ]
    return list(dict.fromkeys(found))


def notes_worded_anew(letter: Letter) -> list[tuple[str, int]]:
    """Return the same for notes that words of the letter stand on themselves."""
    found = [
        (str(rest.span.passage_id), rest.note.number)
        for rest in rests_of(letter)
        if rest.note and rest.note.current.hash != rest.hash
    ]
    return list(dict.fromkeys(found))


def notes_lost(letter: Letter) -> list[tuple[str, int]]:
    """Return (id of a passage, number of a note) where words stand on a note nothing may rest on: set aside, or unfinished."""
    rests = [rest for rest in rests_of(letter) if rest.note]
    aside = set_aside(letter.inspection, [rest.note_id for rest in rests])
    return [(str(rest.span.passage_id), rest.note.number) for rest in rests if aside.get(rest.note_id) or not rest.note.usable]


def hashes_now(inspection: Inspection, notes: Iterable[Note]) -> dict[Any, str]:
    """Return the hash of the wording that stands, by the id of a finding or of one of these notes."""
    return wording_hashes(inspection) | {note.pk: note.current.hash for note in notes}


def direct_notes(letter: Letter) -> dict[str, set[str]]:
    """Return the notes words stand on themselves, beside those beneath their findings, by passage."""
    found: dict[str, set[str]] = {}
    for passage, note in SpanRest.objects.filter(span__passage__letter=letter, note__isnull=False).values_list(
        "span__passage", "note"
    ):
        found.setdefault(str(passage), set()).add(str(note))
    return found


def _link(passage: Passage, row: PassageSpan, now: dict[Any, str]) -> Link:
    rests = list(row.rests.all())
    findings = sorted((rest.finding for rest in rests if rest.finding), key=lambda one: one.number)
    return Link(
        row=row,
        words=passage.text if row.whole else row.quote,
        findings=tuple(findings),
        notes=tuple(sorted((rest.note for rest in rests if rest.note), key=lambda one: one.number)),
        anew=tuple(rest.finding.number for rest in rests if rest.finding and now.get(rest.finding_id) != rest.hash),
    )
