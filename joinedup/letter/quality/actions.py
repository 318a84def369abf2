"""The only writers of quality readings and queries."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.inspections.models import Inspection
from joinedup.letter.models import Letter, Passage
from joinedup.letter.quality.enums import QueryState, QueryStep
from joinedup.letter.quality.models import QualityQuery, QualityRead, QualityReader, QueryEntry
from joinedup.letter.quality.rules import (
    QualityRefused,
    check_can_appoint,
    check_can_move_query,
    check_can_raise,
    check_can_see_query,
    check_fits_reader,
    check_reads_draft,
)
from joinedup.letter.review import current_version
from joinedup.people.models import Person

#: What must be said with each move, as the refusal asks for it; closing needs no words.
_ASKED_FOR = {QueryState.ANSWERED: "Write the answer.", QueryState.OPEN: "Say what the answer leaves open."}
_STEPS = {
    QueryState.ANSWERED: QueryStep.ANSWERED,
    QueryState.OPEN: QueryStep.AGAIN,
    QueryState.CLOSED: QueryStep.CLOSED,
}


@transaction.atomic
def appoint_reader(*, by: Person, inspection: Inspection, person: Person) -> QualityReader:
    """Appoint somebody outside the team to read the drafts of this inspection, and nothing else of it. Raise InspectionRefused."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_appoint(by, inspection)
    check_fits_reader(person, inspection)
    reader = QualityReader(inspection=inspection, person=person, appointed_by=by)
    reader.save(force_insert=True)
    _log(by, inspection, "quality reader appointed", "quality reader", reader.pk, person=str(person.pk))
    return reader


@transaction.atomic
def end_reading(*, by: Person, reader: QualityReader) -> QualityReader:
    """End somebody's reading: they see the draft no more; what they asked stays. Raise InspectionRefused."""
    reader = QualityReader.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=reader.pk)
    check_can_appoint(by, reader.inspection)
    if reader.ended_at is not None:
        raise QualityRefused("This reading has ended already.")
    reader.ended_at = timezone.now()
    reader.save(update_fields=["ended_at"])
    _log(by, reader.inspection, "quality reading ended", "quality reader", reader.pk)
    return reader


def open_draft(*, by: Person, letter: Letter) -> Letter:
    """Return the draft to a quality reader; the reading is logged with its version. Raise InspectionRefused."""
    check_reads_draft(by, letter)
    about: dict[str, Any] = {"object_kind": "letter", "object_id": str(letter.pk)}
    record_read(
        by=by,
        chain=str(letter.inspection_id),
        action="draft read for its quality",
        detail={"version": current_version(letter)},
        **about,
    )
    return letter


@transaction.atomic
def say_read(*, by: Person, letter: Letter, version: str) -> QualityRead:
    """Say that one has read the draft whole, at the version the page showed.

    Raise InspectionRefused, also where the draft has changed meanwhile.
    """
    letter = _locked(letter)
    check_reads_draft(by, letter)
    if version != current_version(letter):
        raise QualityRefused("The draft has changed while you read it. Look at what is new, then say that you have read it.")
    read = QualityRead(letter=letter, person=by, version=version)
    read.save()
    _log(by, letter.inspection, "draft said to be read", "letter", letter.pk, version=version)
    return read


@transaction.atomic
def raise_query(*, by: Person, letter: Letter, words: str, passage: Passage | None = None) -> QualityQuery:
    """Raise a query on a passage, or without one on the letter as a whole. Raise InspectionRefused; ValueError without words."""
    if not words.strip():
        raise ValueError("Write what you ask.")
    letter = _locked(letter)
    check_can_raise(by, letter)
    if passage is not None and passage.letter_id != letter.pk:
        raise QualityRefused("That passage is not in this letter.")
    last = letter.quality_queries.aggregate(last=Max("number"))["last"] or 0
    query = QualityQuery(
        inspection=letter.inspection,
        letter=letter,
        number=last + 1,
        passage_id=passage.pk if passage else None,
        passage_text=passage.text if passage else "",
        version=current_version(letter),
        raised_by=by,
    )
    query.save(force_insert=True)
    _say(by, query, QueryStep.RAISED, words)
    return query


@transaction.atomic
def move_query(*, by: Person, query: QualityQuery, to: QueryState, words: str = "") -> QueryEntry:
    """Answer a query, ask it again or close it. Raise InspectionRefused; ValueError where words are needed."""
    if to in _ASKED_FOR and not words.strip():
        raise ValueError(_ASKED_FOR[to])
    letter = _locked(query.letter)
    query = QualityQuery.objects.get(pk=query.pk)
    query.letter, query.inspection = letter, letter.inspection
    check_can_move_query(by, query, to)
    query.state = to
    query.save(update_fields=["state"])
    return _say(by, query, _STEPS[to], words)


def open_query(*, by: Person, query: QualityQuery) -> QualityQuery:
    """Return a query whose words may be about a child; the reading is logged. Raise InspectionRefused."""
    check_can_see_query(by, query)
    about = {"object_kind": "quality query", "object_id": str(query.pk), "detail": {"number": query.number}}
    record_read(by=by, chain=str(query.inspection_id), action="quality query opened", **about)
    return query


def open_queries(*, by: Person, letter: Letter) -> list[QualityQuery]:
    """Return the queries of a letter to its team; the reading is logged."""
    seen = list(QualityQuery.objects.all().visible_to(by).filter(letter=letter).select_related("raised_by").order_by("number"))
    about = {"object_kind": "letter", "object_id": str(letter.pk), "detail": {"queries": len(seen)}}
    record_read(by=by, chain=str(letter.inspection_id), action="quality queries opened", **about)
    return seen


def _locked(letter: Letter) -> Letter:
    return Letter.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=letter.pk)


def _say(by: Person, query: QualityQuery, kind: QueryStep, words: str) -> QueryEntry:
    entry = QueryEntry(inspection_id=query.inspection_id, query=query, kind=kind, said_by=by, words=words.strip())
    entry.save()
    passage = str(query.passage_id or "")
    _log(
        by, query.inspection, f"quality query {kind.label.lower()}", "quality query", query.pk, number=query.number, passage=passage
    )
    return entry


def _log(by: Person, inspection: Inspection, action: str, kind: str, pk: UUID, **detail: Any) -> None:
    record(by=by, chain=str(inspection.pk), action=action, object_kind=kind, object_id=str(pk), detail=detail)
