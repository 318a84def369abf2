"""Reads of interruptions: what stands, what holds a stage, which dates moved, who saw it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.inspections.interruptions.enums import MOVES_DATES, InterruptionKind, InterruptionState
from joinedup.inspections.interruptions.models import Interruption, InterruptionEntry, InterruptionSeen, KeyDateMove
from joinedup.inspections.models import DaySet, Inspection
from joinedup.people.models import Person

#: How long a decision is told of once its day has come.
NEWS: Final = timedelta(weeks=4)


def interruptions_of(inspection: Inspection) -> QuerySet[Interruption]:
    """Return an inspection's interruptions, the latest first, with who asked."""
    found = Interruption.objects.filter(inspection=inspection)
    return found.select_related("agency", "inspectorate", "recorded_by", "inspection").order_by("-number")


def interruptions_seen_by(person: Person, inspection: Inspection) -> QuerySet[Interruption]:
    """Return an inspection's interruptions as far as a person may see them, the latest first."""
    return interruptions_of(inspection).filter(pk__in=Interruption.objects.visible_to(person).values("pk"))


def asked_by_agencies(agencies: Sequence[Agency], inspection: Inspection) -> QuerySet[Interruption]:
    """Return what agencies asked for, the latest first: how it stands is theirs to know, its grounds and words are the team's."""
    return interruptions_of(inspection).filter(agency__in=agencies)


def to_decide(inspection: Inspection) -> QuerySet[Interruption]:
    """Return what is asked for and not decided."""
    return interruptions_of(inspection).filter(state=InterruptionState.ASKED)


def standing(inspection: Inspection, today: date | None = None) -> QuerySet[Interruption]:
    """Return the deferrals and pauses that hold on a day: agreed, begun, and the day on which the work goes on not come.

    One that was ended with a day to come holds until that day.
    """
    today = today or timezone.localdate()
    return not_over(inspection, today).filter(begins__lte=today)


def not_over(inspection: Inspection, today: date | None = None) -> QuerySet[Interruption]:
    """Return the deferrals and pauses that hold on a day or lie ahead of it: the day on which the work goes on has not come."""
    held = Q(state=InterruptionState.AGREED, until=None)
    held |= Q(state__in=(InterruptionState.AGREED, InterruptionState.ENDED), until__gt=today or timezone.localdate())
    return interruptions_of(inspection).filter(held, kind__in=MOVES_DATES)


def times_lost(inspection: Inspection, but: InterruptionEntry | None = None) -> list[tuple[date, date]]:
    """Return the times the decisions so far have counted as lost, each from a day up to, but not including, another.

    Once a key date was put right by hand, a decision made before counts no further than its interruption lasts as it stands now:
    the day it was agreed until may have been the mistyped one.
    """
    counted = told_of(inspection).filter(until__isnull=False).exclude(pk=but.pk if but else None)
    righted = DaySet.objects.filter(inspection=inspection).aggregate(last=Max("at"))["last"]
    return [(entry.begins, _counted_until(entry, righted)) for entry in counted]


def _counted_until(entry: InterruptionEntry, righted: datetime | None) -> date:
    stands, until = entry.interruption.until, entry.until or entry.begins
    return min(until, max(stands, entry.begins)) if righted and entry.at < righted and stands else until


def pause_of(inspection: Inspection) -> Interruption | None:
    """Return the pause that holds today."""
    return standing(inspection).filter(kind=InterruptionKind.PAUSE).first()


def deferral_of(inspection: Inspection) -> Interruption | None:
    """Return the deferral before which fieldwork does not begin: agreed, and the day on which the work goes on not come."""
    return not_over(inspection).filter(kind=InterruptionKind.DEFERRAL).first()


def stated(inspection: Inspection) -> list[Interruption]:
    """Return what is stated on an inspection and in its letter: that it is incomplete, that more evidence was gathered."""
    kinds = (InterruptionKind.INCOMPLETE, InterruptionKind.ADDITIONAL_EVIDENCE)
    held = (InterruptionState.AGREED, InterruptionState.ENDED)
    return list(interruptions_of(inspection).filter(kind__in=kinds, state__in=held).order_by("begins", "number"))


def entries_of(interruption: Interruption) -> QuerySet[InterruptionEntry]:
    """Return what was decided about an interruption, in order."""
    return InterruptionEntry.objects.filter(interruption=interruption).select_related("by").order_by("at")


def date_moves(inspection: Inspection) -> QuerySet[KeyDateMove]:
    """Return every move of a key date, the latest decision first."""
    found = KeyDateMove.objects.filter(inspection=inspection).select_related("entry__interruption")
    return found.order_by("-entry__at", "computed", "step")


def told_of(inspection: Inspection) -> QuerySet[InterruptionEntry]:
    """Return the decisions agencies are told of, the latest first: those that put off, stop or let go on, and their dates."""
    told = (InterruptionState.AGREED, InterruptionState.ENDED)
    found = InterruptionEntry.objects.filter(inspection=inspection, to__in=told, interruption__kind__in=MOVES_DATES)
    return found.select_related("interruption").prefetch_related("moves").order_by("-at")


def news_of(inspection: Inspection) -> list[InterruptionEntry]:
    """Return what people are told, the latest decision first: what still stands, and the last decision while it is news.

    It is news until its day has come, and four weeks at least.
    """
    entries, standing_now = list(told_of(inspection)), {one.pk for one in not_over(inspection)}
    told: list[InterruptionEntry] = []
    for place, entry in enumerate(entries):
        if entry.interruption_id in {other.interruption_id for other in entries[:place]}:
            continue  # a later decision about the same one holds
        last = place == 0 and ((entry.until or entry.begins) >= timezone.localdate() or entry.at >= timezone.now() - NEWS)
        if last or entry.interruption_id in standing_now:
            told.append(entry)
    return told


def seen_by_whom(entry: InterruptionEntry) -> QuerySet[InterruptionSeen]:
    """Return who saw a decision on a page of theirs, and when."""
    return InterruptionSeen.objects.filter(entry=entry).select_related("person").order_by("at")
