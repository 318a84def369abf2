"""The only writers of drafts sent for factual accuracy, replies, points and proofs."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.inspections.queries import agencies
from joinedup.intake.reading import check_document
from joinedup.letter.accuracy.enums import Decision, ReplyState
from joinedup.letter.accuracy.models import AccuracyCheck, AccuracyPoint, AccuracyReply, Proof
from joinedup.letter.accuracy.queries import due_day, gaps_of, points_seen_by
from joinedup.letter.accuracy.rules import (
    AccuracyRefused,
    check_can_answer,
    check_can_comment,
    check_can_decide,
    check_can_give_time,
    check_can_read_draft,
    check_can_reply,
    check_can_send,
    check_coordinates,
    check_on_team,
    check_time_is_over,
)
from joinedup.letter.core.sent_draft import fingerprint, sent_draft, to_plain
from joinedup.letter.core.standard import StandardSentenceError
from joinedup.letter.document import compose
from joinedup.letter.models import Letter
from joinedup.letter.review import blocking_gaps, current_version
from joinedup.people.models import Person
from joinedup.publication.document import CannotPublish
from joinedup.vault import files


@transaction.atomic
def send_draft(*, by: Person, letter: Letter, words: str = "") -> AccuracyCheck:
    """Send the draft as it stands to every agency taking part: one exact version, to be commented on within the framework's days.

    Raise InspectionRefused, also while anything else keeps the draft from being offered: agencies see what is ready but for them.
    """
    letter = _locked(letter)
    check_can_send(by, letter)
    today = timezone.localdate()
    own = gaps_of(letter, today)
    if others := [gap for gap in blocking_gaps(letter) if gap not in own]:
        raise AccuracyRefused("Close these gaps before the draft is sent. " + " ".join(gap.sentence for gap in others))
    check = _sent(by, letter, words, due_day(letter.inspection.framework, today))
    for agency in agencies(letter.inspection):
        row = AccuracyReply(inspection=letter.inspection, check_of=check, agency=agency, due_on=check.due_on)
        row.save(force_insert=True)
    detail = {"number": check.number, "version": check.version, "sha256": check.sha256, "due_on": check.due_on.isoformat()}
    _log(by, check, "draft sent for factual accuracy", "draft sent", **detail)
    return check


@transaction.atomic
def give_time(*, by: Person, reply: AccuracyReply, until: date, why: str) -> AccuracyReply:
    """Give one agency longer to comment. Raise InspectionRefused; ValueError without a reason or a later day."""
    reply = _reply(reply)
    check_can_give_time(by, reply)
    if not why.strip():
        raise ValueError("Say why the agency is given longer.")
    if until <= reply.due_on:
        raise ValueError("Enter a day after the one it has now.")
    reply.due_on, reply.why_longer = until, why.strip()
    reply.save(update_fields=["due_on", "why_longer"])
    _log(by, reply, "more time given for factual accuracy", "accuracy reply", until=until.isoformat())
    return reply


def open_draft(*, by: Person, reply: AccuracyReply, form: str = "page") -> AccuracyReply:
    """Return the draft to a coordinator under embargo; who opened it as what (page | pdf) is logged. Raise InspectionRefused."""
    check_can_read_draft(by, reply)
    check = reply.check_of
    detail = {"agency": reply.agency.key, "draft": check.number, "sha256": check.sha256, "form": form}
    _log_read(by, reply, "draft opened under embargo", "accuracy reply", **detail)
    return reply


def open_reply(*, by: Person, reply: AccuracyReply) -> list[AccuracyPoint]:
    """Return to a coordinator what their agency commented, the reading logged. Raise InspectionRefused."""
    check_coordinates(by, reply.inspection, reply.agency)
    points = list(points_seen_by(by, reply.inspection).filter(reply=reply))
    _log_read(by, reply, "own accuracy points opened", "accuracy reply", agency=reply.agency.key, points=len(points))
    return points


@transaction.atomic
def write_point(*, by: Person, reply: AccuracyReply, text: str, passage: UUID | None = None) -> AccuracyPoint:
    """Write a comment on a passage of the draft as sent, or on the whole of it; however long.

    Raise InspectionRefused; ValueError without words.
    """
    reply = _reply(reply)
    check_can_comment(by, reply)
    _check_words(text, "Write your comment.")
    if passage is not None and str(passage) not in reply.check_of.sent.texts():
        raise AccuracyRefused("That passage is not in the draft you were sent.")
    last = reply.points.aggregate(last=Max("number"))["last"] or 0
    made = {"inspection": reply.inspection, "reply": reply, "number": last + 1, "passage_id": passage}
    point = AccuracyPoint(**made, text=text.strip(), written_by=by)
    point.save(force_insert=True)
    _log(by, point, "accuracy point written", "accuracy point", agency=reply.agency.key, number=point.number)
    return point


@transaction.atomic
def change_point(*, by: Person, point: AccuracyPoint, text: str) -> AccuracyPoint:
    """Change a comment before it is sent. Raise InspectionRefused; ValueError without words."""
    check_can_comment(by, _reply(point.reply))
    _check_words(text, "Write your comment, or take it out.")
    point.text, point.written_by = text.strip(), by
    point.save(update_fields=["text", "written_by", "written_at"])
    _log(by, point, "accuracy point changed", "accuracy point", number=point.number)
    return point


@transaction.atomic
def remove_point(*, by: Person, point: AccuracyPoint) -> None:
    """Take a comment out before it is sent, and its proofs with it. Raise InspectionRefused."""
    check_can_comment(by, _reply(point.reply))
    _log(by, point, "accuracy point taken out", "accuracy point", number=point.number)
    point.delete()


@transaction.atomic
def attach_proof(*, by: Person, point: AccuracyPoint, filename: str, data: bytes) -> Proof:
    """Attach a file to a comment before it is sent. Raise InspectionRefused; UnusableFile where it is empty or too large."""
    check_can_comment(by, _reply(point.reply))
    check_document("The file", data)
    file = files.store(scope=point.inspection_id, kind="accuracy proof", data=data)
    proof = Proof(inspection_id=point.inspection_id, point=point, file=file, filename=filename, attached_by=by)
    proof.save(force_insert=True)
    _log(by, proof, "accuracy proof attached", "accuracy proof", sha256=file.sha256)
    return proof


def open_proof(*, by: Person, proof: Proof) -> bytes:
    """Return a proof's bytes to the agency or the team; the reading is logged. Raise InspectionRefused."""
    if not Proof.objects.all().visible_to(by).filter(pk=proof.pk).exists():
        raise AccuracyRefused("Only the agency and this inspection's team can open this file.")
    _log_read(by, proof, "accuracy proof opened", "accuracy proof", sha256=proof.file.sha256)
    return files.read(proof.file)


