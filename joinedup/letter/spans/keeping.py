"""Writes spans as their passage changes: called by the actions that change passages, within their transactions."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from joinedup.evidence.models import Finding, Note
from joinedup.letter.core.spans import Carried, carry_over
from joinedup.letter.models import Passage, PassageSpan, SpanRest
from joinedup.letter.spans.queries import hashes_now, plain, spans_of


def lay_whole(passage: Passage, findings: Iterable[Finding]) -> None:
    """Let a passage as a whole rest on findings, beside what its words rest on; each in the wording it has now."""
    found = list(findings)
    if not found:
        return
    row = passage.spans.filter(whole=True).first() or PassageSpan(passage=passage, inspection_id=passage.inspection_id, whole=True)
    row.start, row.end = 0, len(passage.text)
    row.save()
    rest_on(row, found, ())


def rest_on(row: PassageSpan, findings: Collection[Finding], notes: Collection[Note]) -> None:
    """Let words rest on these findings and notes too, in the wordings they have now."""
    now = hashes_now(row.passage.inspection, notes)
    had = set(row.rests.values_list("finding", flat=True)) | set(row.rests.values_list("note", flat=True))
    new = [SpanRest(span=row, finding=one, hash=now[one.pk]) for one in findings if one.pk not in had]
    new += [SpanRest(span=row, note=one, hash=now[one.pk]) for one in notes if one.pk not in had]
    SpanRest.objects.bulk_create(new)


def carry(passage: Passage, before: str) -> None:
    """Carry a passage's spans over from the words it had; those whose words are gone are broken."""
    rows = {str(row.pk): row for row in passage.spans.all()}
    for move in carry_over(before, passage.text, [plain(row) for row in rows.values()]):
        row = rows[move.span.id]
        row.start, row.end, row.broken = move.span.start, move.span.end, move.how == Carried.BROKEN
        row.save(update_fields=["start", "end", "broken"])


def settle(passage: Passage, findings: Iterable[Finding]) -> None:
    """Let a passage rest on exactly these findings: new ones hold up the whole of it, others are taken from all its words."""
    chosen = list(findings)
    keys = {finding.pk for finding in chosen}
    had = set(passage.findings.values_list("pk", flat=True))
    SpanRest.objects.filter(span__passage=passage).exclude(finding=None).exclude(finding__in=keys).delete()
    sweep(passage)
    linked = set(SpanRest.objects.filter(span__passage=passage).values_list("finding", flat=True))
    passage.findings.set(chosen)
    lay_whole(passage, [finding for finding in chosen if finding.pk not in linked or finding.pk not in had])


def sweep(passage: Passage) -> None:
    """Take away the spans that stand on nothing any more."""
    passage.spans.filter(rests=None).delete()


def pin_anew(passage: Passage) -> None:
    """Pin every link that is not broken to the wordings its findings and notes have now: whoever saved has read them."""
    rows = [rest for row in spans_of(passage) if not row.broken for rest in row.rests.all()]
    now = hashes_now(passage.inspection, [rest.note for rest in rows if rest.note])
    for rest in rows:
        rest.hash = now[rest.finding_id or rest.note_id]
    SpanRest.objects.bulk_update(rows, ["hash"])


def clear(passage: Passage) -> None:
    """Take all links of a passage away."""
    SpanRest.objects.filter(span__passage=passage).delete()
    passage.spans.all().delete()


def lay_as_kept(passage: Passage, spans: Iterable[dict[str, Any]]) -> None:
    """Lay a passage's links as its history kept them, pinned to the wordings they were pinned to then."""
    for kept in spans:
        row = PassageSpan(pk=uuid.UUID(kept["id"]), passage=passage, inspection_id=passage.inspection_id)
        row.start, row.end, row.quote = kept["start"], kept["end"], kept["quote"]
        row.whole, row.broken = kept["whole"], kept["broken"]
        row.save(force_insert=True)
        SpanRest.objects.bulk_create(
            SpanRest(span=row, finding_id=rest["finding"] or None, note_id=rest["note"] or None, hash=rest["hash"])
            for rest in kept["rests"]
        )
