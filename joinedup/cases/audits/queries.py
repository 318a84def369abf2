"""Reading joint audits: who takes part, what each voice says to each question, who agrees."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Max, QuerySet

from joinedup.areas.models import Agency
from joinedup.cases.asked.enums import ChildEntryKind, ChildRequestKind, ChildRequestState
from joinedup.cases.asked.models import ChildRequest, ChildRequestEntry
from joinedup.cases.asked.queries import entries_of as said_about
from joinedup.cases.audits.enums import ANSWER, BRINGING_TOGETHER, AuditEntryKind, AuditState, Voice
from joinedup.cases.audits.models import AuditEntry, AuditMark, AuditPart, JointAudit
from joinedup.cases.core.versions import Version, standing
from joinedup.cases.models import TrackedChild
from joinedup.cases.versions.queries import versions_of
from joinedup.inspections.models import Inspection
from joinedup.method.framework import AuditQuestion, Framework
from joinedup.people.models import Person

_CAME: Final = (AuditEntryKind.RETURNED, AuditEntryKind.CALLED_IN)


@dataclass(frozen=True)
class Answer:
    """What one voice says to one question: every wording, the oldest first."""

    question: str
    voice: Voice
    agency: Agency | None
    versions: tuple[Version, ...]

    @property
    def standing(self) -> tuple[Version, ...]:
        """Return the wordings that stand; more than one wait to be brought together."""
        return standing(self.versions)

    @property
    def words(self) -> str:
        """Return the one wording that stands; "" where there is none, or more than one."""
        last = self.standing
        return last[0].said.get(ANSWER, "") if len(last) == 1 else ""


@dataclass(frozen=True)
class Turn:
    """One agency's part in an audit: when it was handed in, and what it says of the agreed view (`current`: as it reads now).

    `why` is what was said last of its being asked: why it holds nothing, or why it is asked again; "" where neither, or unread.
    """

    agency: Agency
    request: ChildRequest
    handed_in: AuditEntry | None
    said: AuditEntry | None
    current: bool
    why: str = ""


def audit_of(tracked: TrackedChild) -> JointAudit | None:
    """Return a tracked child's joint audit; none before agencies are asked for it."""
    return JointAudit.objects.filter(tracked=tracked).select_related("inspection", "tracked").first()


def audits_seen_by(person: Person, inspection: Inspection) -> QuerySet[JointAudit]:
    """Return an inspection's joint audits as far as a person may see them."""
    seen = JointAudit.objects.all().visible_to(person).filter(inspection=inspection)
    return seen.select_related("inspection", "tracked").order_by("tracked__number")


def audits_under(inspection: Inspection) -> QuerySet[JointAudit]:
    """Return the audits of the children tracked now, by code."""
    rows = JointAudit.objects.filter(inspection=inspection, tracked__state="tracked")
    return rows.select_related("tracked", "inspection").order_by("tracked__number")


def questions_to(framework: Framework, agency: Agency) -> list[AuditQuestion]:
    """Return the questions an agency answers in its own part."""
    return [
        question
        for question in framework.joint_audit
        if question.answered != "together" and (not question.sectors or agency.sector in question.sectors)
    ]


def questions_together(framework: Framework) -> list[AuditQuestion]:
    """Return the questions the agreed view answers."""
    return [question for question in framework.joint_audit if question.answered != "agency"]


def requests_under(audit: JointAudit) -> QuerySet[ChildRequest]:
    """Return what asks each agency for its part, by sector and name."""
    rows = ChildRequest.objects.filter(child__tracked=audit.tracked_id, kind=ChildRequestKind.JOINT_AUDIT)
    asked = rows.exclude(state=ChildRequestState.WITHDRAWN).select_related("agency", "inspection", "child")
    return asked.order_by("agency__sector", "agency__name")


def turns(audit: JointAudit, at: Agency | None = None) -> list[Turn]:
    """Return how each agency asked stands in an audit.

    To the team with why each holds nothing or is asked again; `at` an agency with its own alone, for what another says to the
    team is not its to read.
    """
    wording, entries = wording_of(audit), list(entries_of(audit))
    requests = list(requests_under(audit))
    told = said_about(request for request in requests if at in (None, request.agency))
    return [_turn(request, entries, wording, _why(request, told.get(request, []))) for request in requests]


def _why(request: ChildRequest, told: Iterable[ChildRequestEntry]) -> str:
    kind = {ChildRequestState.NOT_HELD: ChildEntryKind.NOT_HELD, ChildRequestState.ASKED: ChildEntryKind.AGAIN}.get(
        ChildRequestState(request.state)
    )
    return next((entry.words for entry in reversed(list(told)) if entry.kind == kind), "")


