"""Reading drafts as sent, replies and points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import Agency, AgencyMember
from joinedup.inspections.models import Inspection
from joinedup.letter.accuracy.enums import CHANGES, Decision, ReplyState
from joinedup.letter.accuracy.models import AccuracyCheck, AccuracyPoint, AccuracyReply, Proof
from joinedup.letter.core.gaps import Gap
from joinedup.letter.enums import LetterState
from joinedup.method.calendar import add_working_days
from joinedup.method.framework import Framework
from joinedup.people.models import Person

#: The calendar's step that says how long agencies have.
STEP: Final = "accuracy"
#: Working days of a framework whose calendar has no such step: as the packaged calendar gives them.
STANDARD_DAYS: Final = 9


@dataclass(frozen=True)
class Told:
    """One line of the lead's one reply to all: whose point, on which section, what became of it. Never an agency's own words."""

    agency: str
    number: int
    section: str
    decision: str
    reason: str


def due_day(framework: Framework, sent_on: date) -> date:
    """Return the last day for comments on a draft sent on a day: the framework's working days after it."""
    offset = next((step.offset for step in framework.calendar if step.id == STEP), STANDARD_DAYS)
    return add_working_days(sent_on, offset)


def checks_of(letter) -> QuerySet[AccuracyCheck]:
    """Return the drafts that were sent, the last first."""
    return letter.accuracy_checks.select_related("sent_by", "answered_by", "letter").order_by("-number")


def latest_check(letter) -> AccuracyCheck | None:
    """Return the draft that was sent last; none before any was."""
    return checks_of(letter).first()


def replies_to(check: AccuracyCheck) -> QuerySet[AccuracyReply]:
    """Return the agencies' replies to a draft, by sector and name."""
    return check.replies.select_related("agency", "sent_by", "check_of__letter__inspection")


def replies_seen_by(person: Person, inspection: Inspection) -> QuerySet[AccuracyReply]:
    """Return the replies of an inspection as far as a person may see them, the last draft's first."""
    seen = AccuracyReply.objects.all().visible_to(person).filter(inspection=inspection)
    related = ("agency", "sent_by", "check_of__letter__inspection", "check_of__sent_by", "check_of__answered_by")
    return seen.select_related(*related).order_by("-check_of__number", "agency__sector", "agency__name")


def replies_awaited(person: Person, inspection: Inspection, agency: Agency) -> list[AccuracyReply]:
    """Return the reply an agency's coordinator is asked for now: to the last draft sent, while it is open."""
    rows = replies_seen_by(person, inspection).filter(agency=agency)
    return [row for row in rows[:1] if is_open(row)]


def drafts_read_by(person: Person, inspection: Inspection) -> list[AccuracyReply]:
    """Return the replies of the agencies a person coordinates in an inspection, the last draft's first."""
    own = AgencyMember.objects.filter(person=person, role=AgencyRole.COORDINATOR).values("agency")
    return list(replies_seen_by(person, inspection).filter(agency__in=own))


def is_open(reply: AccuracyReply) -> bool:
    """Return whether an agency may still comment: nothing sent, no later draft, not answered, the letter not offered."""
    check = reply.check_of
    later = AccuracyCheck.objects.filter(letter=check.letter_id, number__gt=check.number).exists()
    drafting = check.letter.state == LetterState.DRAFTING
    return reply.state == ReplyState.AWAITED and check.answered_at is None and drafting and not later


def points_of(reply: AccuracyReply) -> QuerySet[AccuracyPoint]:
    """Return a reply's points in order."""
    return reply.points.select_related("written_by", "decided_by").prefetch_related("proofs").order_by("number")


def points_seen_by(person: Person, inspection: Inspection) -> QuerySet[AccuracyPoint]:
    """Return an inspection's points as far as a person may see them."""
    seen = AccuracyPoint.objects.all().visible_to(person).filter(inspection=inspection)
    related = ("reply__agency", "reply__check_of__letter__inspection", "decided_by", "written_by")
    return seen.select_related(*related).prefetch_related("proofs").order_by("-reply__check_of__number", "reply", "number")


def points_sent(letter) -> QuerySet[AccuracyPoint]:
    """Return every point of the letter that was sent, of whichever draft."""
    rows = AccuracyPoint.objects.filter(reply__check_of__letter=letter, reply__state=ReplyState.SENT)
    return rows.select_related("reply__agency", "reply__check_of").order_by("reply__check_of__number", "reply", "number")


def proofs_seen_by(person: Person, inspection: Inspection) -> QuerySet[Proof]:
    """Return the proofs a person may see."""
    seen = Proof.objects.all().visible_to(person).filter(inspection=inspection)
    return seen.select_related("file", "point__reply__agency", "point__reply__check_of__letter")


def told_in(check: AccuracyCheck) -> list[Told]:
    """Return what the lead's one reply tells every agency of each point."""
    where = {UUID(id): title for id, title in check.sent.where().items()}
    rows = points_sent(check.letter).filter(reply__check_of=check)
    return [
        Told(
            one.reply.agency.name,
            one.number,
            where.get(one.passage_id, "The letter as a whole"),
            Decision(one.decision).label,
            one.reason,
        )
        for one in rows
    ]


def gaps_of(letter, today: date) -> list[Gap]:
    """Return what stands between a draft and its signatures: agencies that still have time, points not decided or not acted on."""
    check = latest_check(letter)
    if check is None:
        return [Gap("The draft has not been sent to the agencies for factual accuracy.", blocks=False)]
    points, now = list(points_sent(letter)), {row.pk: row.text for row in letter.passages.all()}
    return [*_awaited(check, today), *_undecided(points, now), *_unchanged(points, now), *_untold(check, points)]


def _awaited(check: AccuracyCheck, today: date) -> Iterable[Gap]:
    if check.answered_at is not None:
        return
    for row in replies_to(check):
        if row.state == ReplyState.AWAITED:
            day = f"{row.due_on.day} {row.due_on:%B %Y}"
            running = row.due_on >= today
            said = f"has until {day} to comment on the draft" if running else f"has not replied on the draft, awaited since {day}"
            yield Gap(f"{row.agency.name} {said}.", blocks=running)


def _undecided(points: Iterable[AccuracyPoint], now: Mapping[UUID, str]) -> Iterable[Gap]:
    for one in points:
        if one.decision == Decision.UNDECIDED:
            passage = str(one.passage_id) if one.passage_id in now else ""
            yield Gap(f"{one} of {one.reply.agency.name} is not decided.", passage)


def _unchanged(points: Iterable[AccuracyPoint], now: Mapping[UUID, str]) -> Iterable[Gap]:
    """Points that were accepted, whose passage still says what it said when it was sent."""
    sent: dict[UUID, dict[str, str]] = {}
    for one in points:
        if one.decision not in CHANGES or one.passage_id is None or one.passage_id not in now:
            continue
        texts = sent.setdefault(one.reply.check_of_id, one.reply.check_of.sent.texts())
        if texts.get(str(one.passage_id)) == now[one.passage_id]:
            said = f"{one} of {one.reply.agency.name} was accepted, and its passage still says what it said. Change it."
            yield Gap(said, str(one.passage_id))


def _untold(check: AccuracyCheck, points: Iterable[AccuracyPoint]) -> Iterable[Gap]:
    if check.answered_at is None and any(one.reply.check_of_id == check.pk for one in points):
        yield Gap("The agencies have not been told yet what became of their comments.", blocks=False)
