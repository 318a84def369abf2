"""The timetable of the fieldwork week: as a grid, by day, as a list, on paper; what is missing in it and what was changed."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.cases.queries import tracked_children
from joinedup.cases.slots.actions import open_timetable
from joinedup.inspections.models import Inspection
from joinedup.inspections.timetable import actions, queries
from joinedup.inspections.timetable.enums import SlotState
from joinedup.inspections.timetable.rules import can_plan
from joinedup.web.components.seen import NOTHING_MARKED, moment_read
from joinedup.web.components.slots import changed
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.timetable_in_words import SlotWords, Timetable

#: How many of the latest changes the page of changes shows.
LATEST = 40


@team_page
def timetable(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show one week as a grid of inspectors and half-days, and what clashes in the whole timetable."""
    read = Timetable(inspection)
    week = read.week(_day(request.GET.get("week")))
    days = read.days(week)
    return _show(
        request,
        "timetable.html",
        read,
        week=week,
        weeks=read.weeks(),
        days=days,
        grid=read.grid(days),
        counts=_counts(read),
        unseen=queries.unseen_by(request.user, inspection).values("entry__slot").distinct().count(),
        without=read.without_slot(),
    )


@team_page
def day(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show one day, hour after hour: what fits a phone."""
    read = Timetable(inspection)
    days = read.all_days()
    wanted = _day(request.GET.get("day")) or timezone.localdate()
    here = next((number for number, one in enumerate(days) if one.date >= wanted), len(days) - 1)
    mine = request.GET.get("whose") == "mine"
    return _show(
        request,
        "timetable_day.html",
        read,
        day=days[here],
        before=days[here - 1] if here else None,
        after=days[here + 1] if here + 1 < len(days) else None,
        mine=mine,
        kept={words.slot.pk for words in days[here].slots if not mine or _is_in(words, request.user.pk)},
    )


@team_page
def listed(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show every slot in order, or those of one inspector, one state, or with a clash."""
    read = Timetable(inspection)
    who, state = request.GET.get("who", ""), request.GET.get("state", "")
    slots = [words for words in read.slots if (not who or _is_in(words, who)) and (not state or _stands(words, state))]
    return _show(
        request,
        "timetable_list.html",
        read,
        slots=slots,
        who=who,
        state=state,
        states=[*SlotState.choices, ("clash", "With a clash")],
    )


@team_page
def printed(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show the week for paper: everybody's, or one inspector's."""
    read = Timetable(inspection)
    who = next((person for person in read.inspectors if str(person.pk) == request.GET.get("who")), None)
    days = [day for day in read.all_days() if any(_printed(words, who) for words in day.slots)]
    rows = [(day, [words for words in day.slots if _printed(words, who)]) for day in days]
    return _show(request, "timetable_print.html", read, rows=rows, who=who, printed_at=timezone.now())


@team_page
def coverage(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show which criteria, sectors and tracked children have slots, and which have none."""
    read = Timetable(inspection)
    counting = [words for words in read.slots if not words.off]
    framework, children = inspection.framework, [child.code for child in tracked_children(inspection)]
    return _show(
        request,
        "timetable_coverage.html",
        read,
        criteria=[(one.id, one.text, [words for words in counting if one.id in words.slot.criteria]) for one in framework.criteria],
        sectors=[(one.id, one.name, [words for words in counting if one.id == words.slot.sector]) for one in framework.sectors],
        children=[(code, code, [words for words in counting if words.slot.child == code]) for code in children],
    )


@team_page
def changes(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what was changed since the reader last looked, then the latest changes of all."""
    read_at = timezone.now()  # before anything is read: what comes meanwhile was not shown
    read = Timetable(inspection)
    told = list(queries.unseen_by(request.user, inspection))
    latest = list(queries.changes_of(inspection=inspection)[:LATEST])
    return _show(
        request,
        "timetable_changes.html",
        read,
        unseen=_worded(read, queries.changed_since(told)),
        read_at=read_at.isoformat(),
        latest=latest,
    )


@require_POST
@team_page
def seen(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Take in that the reader saw the changes the page showed."""
    until = moment_read(request.POST.get("until"))
    if until is None:
        messages.warning(request, NOTHING_MARKED)
    else:
        actions.seen(by=request.user, inspection=inspection, until=until)
        messages.success(request, "Marked as seen.")
    return redirect("inspectorate:timetable-changes", inspection.pk)


def crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    """Return the way back to the timetable."""
    return (("Timetable", reverse("inspectorate:timetable", args=[inspection.pk])),)


def _show(request: HttpRequest, template: str, read: Timetable, **context: Any) -> HttpResponse:
    """Log the reading and show the page."""
    inspection = read.inspection
    open_timetable(by=request.user, inspection=inspection, children=(slot.child for slot in read.rows))
    return show(
        request,
        template,
        inspection,
        child_level=True,
        crumbs=crumbs(inspection),
        read=read,
        clashes=read.clashes,
        may_plan=can_plan(request.user, inspection),
        **context,
    )


def _worded(read: Timetable, found: Any) -> list[Any]:
    """Return slots with their entries and what each changed, in words."""
    return [
        (slot, [(entry, [changed(one, read.names) for one in differences]) for entry, differences in entries])
        for slot, entries in found
    ]


def _counts(read: Timetable) -> list[tuple[SlotState, int]]:
    """Return how many slots stand in each state; states without any are left out."""
    found = [(state, sum(row.state == state for row in read.rows)) for state in SlotState]
    return [(state, many) for state, many in found if many]


def _is_in(words: SlotWords, who: object) -> bool:
    return any(str(person.pk) == str(who) for person in words.slot.inspectors.all())


def _stands(words: SlotWords, state: str) -> bool:
    return bool(words.marks) if state == "clash" else words.slot.state == state


def _printed(words: SlotWords, who: Any) -> bool:
    return not words.off and (who is None or _is_in(words, who.pk))


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said or "")
    except ValueError:
        return None
