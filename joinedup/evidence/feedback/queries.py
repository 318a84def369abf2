"""Reads of final feedback: what was fed back, in which words, what was said back, and what the letter makes of it."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.evidence.core.wordings import Wording
from joinedup.evidence.enums import FindingState
from joinedup.evidence.feedback.enums import FeedbackState, Reply
from joinedup.evidence.feedback.models import FeedbackMeeting, Present, SaidBack, SaidFinding
from joinedup.evidence.findings.models import FedBack
from joinedup.evidence.findings.queries import last_version, wording_now
from joinedup.evidence.models import Finding
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import agencies_of
from joinedup.method.feedback import feedback_of
from joinedup.people.models import Person


@dataclass(frozen=True)
class SaidAt:
    """One finding as it was said at a meeting. `now` is its wording since, where that is another; null where it still says this."""

    said: SaidFinding
    words: Wording
    now: Wording | None
    replies: tuple[SaidBack, ...]


def meetings_of(inspection: Inspection) -> QuerySet[FeedbackMeeting]:
    """Return an inspection's final feedback meetings, in order."""
    found = FeedbackMeeting.objects.filter(inspection=inspection)
    return found.select_related("prepared_by", "given_by", "inspection").order_by("number")


def meetings_seen_by(person: Person, inspection: Inspection) -> QuerySet[FeedbackMeeting]:
    """Return an inspection's final feedback meetings as far as a person may see them."""
    return meetings_of(inspection).filter(pk__in=FeedbackMeeting.objects.visible_to(person).values("pk"))


def prepared(inspection: Inspection) -> FeedbackMeeting | None:
    """Return the meeting that is being prepared."""
    return meetings_of(inspection).filter(state=FeedbackState.PREPARED).first()


def given(inspection: Inspection) -> QuerySet[FeedbackMeeting]:
    """Return the meetings that were held, in order."""
    return meetings_of(inspection).filter(state=FeedbackState.GIVEN)


def given_on(inspection: Inspection) -> date | None:
    """Return the day of the first final feedback meeting; null before it is held."""
    first = given(inspection).first()
    return first.on if first else None


def summary_given(person: Person, inspection: Inspection) -> bool:
    """Return whether a person of an agency reads what was fed back: where the framework has it so, once a meeting was held."""
    answers = agencies_of(person, inspection).exists()
    return answers and feedback_of(inspection.framework).summary and given(inspection).exists()


def to_feed_back(inspection: Inspection) -> QuerySet[Finding]:
    """Return the findings that can be fed back now: those that are provisional, by number."""
    return Finding.objects.filter(inspection=inspection, state=FindingState.PROVISIONAL).order_by("number")


def in_order(inspection: Inspection, findings: Collection[Finding]) -> list[Finding]:
    """Return findings in the framework's order of criteria, then by number."""
    order = {criterion.id: place for place, criterion in enumerate(inspection.framework.criteria)}
    return sorted(findings, key=lambda finding: (order.get(finding.criterion, len(order)), finding.number))


def said_at(meeting: FeedbackMeeting) -> list[SaidAt]:
    """Return what was fed back at a meeting in the words of that day, with the wording since beside it where that is another."""
    rows = SaidFinding.objects.filter(meeting=meeting).select_related("finding__inspection", "fed_back__version")
    return [_said(row) for row in rows.order_by("position")]


def present_at(meeting: FeedbackMeeting) -> tuple[list[Person], list[tuple[Agency, list[str]]]]:
    """Return who of the team was at a meeting, by name, and the posts of each agency."""
    rows = list(Present.objects.filter(meeting=meeting).select_related("person", "agency"))
    team = sorted((row.person for row in rows if row.person is not None), key=lambda person: person.name)
    posts: dict[Agency, list[str]] = {}
    for row in rows:
        if row.agency is not None:
            posts.setdefault(row.agency, []).append(row.post)
    return team, sorted(((agency, sorted(said)) for agency, said in posts.items()), key=lambda one: (one[0].sector, one[0].name))


def said_seen_by(person: Person, inspection: Inspection) -> QuerySet[SaidFinding]:
    """Return what was fed back in an inspection as far as a person may see it."""
    seen = SaidFinding.objects.visible_to(person).filter(inspection=inspection)
    return seen.select_related("meeting", "finding", "fed_back__version", "inspection")


def last_reply(said: SaidFinding, agency: Agency) -> Reply | None:
    """Return what an agency said last of a finding; null where it has said nothing."""
    row = SaidBack.objects.filter(said=said, agency=agency).order_by("at").last()
    return Reply(row.reply) if row else None


def promised(inspection: Inspection) -> list[SaidBack]:
    """Return the promises of further evidence that are open: the last thing an agency said of a finding, the first due first."""
    last: dict[tuple[uuid.UUID, uuid.UUID], SaidBack] = {}
    for row in SaidBack.objects.filter(inspection=inspection).select_related("agency", "said__finding").order_by("at"):
        last[row.said_id, row.agency_id] = row
    found = [row for row in last.values() if row.reply == Reply.PROMISED]
    return sorted(found, key=lambda row: (row.due or date.max, row.at))


def overdue(promise: SaidBack, today: date | None = None) -> bool:
    """Return whether promised evidence had a day and that is over."""
    return promise.due is not None and promise.due < (today or timezone.localdate())


def ever_fed_back(inspection: Inspection) -> set[uuid.UUID]:
    """Return the findings that were fed back at some time, in whatever wording."""
    return set(FedBack.objects.filter(inspection=inspection).values_list("finding", flat=True))


def never_fed_back(inspection: Inspection, used: Iterable[uuid.UUID]) -> list[Finding]:
    """Return the findings a letter uses that nobody of the area was ever told, by number."""
    return list(Finding.objects.filter(inspection=inspection, pk__in=set(used) - ever_fed_back(inspection)).order_by("number"))


def said_otherwise(inspection: Inspection, used: Iterable[uuid.UUID]) -> list[Finding]:
    """Return the findings a letter uses that say something else now than the area was last told, by number."""
    rows = FedBack.objects.filter(inspection=inspection, finding__in=set(used)).select_related("version", "finding").order_by("at")
    last = {row.finding_id: row for row in rows}
    found = [
        row.finding for row in last.values() if _heard(wording_now(row.finding)) != _heard(Wording.from_json(row.version.said))
    ]
    return sorted(found, key=lambda finding: finding.number)


def dropped(inspection: Inspection, used: Iterable[uuid.UUID]) -> list[Finding]:
    """Return the findings that were fed back and are in no passage of the letter, by number."""
    return list(Finding.objects.filter(inspection=inspection, pk__in=ever_fed_back(inspection) - set(used)).order_by("number"))


def _said(row: SaidFinding) -> SaidAt:
    version, latest = row.fed_back.version, last_version(row.finding)
    then, now = Wording.from_json(version.said), Wording.from_json(latest.said) if latest is not None else None
    replies = SaidBack.objects.filter(said=row).select_related("agency", "by").order_by("at")
    return SaidAt(row, then, now if now is not None and _heard(now) != _heard(then) else None, tuple(replies))


def _heard(wording: Wording) -> tuple[object, ...]:
    """Return what of a wording those at a meeting hear: not the notes it rests on."""
    return wording.text, wording.direction, wording.sectors, wording.agencies
