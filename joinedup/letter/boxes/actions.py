"""The only writers of what is said of boxes, their readings and agreements."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.cases.models import Consent, TrackedChild
from joinedup.evidence.models import Finding
from joinedup.inspections.queries import is_to_come
from joinedup.inspections.rules import check_is_inspector
from joinedup.letter.actions import reword_passage, write_passage
from joinedup.letter.boxes.enums import About, Agreement, Answer, Whose
from joinedup.letter.boxes.models import BoxAgreement, BoxReading, BoxStory
from joinedup.letter.boxes.queries import agencies_holding, as_it_stands, may_be_quoted, standing_reading, story_of, words_of
from joinedup.letter.boxes.rules import (
    check_can_answer_reading,
    check_can_describe,
    check_can_read_box,
    check_can_record_agreement,
)
from joinedup.letter.core.boxes import LESSON, BoxAsItStands
from joinedup.letter.models import Box, Passage
from joinedup.method.boxes import box_rule_of
from joinedup.method.within import due_at
from joinedup.people.models import Person


class BoxError(ValueError):
    """What was to be said of a box leaves out what must be known of it; the sentence says what to do."""


@transaction.atomic
def describe_box(
    *,
    by: Person,
    box: Box,
    about: str,
    agency: Agency | None = None,
    tracked: TrackedChild | None = None,
    pseudonyms: Iterable[str] = (),
    varied: bool = False,
    varied_how: str = "",
) -> BoxStory:
    """Say whom a box is about: a child, whom which agency knows, or a service, and of which agency.

    `pseudonyms` are the first names it uses instead of true ones; `varied` says that its details are not as they were.
    Raises InspectionRefused, BoxError.
    """
    box = _locked(box)
    check_can_describe(by, box.letter)
    of = About(about)
    names = list(dict.fromkeys(" ".join(name.split()) for name in pseudonyms if name.strip()))
    child = tracked if of == About.CHILD else None
    _check_agency(box, of, agency, child)
    story = story_of(box) or BoxStory(inspection=box.inspection, box=box)
    story.about, story.agency, story.tracked, story.said_by = of, agency, child, by
    story.pseudonyms = names if of == About.CHILD else []
    story.varied, story.varied_how = varied and of == About.CHILD, varied_how.strip()
    story.save()
    _log(by, box, "box described", about=str(of), agency=agency.key if agency else "", pseudonyms=len(names), varied=story.varied)
    return story


@transaction.atomic
def write_lesson(*, by: Person, box: Box, text: str, findings: Iterable[Finding]) -> Passage:
    """Write what others can learn from a box: its last paragraph, which rests on findings as every passage does.

    Raises InspectionRefused, BoxError, and whatever `write_passage` and `reword_passage` raise.
    """
    box = _locked(box)
    story = story_of(box)
    if story is None:
        raise BoxError("Say first whether the box is about a child or a service.")
    words = text.strip().removeprefix(LESSON.strip()).strip()
    if not words:
        raise BoxError("Say what others can learn.")
    said = {"text": f"{LESSON}{words}", "findings": list(findings)}
    if story.lesson is not None:
        return reword_passage(by=by, passage=story.lesson, **said)
    story.lesson = write_passage(by=by, letter=box.letter, section=box.section, box=box, **said)
    story.save(update_fields=["lesson"])
    _log(by, box, "box lesson written", passage=str(story.lesson.pk))
    return story.lesson


@transaction.atomic
def record_agreement(
    *, by: Person, box: Box, whose: str, to: str, on: date, how: str, rests_on: Consent | None = None
) -> BoxAgreement:
    """Record that somebody agrees that a box is told, refuses, or withdraws, on which day and how.

    `rests_on` is a consent to be quoted given earlier: the agreement stands as long as it does. Raises InspectionRefused, BoxError.
    """
    box, state = _locked(box), Agreement(to)
    check_can_record_agreement(by, box, state)
    _check_agreement(box, Whose(whose), state, on=on, how=how, rests_on=rests_on)
    number = box.agreements.count() + 1
    said = {"whose": Whose(whose), "to": state, "on": on, "how": how.strip(), "rests_on": rests_on}
    row = BoxAgreement(inspection=box.inspection, box=box, number=number, recorded_by=by, **said)
    row.save(force_insert=True)
    _log(by, box, "box agreement recorded", whose=str(row.whose), to=str(state))
    return row


@transaction.atomic
def ask_to_read(*, by: Person, box: Box) -> BoxReading:
    """Ask the agency that knows the child, or runs the service, to read a box in the words it has now.

    What it was asked before and has not answered is taken back. Raises InspectionRefused, BoxError.
    """
    box = _locked(box)
    check_can_describe(by, box.letter)
    story = story_of(box)
    if story is None or story.agency is None:
        raise BoxError("Say first which agency knows the child, or runs the service.")
    stands = as_it_stands(box)
    asked = standing_reading(box, story.agency)
    if asked is not None and asked.version == stands.version:
        raise BoxError(f"{story.agency} was asked to read exactly these words already.")
    _take_back(box)
    reading = _new_reading(by, box, story, stands)
    reading.save(force_insert=True)
    _log(by, box, "box given to read", agency=story.agency.key, version=stands.version)
    return reading


@transaction.atomic
def take_back_reading(*, by: Person, reading: BoxReading) -> BoxReading:
    """Ask no more that a box is read. Raises InspectionRefused; BoxError where it was answered."""
    reading = _locked_reading(reading)
    if reading.box is None or reading.answered_at is not None:
        raise BoxError("What was answered cannot be taken back.")
    check_can_describe(by, reading.box.letter)
    reading.taken_back_at = timezone.now()
    reading.save(update_fields=["taken_back_at"])
    _log(by, reading.box, "box reading taken back", agency=reading.agency.key)
    return reading


@transaction.atomic
def answer_reading(*, by: Person, reading: BoxReading, answer: str, words: str) -> BoxReading:
    """Answer for an agency what it found in reading a box. Where it cannot stand, it says why.

    Raises InspectionRefused, BoxError.
    """
    reading, found = _locked_reading(reading), Answer(answer)
    check_can_answer_reading(by, reading)
    if found == Answer.NOT_CLEAR and not words.strip():
        raise BoxError("Say what the child or family could be known by, or what is wrong.")
    reading.answer, reading.words = found, words.strip()
    reading.answered_by, reading.answered_at = by, timezone.now()
    reading.save(update_fields=["answer", "words", "answered_by", "answered_at"])
    _log(by, reading.box, "box reading answered", agency=reading.agency.key, answer=str(found))
    return reading


def open_box(*, by: Person, box: Box) -> BoxAsItStands:
    """Return a box with what is said of it to the team, logged. Raises InspectionRefused for everybody else."""
    check_is_inspector(by, box.inspection)
    record_read(by=by, chain=str(box.inspection_id), action="box opened", **_about(box))
    return as_it_stands(box)


@transaction.atomic
def open_reading(*, by: Person, reading: BoxReading) -> BoxReading:
    """Return to a coordinator of the agency asked what it is to read; the first opening is kept, each is logged.

    Raises InspectionRefused.
    """
    reading = _locked_reading(reading)
    check_can_read_box(by, reading)
    if reading.opened_at is None:
        reading.opened_at = timezone.now()
        reading.save(update_fields=["opened_at"])
    about = _about(reading.box, agency=reading.agency.key, version=reading.version)
    record_read(by=by, chain=str(reading.inspection_id), action="box read at an agency", **about)
    return reading


def _new_reading(by: Person, box: Box, story: BoxStory, stands: BoxAsItStands) -> BoxReading:
    title, paragraphs = words_of(box)
    due = due_at(timezone.now(), box_rule_of(box.inspection.framework).read_within, box.inspection.framework.working_hours)
    return BoxReading(
        inspection=box.inspection,
        box=box,
        agency=story.agency,
        about=story.about,
        code=story.tracked.code if story.tracked else "",
        version=stands.version,
        shown={"title": title, "paragraphs": list(paragraphs)},
        asked_by=by,
        due_at=due,
    )


def _take_back(box: Box) -> None:
    """Take back what was asked of any agency and not answered."""
    box.readings.filter(answered_at=None, taken_back_at=None).update(taken_back_at=timezone.now())


def _check_agency(box: Box, about: About, agency: Agency | None, tracked: TrackedChild | None) -> None:
    if agency is None:
        if about == About.CHILD:
            raise BoxError("Say which agency knows the child: it reads the box before it is signed.")
        return
    if not box.inspection.agencies.filter(agency=agency).exists():
        raise BoxError(f"{agency} takes no part in this inspection.")
    if tracked is not None and tracked.inspection_id != box.inspection_id:
        raise BoxError("Choose a child of this inspection.")
    if tracked is not None and not agencies_holding(tracked, [agency]):
        raise BoxError(f"{agency} holds no record of {tracked.code}. Choose an agency that knows the child.")


def _check_agreement(box: Box, whose: Whose, to: Agreement, *, on: date, how: str, rests_on: Consent | None) -> None:
    if is_to_come(box.inspection, on):
        raise BoxError("The day cannot lie ahead.")
    if not how.strip():
        raise BoxError("Say how, and in what words: in person, by telephone, in writing.")
    story = story_of(box)
    if story is None:
        raise BoxError("Say first whether the box is about a child or a service.")
    if (whose == Whose.SERVICE) != (story.about == About.SERVICE):
        raise BoxError("For a service the service agrees; for a child the child, a parent or a carer.")
    if rests_on is None:
        return
    if to != Agreement.GIVEN or rests_on.tracked_id != story.tracked_id or not may_be_quoted(rests_on):
        raise BoxError("It can rest only on a consent of this child or family, given now, to have their words used.")


def _locked(box: Box) -> Box:
    return Box.objects.select_for_update(of=("self",)).select_related("inspection", "letter__inspection").get(pk=box.pk)


def _locked_reading(reading: BoxReading) -> BoxReading:
    rows = BoxReading.objects.select_for_update(of=("self",)).select_related("inspection", "agency", "box__letter__inspection")
    return rows.get(pk=reading.pk)


def _about(box: Box, **more: object) -> dict[str, Any]:
    return {"object_kind": "box", "object_id": str(box.pk), "detail": more}


def _log(by: Person, box: Box, action: str, **more: object) -> None:
    record(by=by, chain=str(box.inspection_id), action=action, **_about(box, **more))
