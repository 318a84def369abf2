"""Reading urgent concerns: who may see which, how their clocks stand, and what is left to whom."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from joinedup.areas.models import Agency
from joinedup.cases.concerns.enums import OPEN, ConcernState, EntryKind
from joinedup.cases.concerns.models import Concern, ConcernEntry, ConcernReceiver
from joinedup.cases.concerns.rules import check_party_can_write_down, moves_of, parties_among
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of
from joinedup.method.concerns import route_of
from joinedup.method.within import OPEN as STILL_OPEN
from joinedup.method.within import OUTSIDE, due_at, kept
from joinedup.people.models import Person
from joinedup.people.refusal import passes


@dataclass(frozen=True)
class Clock:
    """One thing a concern waits or waited for: by when it is due, when it came, and `standing` met | open | outside.

    Of replies there is one clock a round: a round begins anew each time the concern is said not to be seen to work yet.
    """

    what: str  # written | acknowledged | replied
    due: datetime
    came: datetime | None
    standing: str
    running: bool = True  # whether it is still waited for, or would be if it had not come
    round: int = 0  # 1, 2 … where there were several rounds of replies


def concerns_of(inspection: Inspection) -> QuerySet[Concern]:
    """Return every concern of an inspection by number, those closed and withdrawn too: for checks, not for pages."""
    found = Concern.objects.filter(inspection=inspection).select_related("inspection", "tracked", "raised_by").order_by("number")
    return found.prefetch_related(Prefetch("entries", _steps(), to_attr="steps_taken"))  # the clocks of a list in one query


def concerns_seen_by(person: Person, inspection: Inspection) -> QuerySet[Concern]:
    """Return an inspection's concerns as far as a person may see them, by number."""
    return concerns_of(inspection).filter(pk__in=Concern.objects.all().visible_to(person).values("pk"))


def open_concerns(person: Person, inspection: Inspection) -> QuerySet[Concern]:
    """Return the concerns a person may see in which something is still to be done."""
    return concerns_seen_by(person, inspection).filter(state__in=OPEN)


def concerns_about(person: Person, inspection: Inspection, *, tracked: object = None, child_id: str = "") -> QuerySet[Concern]:
    """Return the concerns a person may see about one child: by the tracked child's id, or its id in a link run."""
    seen = concerns_seen_by(person, inspection)
    return seen.filter(tracked=tracked) if tracked else seen.filter(child_id=child_id)


def waiting_at(person: Person, inspection: Inspection, agency: Agency | None = None) -> QuerySet[Concern]:
    """Return the concerns that wait for an acknowledgement or a reply of somebody at an agency's door, of one agency or of any."""
    waits = (ConcernState.RAISED, ConcernState.ACKNOWLEDGED, ConcernState.NOT_YET)
    waiting = concerns_seen_by(person, inspection).filter(state__in=waits)
    return waiting.filter(pk__in=ConcernReceiver.objects.filter(agency=agency).values("concern")) if agency else waiting


def entries_of(concern: Concern) -> QuerySet[ConcernEntry]:
    """Return what was said and done, in order, with who said it."""
    return concern.entries.select_related("said_by").order_by("seq")


def receivers_of(concern: Concern) -> QuerySet[ConcernReceiver]:
    """Return who receives a concern."""
    return concern.receivers.select_related("agency", "person").order_by("post", "pk")


def received_by(person: Person, concern: Concern) -> list[Agency]:
    """Return the agencies a person receives a concern for."""
    rows = receivers_of(concern).filter(agency__members__person=person)
    return [row.agency for row in rows if row.agency]


def clocks_of(concern: Concern, now: datetime) -> list[Clock]:
    """Return what a concern waits or waited for, in order; how each was kept stays after it is closed or withdrawn.

    A clock stops with the concern. What had not come by then, and was not due yet, was never outside its time: it is left out.
    """
    route = route_of(concern.inspection.framework, concern.route)
    steps = _steps_of(concern)
    ended = next((step.said_at for step in reversed(steps) if step.kind in _ENDED), now) if concern.state not in OPEN else None
    found = [("acknowledged", concern.acknowledge_due_at, concern.acknowledged_at, ended, 0)]
    if concern.written_due_at is not None and route.voice_first:
        found.insert(0, ("written", concern.written_due_at, concern.written_at, ended, 0))
    rounds = _rounds(concern, steps)
    found += [("replied", *one, place if len(rounds) > 1 else 0) for place, one in enumerate(rounds, 1)]
    clocks = [Clock(what, due, came, kept(due, came, end or now), end is None, place) for what, due, came, end, place in found]
    return [clock for clock in clocks if clock.running or clock.standing != STILL_OPEN]


def outside_time(concern: Concern, now: datetime) -> list[Clock]:
    """Return what is still waited for although its time is up."""
    return [clock for clock in clocks_of(concern, now) if clock.running and clock.came is None and clock.standing == OUTSIDE]


def awaited_next(concern: Concern, now: datetime) -> Clock | None:
    """Return what a concern waits for from its receiver next, acknowledging before replying; none where it waits for nothing."""
    waits = (clock for clock in clocks_of(concern, now) if clock.running and clock.came is None and clock.what != "written")
    return next(waits, None)


#: With what a concern, or a round of replies, ends.
_ENDED = (EntryKind.CLOSED, EntryKind.WITHDRAWN)
_ROUND_ENDED = (EntryKind.SEEN, EntryKind.NOT_YET, *_ENDED)


def _rounds(concern: Concern, steps: list[ConcernEntry]) -> list[tuple[datetime, datetime | None, datetime | None]]:
    """Return of each round of replies by when one was due, when the first came, and when the round ended (null while it runs)."""
    hours, way = concern.inspection.framework.working_hours, route_of(concern.inspection.framework, concern.route).reply
    rounds: list[tuple[datetime, datetime | None, datetime | None]] = []
    due, came, ended = due_at(concern.raised_at, way, hours), None, None
    for step in steps:
        if step.kind == EntryKind.REPLIED and came is None:
            due, came = step.due_at or due, step.said_at
        if step.kind in _ROUND_ENDED:
            ended = ended or step.said_at
        if step.kind == EntryKind.NOT_YET:
            rounds.append((due, came, ended))
            due, came, ended = due_at(step.said_at, way, hours), None, None
    return [*rounds, (concern.reply_due_at, came, ended)]


def _steps() -> QuerySet[ConcernEntry]:
    """Return entries without their words, which stay sealed: what was done when."""
    return ConcernEntry.objects.defer("words").order_by("seq")


def _steps_of(concern: Concern) -> list[ConcernEntry]:
    """Return what was done about a concern, fetched with it where it came in a list."""
    fetched: list[ConcernEntry] | None = getattr(concern, "steps_taken", None)
    return list(_steps().filter(concern=concern)) if fetched is None else fetched


def left_to(person: Person, inspection: Inspection) -> list[tuple[Concern, bool]]:
    """Return the open concerns somebody has something to do about, or raised: each with whether it is to be put in writing yet."""
    roles, left = roles_of(person, inspection), []  # asked once, however many concerns
    for concern in open_concerns(person, inspection):
        parties = parties_among(person, concern, roles)
        write = passes(check_party_can_write_down, parties, concern)
        if write or moves_of(parties, concern):
            left.append((concern, write))
    return left
