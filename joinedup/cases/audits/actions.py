"""The only writers of joint audits: answers in each voice, handing in, agreeing, returning, comparing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.cases.asked.actions import note_audited
from joinedup.cases.audits.enums import (
    ANSWER,
    OF_THE_AUDIT,
    AuditEntryKind,
    AuditState,
    Comparison,
    Voice,
)
from joinedup.cases.audits.models import AuditEntry, AuditMark, AuditPart, AuditVersion, JointAudit
from joinedup.cases.audits.queries import (
    Answer,
    answers_seen_by,
    questions_to,
    questions_together,
    requests_under,
    wording_of,
)
from joinedup.cases.audits.rules import (
    check_can_call_in,
    check_can_compare,
    check_can_hand_in,
    check_can_open_parts,
    check_can_return,
    check_can_say_of_agreed,
    check_can_write_agreed,
    check_can_write_part,
    check_can_write_view,
    check_reads_as_shown,
)
from joinedup.cases.core.versions import VersionError
from joinedup.cases.versions.actions import add_version
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.method.framework import AuditQuestion
from joinedup.people.models import Person


@dataclass(frozen=True)
class Draft:
    """What a page brought for one question: the words, the wordings it was written over, and the page's own id for it."""

    question: str
    words: str
    parents: tuple[str, ...] = ()
    id: str = ""


@transaction.atomic
def write_part(*, by: Person, audit: JointAudit, agency: Agency, drafts: Iterable[Draft]) -> list[AuditVersion]:
    """Keep an agency's answers, each a version of its own; return what is new.

    Where somebody saved meanwhile both wordings stand. After the audit is returned a wording is kept as late.
    Raises InspectionRefused; VersionError.
    """
    locked = _locked(audit)
    check_can_write_part(by, locked, agency)
    asked = questions_to(locked.inspection.framework, agency)
    return _write(by, locked, Voice.AGENCY, agency, drafts=drafts, asked=asked)


@transaction.atomic
def write_agreed(*, by: Person, audit: JointAudit, agency: Agency, drafts: Iterable[Draft]) -> list[AuditVersion]:
    """Keep answers of the agreed view, written by somebody of an agency that takes part. Raises InspectionRefused; VersionError."""
    locked = _locked(audit)
    check_can_write_agreed(by, locked, agency)
    asked = questions_together(locked.inspection.framework)
    return _write(by, locked, Voice.AGREED, None, drafts=drafts, asked=asked)


@transaction.atomic
def write_view(*, by: Person, audit: JointAudit, drafts: Iterable[Draft]) -> list[AuditVersion]:
    """Keep the inspectors' own answers, and what they say of the audit itself. Raises InspectionRefused; VersionError."""
    locked = _locked(audit)
    check_can_write_view(by, locked)
    asked = [*locked.inspection.framework.joint_audit, AuditQuestion(OF_THE_AUDIT, "")]
    return _write(by, locked, Voice.INSPECTORS, None, drafts=drafts, asked=asked)


def _write(
    by: Person,
    audit: JointAudit,
    voice: Voice,
    agency: Agency | None,
    *,
    drafts: Iterable[Draft],
    asked: Sequence[AuditQuestion],
) -> list[AuditVersion]:
    questions = {question.id: question for question in asked}
    written = []
    for draft in drafts:
        _check_answer(draft, questions)
        if not draft.words.strip() and not draft.parents:
            continue  # a question left empty says nothing
        part, _ = AuditPart.objects.get_or_create(
            inspection=audit.inspection, audit=audit, voice=voice, agency=agency, question=draft.question
        )
        late = audit.state == AuditState.RETURNED and voice != Voice.INSPECTORS
        said = {ANSWER: draft.words.strip()}
        version, new = add_version(AuditVersion, part, by=by, said=said, parents=draft.parents, id=draft.id, late=late)
        if new:
            written.append(version)
    if written:
        key = agency.key if agency else ""
        _record(by, audit, f"joint audit: {voice.label.lower()} written", agency=key, hashes=[row.hash for row in written])
    return written


def _check_answer(draft: Draft, questions: dict[str, AuditQuestion]) -> None:
    question = questions.get(draft.question)
    if question is None:
        raise InspectionRefused("This question is not asked here.")
    words = draft.words.strip()
    if question.choices and words and words not in dict(question.choices):
        raise VersionError("Choose one of the answers offered.")


@transaction.atomic
def hand_in(*, by: Person, audit: JointAudit, agency: Agency) -> JointAudit:
    """Hand an agency's part in. With the last one awaited the parts are opened to each other. Raises InspectionRefused."""
    locked = _locked(audit)
    check_can_hand_in(by, locked, agency)
    request = requests_under(locked).get(agency=agency)
    _say(by, locked, AuditEntryKind.PART_IN, agency)
    note_audited(by=by, request=request)
    return _locked(locked)


@transaction.atomic
def open_parts(*, by: Person, audit: JointAudit, agency: Agency) -> JointAudit:
    """Open the parts to each other before the last is in, so that the agreed view can be begun. Raises InspectionRefused."""
    locked = _locked(audit)
    check_can_open_parts(by, locked, agency)
    _say(by, locked, AuditEntryKind.OPENED, agency)
    return _move(locked, AuditState.AGREEING)


