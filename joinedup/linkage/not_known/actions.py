"""The only writers of questions at agencies' doors, and the door by which a person's records are opened and logged."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.intake.enums import QuestionState as Logged
from joinedup.intake.models import Question
from joinedup.intake.questions.actions import move_child_question, put_child_question
from joinedup.linkage.core.identity import Identity, identity_of
from joinedup.linkage.enums import Decision
from joinedup.linkage.models import LinkDecision, LinkRun
from joinedup.linkage.not_known.enums import Answer, QuestionState
from joinedup.linkage.not_known.models import NotKnownQuestion
from joinedup.linkage.not_known.queries import found_on_a_list, records_of_person
from joinedup.linkage.not_known.rules import (
    check_can_answer,
    check_can_ask_about,
    check_can_decide_found,
    check_can_move_question,
    check_can_read_question,
    check_takes_part,
)
from joinedup.linkage.queries import linked_records_of, memberships_of, pair_id
from joinedup.linkage.reviews.rules import check_can_decide_first
from joinedup.linkage.reviews.standing import standing_of
from joinedup.method.hours import add_working_hours
from joinedup.people.models import Person


@transaction.atomic
def ask_whether_known(*, by: Person, run: LinkRun, agency: Agency, children: Mapping[str, str], why: str) -> list[NotKnownQuestion]:
    """Ask one agency about children of a run (child_id → the inspection's own code); return the new questions.

    A child the agency was asked about already, or of whom the run holds a record of the agency, is left out. Each question
    carries who the child is as the other agencies' lists give it. Raises InspectionRefused.
    """
    inspection = run.inspection
    check_can_ask_about(by, inspection)
    check_takes_part(agency, inspection)
    if not why.strip():
        raise InspectionRefused("Say why the agency is asked: it is part of the question.")
    Inspection.objects.select_for_update().get(pk=inspection.pk)  # keeps two who ask at once apart
    due_at = _due_at(inspection)
    asked = [
        _ask(by, run, agency, child_id=child, code=children[child], records=records, why=why.strip(), due_at=due_at)
        for child, records in _left_to_ask(run, agency, children).items()
    ]
    return asked


def _left_to_ask(run: LinkRun, agency: Agency, children: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """Return the records of each child the agency can be asked about."""
    members = memberships_of(run).filter(pl.col("child_id").is_in(list(children))).select("record_id", "child_id")
    records = linked_records_of(run).join(members, on="record_id")
    earlier = NotKnownQuestion.objects.filter(inspection=run.inspection, agency=agency).exclude(state=QuestionState.WITHDRAWN)
    asked = {record_id for question in earlier for record_id in question.records}
    parted = records.partition_by("child_id", as_dict=True, include_key=False)
    return {
        child: own
        for child in children
        if (own := parted.get((child,))) is not None
        and agency.key not in own["agency"].to_list()
        and not asked & set(own["record_id"].to_list())
    }


def _ask(by: Person, run: LinkRun, agency: Agency, *, records: pl.DataFrame, **said: Any) -> NotKnownQuestion:
    identity = identity_of(records, agency.key)
    return _create(by, run=run, agency=agency, records=sorted(records["record_id"].to_list()), identity=identity, **said)


def _create(by: Person, *, run: LinkRun, **said: Any) -> NotKnownQuestion:
    inspection = run.inspection
    hours = inspection.framework.working_hours.answer_within
    logged = put_child_question(
        by=by,
        inspection=inspection,
        agency=said["agency"],
        text=f"Is {said['code']} known to you?",
        purpose=said["why"],
        hours=hours,
        due_at=said["due_at"],
    )
    question = NotKnownQuestion(id=logged.pk, inspection=inspection, run=run, number=logged.number, asked_by=by, **said)
    question.save(force_insert=True)
    _log(by, question, "agency asked whether it knows a child")
    return question


@transaction.atomic
def answer_question(
    *, by: Person, question: NotKnownQuestion, answer: str, found_under: str = "", said: str = "", hours: Decimal | None = None
) -> NotKnownQuestion:
    """Answer a question for the agency asked. What is found needs the agency's own id of the child, the others a few words.

    `hours` are the hours of work it took, where the agency states them. Raises InspectionRefused; ValueError for hours below none.
    """
    locked = _locked(question)
    check_can_answer(by, locked)
    given = Answer(answer)
    if given == Answer.FOUND and not found_under.strip():
        raise InspectionRefused("Enter your own number of the record, so that it can be found on your lists.")
    if given != Answer.FOUND and not said.strip():
        asks = "what happened" if given == Answer.RECORDING_ERROR else "where you looked, and under which names"
        raise InspectionRefused(f"Say {asks}.")
    locked.state, locked.answer = QuestionState.ANSWERED, given
    locked.found_under, locked.said = found_under.strip() if given == Answer.FOUND else "", said.strip()
    locked.answered_by, locked.answered_at = by, timezone.now()
    locked.save(update_fields=["state", "answer", "found_under", "said", "answered_by", "answered_at"])
    move_child_question(
        by=by, question=_logged(locked), to=Logged.ANSWERED, words=f"{given.label}. {locked.said}".strip(), hours=hours
    )
    _log(by, locked, "agency answered whether it knows a child", answer=str(given))
    return locked


@transaction.atomic
def ask_again(*, by: Person, question: NotKnownQuestion, why: str) -> NotKnownQuestion:
    """Ask an answered question again and say why; the answer given stays beside the new question. Raises InspectionRefused."""
    Inspection.objects.select_for_update().get(pk=question.inspection_id)
    locked = _locked(question)
    check_can_move_question(by, locked, QuestionState.ASKED_AGAIN)
    if not why.strip():
        raise InspectionRefused("Say why the agency is asked again.")
    locked.state = QuestionState.ASKED_AGAIN
    locked.save(update_fields=["state"])
    same = {name: getattr(locked, name) for name in ("agency", "child_id", "code", "records", "identity")}
    return _create(by, run=locked.run, follows=locked, why=why.strip(), due_at=_due_at(locked.inspection), **same)


@transaction.atomic
def withdraw_question(*, by: Person, question: NotKnownQuestion, why: str) -> NotKnownQuestion:
    """Withdraw a question that waits for its answer, and say why; it is kept. Raises InspectionRefused."""
    locked = _locked(question)
    check_can_move_question(by, locked, QuestionState.WITHDRAWN)
    if not why.strip():
        raise InspectionRefused("Say why the question is withdrawn.")
    locked.state, locked.withdrawn_why = QuestionState.WITHDRAWN, why.strip()
    locked.save(update_fields=["state", "withdrawn_why"])
    move_child_question(by=by, question=_logged(locked), to=Logged.WITHDRAWN, words=locked.withdrawn_why)
    _log(by, locked, "question withdrawn")
    return locked


@transaction.atomic
def decide_found(*, by: Person, question: NotKnownQuestion, decision: str, reason: str) -> LinkDecision:
    """Say whether the record an agency found is this child's. The next link run keeps to it, once the record is on its lists.

    What the agency answered is a proposal; this is a person's decision, and stands with those about pairs.
    Raises InspectionRefused.
    """
    locked = _locked(question)
    check_can_decide_found(by, locked)
    if not reason.strip():
        raise InspectionRefused("Say why, so that somebody else can follow the decision.")
    low, high = sorted((locked.records[0], found_record(locked)))
    check_can_decide_first(by, locked.run, standing_of(locked.inspection, pair_id(low, high)))
    made = LinkDecision.objects.create(
        inspection=locked.inspection,
        run=locked.run,
        pair_id=pair_id(low, high),
        record_id_l=low,
        record_id_r=high,
        decision=Decision(decision),
        reason=reason.strip(),
        decided_by=by,
    )
    locked.decision = made
    locked.save(update_fields=["decision"])
    _log(by, locked, "found record decided", pair=made.pair_id, decision=str(made.decision))
    return made


def found_record(question: NotKnownQuestion) -> str:
    """Return the record id of what the agency found: as a list holds it, or, while none does, as the agency wrote it."""
    return found_on_a_list(question) or f"{question.agency.key}:{question.found_under}"


def open_question(*, by: Person, question: NotKnownQuestion) -> Identity:
    """Return who the child is, to the team or the agency while it may answer, and log the read. Raises InspectionRefused."""
    check_can_read_question(by, question)
    record_read(
        by=by,
        chain=str(question.inspection_id),
        action="question about a child opened",
        object_kind="notknownquestion",
        object_id=str(question.pk),
        detail={"number": question.number, "agency": question.agency.key, "code": question.code},
    )
    return dict(question.identity)


def open_person(*, by: Person, run: LinkRun, person_id: str) -> Sequence[dict[str, Any]]:
    """Return what each agency wrote of one person of a run, and log that somebody of the team read it. Raises InspectionRefused."""
    check_is_inspector(by, run.inspection)
    found = records_of_person(run, person_id)
    record_read(
        by=by,
        chain=str(run.inspection_id),
        action="person opened",
        object_kind="linked person",
        object_id=person_id,
        detail={"run": str(run.pk), "records": len(found)},
    )
    return found


def open_knowledge(*, by: Person, run: LinkRun, child_id: str, code: str) -> None:
    """Log that somebody of the team looked at who knew one child of a run. Raises InspectionRefused."""
    check_is_inspector(by, run.inspection)
    record_read(
        by=by,
        chain=str(run.inspection_id),
        action="who knew a child opened",
        object_kind="linked person",
        object_id=child_id,
        detail={"run": str(run.pk), "code": code},
    )


def _due_at(inspection: Inspection) -> Any:
    working = inspection.framework.working_hours
    return add_working_hours(timezone.now(), working.answer_within, working)


def _logged(question: NotKnownQuestion) -> Question:
    """Return the question's line in the query log, locked."""
    return Question.objects.select_for_update(of=("self",)).select_related("inspection", "agency").get(pk=question.pk)


def _locked(question: NotKnownQuestion) -> NotKnownQuestion:
    """Return the question's row, locked and read again, so that two people who press at once come one after the other."""
    rows = NotKnownQuestion.objects.select_for_update(of=("self",)).select_related("inspection", "agency", "run__inspection")
    return rows.get(pk=question.pk)


def _log(by: Person, question: NotKnownQuestion, action: str, **more: object) -> None:
    detail = {"number": question.number, "agency": question.agency.key, "code": question.code, **more}
    chain, key = str(question.inspection_id), str(question.pk)
    record(by=by, chain=chain, action=action, object_kind="notknownquestion", object_id=key, detail=detail)
