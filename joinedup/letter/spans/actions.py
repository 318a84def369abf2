"""Linking words of a passage to evidence, linking broken words anew, and taking a link away."""

from collections.abc import Iterable

from django.db import transaction

from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.findings.resting import check_notes
from joinedup.evidence.models import Finding, Note
from joinedup.letter.actions import LetterError, WrittenMeanwhile, changing_section, log
from joinedup.letter.core.spans import laid_on
from joinedup.letter.history.enums import PassageChange
from joinedup.letter.history.keeping import keep, keep_first
from joinedup.letter.history.queries import standing_id
from joinedup.letter.models import Passage, PassageSpan, SpanRest
from joinedup.letter.spans.keeping import lay_whole, rest_on, sweep
from joinedup.people.models import Person


@transaction.atomic
def link_words(
    *,
    by: Person,
    passage: Passage,
    start: int,
    end: int,
    findings: Iterable[Finding] = (),
    notes: Iterable[Note] = (),
    based_on: str = "",
) -> PassageSpan:
    """Let the words from `start` to before `end` (characters) stand on findings and notes, in the wordings these have now.

    `based_on` is the id of the passage's wording the places were read from. Raises InspectionRefused; WrittenMeanwhile where the
    passage has another wording since; LetterError for places outside it, nothing to stand on, or what nothing may stand on.
    """
    passage = _locked(by, passage, based_on)
    findings, notes = list(findings), list(notes)
    _check_rests(by, passage, findings, notes)
    row = PassageSpan(passage=passage, inspection_id=passage.inspection_id)
    _lay(row, passage, start, end)
    rest_on(row, findings, notes)
    _finish(by, passage, "words linked", row)
    return row


@transaction.atomic
def link_anew(*, by: Person, span: PassageSpan, start: int, end: int, based_on: str = "") -> PassageSpan:
    """Lay a link on other words of its passage, with what it stands on as that reads now. Raises as `link_words`."""
    passage = _locked(by, span.passage, based_on)
    row = passage.spans.filter(pk=span.pk).first()
    if row is None:
        raise WrittenMeanwhile("Somebody took this link away meanwhile.")
    rests = list(row.rests.select_related("finding", "note__current"))
    findings, notes = [rest.finding for rest in rests if rest.finding], [rest.note for rest in rests if rest.note]
    _check_rests(by, passage, findings, notes)
    SpanRest.objects.filter(span=row).delete()
    _lay(row, passage, start, end)
    rest_on(row, findings, notes)
    _finish(by, passage, "words linked anew", row)
    return row


@transaction.atomic
def take_link_away(*, by: Person, span: PassageSpan, based_on: str = "") -> Passage:
    """Take a link away; a finding no other words of the passage stand on is no longer beneath it. Raises as `link_words`."""
    passage = _locked(by, span.passage, based_on)
    SpanRest.objects.filter(span=span).delete()
    sweep(passage)
    _finish(by, passage, "link taken away", span)
    return passage


def _locked(by: Person, passage: Passage, based_on: str) -> Passage:
    """Lock the letter for a change of the passage's section, with the passage's links as rows; return the passage as it stands."""
    changing_section(by, passage.letter, passage.section)
    now = Passage.objects.select_related("letter__inspection", "box").filter(pk=passage.pk).first()
    if now is None or (based_on and based_on != standing_id(now)):
        raise WrittenMeanwhile("Somebody saved this passage after you opened it. Look at its words as they are now, and link them.")
    keep_first(now)
    if not now.spans.exists():  # written before words were linked
        lay_whole(now, now.findings.all())
    return now


def _lay(row: PassageSpan, passage: Passage, start: int, end: int) -> None:
    try:
        span = laid_on(str(row.pk), passage.text, start, end)
    except ValueError as reason:
        raise LetterError(str(reason)) from reason
    row.start, row.end, row.quote, row.whole, row.broken = span.start, span.end, span.quote, False, False
    row.save()


def _check_rests(by: Person, passage: Passage, findings: list[Finding], notes: list[Note]) -> None:
    if not findings and not notes:
        raise LetterError("Choose the finding or the note these words stand on.")
    if any(finding.inspection_id != passage.inspection_id for finding in findings):
        raise LetterError("A passage rests on findings of its own inspection only.")
    try:
        check_notes(by, passage.inspection, notes)
    except EvidenceError as reason:
        raise LetterError(str(reason)) from reason


def _finish(by: Person, passage: Passage, action: str, row: PassageSpan) -> None:
    """Let the passage rest on what its words rest on, keep that in its history and log it."""
    linked = SpanRest.objects.filter(span__passage=passage, finding__isnull=False).values_list("finding", flat=True)
    passage.findings.set(set(linked))
    keep(by, passage, PassageChange.LINKED)
    log(by, passage.letter, action, passage=str(passage.pk), words=str(row.pk))