@transaction.atomic
def send_reply(*, by: Person, reply: AccuracyReply, to: ReplyState) -> AccuracyReply:
    """Send the agency's one reply: its comments, or that it has none. Raise InspectionRefused."""
    reply = _reply(reply)
    check_can_reply(by, reply, to)
    reply.state, reply.sent_by, reply.sent_at = to, by, timezone.now()
    reply.save(update_fields=["state", "sent_by", "sent_at"])
    detail = {"agency": reply.agency.key, "state": to.value, "points": reply.points.count()}
    _log(by, reply, "reply on factual accuracy sent", "accuracy reply", **detail)
    return reply


def open_points(*, by: Person, letter: Letter) -> list[AccuracyPoint]:
    """Return to the team what agencies commented on the letter's drafts; the reading is logged. Raise InspectionRefused."""
    check_on_team(by, letter.inspection)
    points = list(points_seen_by(by, letter.inspection))
    about = {"object_kind": "letter", "object_id": str(letter.pk), "detail": {"points": len(points)}}
    record_read(by=by, chain=str(letter.inspection_id), action="accuracy points opened", **about)
    return points


@transaction.atomic
def decide_point(*, by: Person, point: AccuracyPoint, decision: Decision, reason: str) -> AccuracyPoint:
    """Say what becomes of a comment, and why. Raise InspectionRefused; ValueError without a reason."""
    letter = _locked(point.reply.check_of.letter)
    seen = AccuracyPoint.objects.select_for_update(of=("self",)).select_related("reply__check_of", "reply__agency")
    point = seen.get(pk=point.pk)
    point.reply.check_of.letter, point.inspection = letter, letter.inspection
    check_can_decide(by, point, decision)
    _check_words(reason, "Give the reason: the agency reads it.")
    point.decision, point.reason, point.decided_by, point.decided_at = decision, reason.strip(), by, timezone.now()
    point.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
    _log(by, point, "accuracy point decided", "accuracy point", number=point.number, decision=decision.value)
    return point


@transaction.atomic
def answer_agencies(*, by: Person, check: AccuracyCheck, words: str) -> AccuracyCheck:
    """Send one reply to all agencies: the lead's words, and what became of every point, with its reason.

    Raise InspectionRefused; ValueError without words.
    """
    letter = _locked(check.letter)
    check = AccuracyCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    check.letter, check.inspection = letter, letter.inspection
    check_can_answer(by, check)
    check_time_is_over(check, timezone.localdate())
    _check_words(words, "Write what you tell every agency.")
    check.answer, check.answered_by, check.answered_at = words.strip(), by, timezone.now()
    check.save(update_fields=["answer", "answered_by", "answered_at"])
    _log(by, check, "agencies answered on factual accuracy", "draft sent", number=check.number)
    return check


def _sent(by: Person, letter: Letter, words: str, due_on: date) -> AccuracyCheck:
    """Freeze the words of the draft as it stands."""
    try:
        draft = sent_draft(compose(letter, timezone.localdate()))
    except (StandardSentenceError, CannotPublish) as reason:
        raise AccuracyRefused(str(reason)) from reason
    last = letter.accuracy_checks.aggregate(last=Max("number"))["last"] or 0
    check = AccuracyCheck(
        inspection=letter.inspection,
        letter=letter,
        number=last + 1,
        version=current_version(letter),
        sha256=fingerprint(draft),
        draft=to_plain(draft),
        words=words.strip(),
        due_on=due_on,
        sent_by=by,
    )
    check.save(force_insert=True)
    return check


def _locked(letter: Letter) -> Letter:
    return Letter.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=letter.pk)


def _reply(reply: AccuracyReply) -> AccuracyReply:
    """Return a reply, locked: what is sent by one coordinator is not changed by another in the same moment."""
    rows = AccuracyReply.objects.select_for_update(of=("self",))
    return rows.select_related("inspection", "agency", "check_of__letter").get(pk=reply.pk)


def _check_words(words: str, sentence: str) -> None:
    if not words.strip():
        raise ValueError(sentence)


def _log(by: Person, about: Any, action: str, kind: str, **detail: Any) -> None:
    record(by=by, chain=str(about.inspection_id), action=action, object_kind=kind, object_id=str(about.pk), detail=detail)


def _log_read(by: Person, about: Any, action: str, kind: str, **detail: Any) -> None:
    record_read(by=by, chain=str(about.inspection_id), action=action, object_kind=kind, object_id=str(about.pk), detail=detail)