@transaction.atomic
def say_of_agreed(*, by: Person, audit: JointAudit, agency: Agency, agrees: bool, wording: str, words: str = "") -> AuditEntry:
    """Say that an agency agrees with the agreed view as it read it, or keep its difference of view in its own words.

    `wording` is the `wording_of` the page showed: where the agreed view reads otherwise by now, nothing is kept. Nothing said
    before is taken away. Raises InspectionRefused; ValueError for a difference without words.
    """
    locked = _locked(audit)
    check_can_say_of_agreed(by, locked, agency)
    check_reads_as_shown(locked, wording)
    if not agrees and not words.strip():
        raise ValueError("Write how your agency sees it.")
    kind = AuditEntryKind.AGREES if agrees else AuditEntryKind.DIFFERS
    return _say(by, locked, kind, agency, words)


@transaction.atomic
def return_audit(*, by: Person, audit: JointAudit, agency: Agency, wording: str, words: str = "") -> JointAudit:
    """Return the audit to the inspectors, or return it again after a change.

    `wording` is the `wording_of` the page showed: nobody returns in their name what they have not read. Raises InspectionRefused.
    """
    locked = _locked(audit)
    check_can_return(by, locked, agency)
    check_reads_as_shown(locked, wording)
    _say(by, locked, AuditEntryKind.RETURNED, agency, words)
    return _move(locked, AuditState.RETURNED)


@transaction.atomic
def call_in(*, by: Person, audit: JointAudit, why: str) -> JointAudit:
    """Take an audit that was not returned as it stands. Raises InspectionRefused; ValueError without a reason."""
    locked = _locked(audit)
    check_can_call_in(by, locked)
    if not why.strip():
        raise ValueError("Say why the audit is called in: the agencies read it.")
    _say(by, locked, AuditEntryKind.CALLED_IN, None, why)
    return _move(locked, AuditState.RETURNED)


@transaction.atomic
def compare(*, by: Person, audit: JointAudit, question: str, mark: str, why: str) -> AuditMark:
    """Say how the inspectors' view of a question stands to the partnership's, and why. Raises InspectionRefused; ValueError."""
    locked = _locked(audit)
    check_can_compare(by, locked)
    if question not in {one.id for one in locked.inspection.framework.joint_audit}:
        raise InspectionRefused("This question is not asked here.")
    if not why.strip():
        raise ValueError("Say why, so that somebody else can follow it.")
    said = {"question": question, "mark": Comparison(mark), "why": why.strip(), "by": by, "at": timezone.now()}
    made = AuditMark(inspection=locked.inspection, audit=locked, **said)
    made.save(force_insert=True)
    _record(by, locked, "joint audit: views compared", question=question, mark=str(made.mark))
    return made


def open_audit(*, by: Person, audit: JointAudit) -> list[Answer]:
    """Return every answer somebody of the team may read, and log the read. Raises InspectionRefused."""
    check_is_inspector(by, audit.inspection)
    return _opened(by, audit)


def open_audit_at(*, by: Person, audit: JointAudit, agency: Agency) -> list[Answer]:
    """Return every answer an agency that takes part may read, and log the read. Raises InspectionRefused."""
    check_can_write_part(by, audit, agency)
    return [answer for answer in _opened(by, audit, agency.key) if answer.voice != Voice.INSPECTORS]


def _opened(by: Person, audit: JointAudit, agency: str = "") -> list[Answer]:
    found = answers_seen_by(by, audit)
    about = {"code": audit.tracked.code, "agency": agency, "answers": len(found)}
    chain, key = str(audit.inspection_id), str(audit.pk)
    record_read(by=by, chain=chain, action="joint audit opened", object_kind="jointaudit", object_id=key, detail=about)
    return found


def _locked(audit: JointAudit) -> JointAudit:
    rows = JointAudit.objects.select_for_update(of=("self",)).select_related("inspection", "tracked")
    return rows.get(pk=audit.pk)


def _move(audit: JointAudit, to: AuditState) -> JointAudit:
    audit.state = to
    audit.save(update_fields=["state"])
    return audit


def _say(by: Person, audit: JointAudit, kind: AuditEntryKind, agency: Agency | None, words: str = "") -> AuditEntry:
    said = {"kind": kind, "agency": agency, "by": by, "at": timezone.now(), "words": words.strip(), "wording": wording_of(audit)}
    entry = AuditEntry(inspection=audit.inspection, audit=audit, **said)
    entry.save(force_insert=True)
    _record(by, audit, f"joint audit: {kind.label.lower()}", agency=agency.key if agency else "")
    return entry


def _record(by: Person, audit: JointAudit, action: str, **detail: Any) -> None:
    chain, about = str(audit.inspection_id), {"code": audit.tracked.code, **detail}
    record(by=by, chain=chain, action=action, object_kind="jointaudit", object_id=str(audit.pk), detail=about)