def _turn(request: ChildRequest, entries: list[AuditEntry], wording: str, why: str) -> Turn:
    mine = [entry for entry in entries if entry.agency_id == request.agency_id]
    part_in = next((entry for entry in reversed(mine) if entry.kind == AuditEntryKind.PART_IN), None)
    views = [entry for entry in mine if entry.kind in (AuditEntryKind.AGREES, AuditEntryKind.DIFFERS)]
    said = views[-1] if views else None
    return Turn(request.agency, request, part_in, said, current=said is not None and said.wording == wording, why=why)


def entries_of(audit: JointAudit) -> QuerySet[AuditEntry]:
    """Return what was done with an audit, in order, with who did it."""
    return AuditEntry.objects.filter(audit=audit).select_related("by", "agency").order_by("at")


def returned(audit: JointAudit) -> AuditEntry | None:
    """Return how the audit came to the inspectors last; none before it did."""
    return entries_of(audit).filter(kind__in=_CAME).last()


def brings_together(agencies: Iterable[Agency]) -> list[Agency]:
    """Return the agencies of those whose coordinator may bring the partnership together."""
    return [agency for agency in agencies if agency.sector in BRINGING_TOGETHER]


def answers_seen_by(person: Person, audit: JointAudit) -> list[Answer]:
    """Return every answer of an audit a person may read. Opens seals: read for a person through `audits.actions`."""
    return _answers(AuditPart.objects.all().visible_to(person).filter(audit=audit))


def answers_of(audit: JointAudit, voice: Voice, agency: Agency | None = None) -> dict[str, Answer]:
    """Return question → answer in one voice. Opens seals."""
    return {answer.question: answer for answer in _answers(AuditPart.objects.filter(audit=audit, voice=voice, agency=agency))}


def _answers(parts: QuerySet[AuditPart]) -> list[Answer]:
    rows = parts.select_related("agency").prefetch_related("versions__by").order_by("agency__sector", "agency__name", "question")
    return [Answer(part.question, Voice(part.voice), part.agency, versions_of(part.versions.all())) for part in rows]


def wording_of(audit: JointAudit) -> str:
    """Return one hash of the agreed view as it reads now; "" where nothing is written. What agencies agree with is known by it."""
    parts = AuditPart.objects.filter(audit=audit, voice=Voice.AGREED).prefetch_related("versions")
    kept = [row for part in parts for row in part.versions.all()]
    over = {parent for row in kept for parent in row.parents}
    last = sorted(row.hash for row in kept if str(row.pk) not in over)
    return hashlib.sha256("".join(last).encode()).hexdigest() if last else ""


def unjoined(answers: Iterable[Answer]) -> list[str]:
    """Return the questions of which several wordings wait to be brought together."""
    return [answer.question for answer in answers if len(answer.standing) > 1]


def anything_said(answers: Iterable[Answer]) -> bool:
    """Return whether any wording that stands says something: an answer saved and then emptied says nothing."""
    return any(version.said.get(ANSWER, "").strip() for answer in answers for version in answer.standing)


def marks_of(audit: JointAudit) -> Mapping[str, list[AuditMark]]:
    """Return question → what inspectors said when they compared, the latest last. Opens seals when read."""
    told: dict[str, list[AuditMark]] = {}
    for mark in AuditMark.objects.filter(audit=audit).select_related("by").order_by("at"):
        told.setdefault(mark.question, []).append(mark)
    return told


def changed_since(answer: Answer, moment: datetime | None) -> bool:
    """Return whether a wording is later than a moment: that the audit was returned, or that it was compared."""
    return moment is not None and any(version.at > moment for version in answer.standing)


def awaited_audits(inspection: Inspection) -> list[JointAudit]:
    """Return the audits of children tracked now that have not been returned."""
    return [audit for audit in audits_under(inspection) if audit.state != AuditState.RETURNED]


def uncompared(inspection: Inspection) -> list[JointAudit]:
    """Return the returned audits of which no question was compared with the inspectors' own view since they last came."""
    back = [audit for audit in audits_under(inspection) if audit.state == AuditState.RETURNED]
    came = dict(_latest(AuditEntry.objects.filter(audit__in=back, kind__in=_CAME)))
    said = dict(_latest(AuditMark.objects.filter(audit__in=back)))
    return [audit for audit in back if audit.pk not in said or said[audit.pk] < came.get(audit.pk, said[audit.pk])]


def _latest(rows: QuerySet[Any]) -> Iterable[tuple[UUID, datetime]]:
    return rows.order_by().values_list("audit").annotate(latest=Max("at"))
