"""Reading meetings with agencies: the record with what replaced what, how agencies saw it, what is to be done and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet

from joinedup.areas.models import Agency
from joinedup.inspections.keeping_in_touch.enums import FollowUpState, PointKind, TalkKind, ViewKind
from joinedup.inspections.keeping_in_touch.models import FollowUp, FollowUpEntry, Talk, TalkPoint, TalkView
from joinedup.inspections.models import Inspection
from joinedup.method.framework import AgendaPoint
from joinedup.method.setting_up import keep_in_touch_of, set_up_agenda_of
from joinedup.people.models import Person


@dataclass(frozen=True)
class Said:
    """One point as it stands now, with the wordings it replaced, the latest first."""

    point: TalkPoint
    before: tuple[TalkPoint, ...]


@dataclass(frozen=True)
class Followed:
    """One follow-up with what was said of it, the oldest first."""

    row: FollowUp
    entries: tuple[FollowUpEntry, ...]

    def overdue(self, today: date) -> bool:
        """Return whether its day has passed and it is not done."""
        return self.row.state == FollowUpState.OPEN and self.row.due_on < today


@dataclass(frozen=True)
class Unread:
    """The agencies that have not read a record as it stands: those that never did, and those it changed for since they did."""

    never: tuple[Agency, ...]
    changed: tuple[Agency, ...]


def agenda_of(inspection: Inspection, kind: TalkKind) -> tuple[AgendaPoint, ...]:
    """Return what is gone through in a meeting of a kind, as the framework lays it down."""
    framework = inspection.framework
    return set_up_agenda_of(framework) if kind == TalkKind.SET_UP else keep_in_touch_of(framework)


def talks_seen_by(person: Person, inspection: Inspection) -> QuerySet[Talk]:
    """Return an inspection's meetings with agencies as far as a person may see them, the latest first."""
    seen = Talk.objects.filter(pk__in=Talk.objects.all().visible_to(person).filter(inspection=inspection).values("pk"))
    return seen.select_related("inspection", "written_by").prefetch_related("agencies").order_by("-held_at", "-number")


def talks_of(inspection: Inspection) -> QuerySet[Talk]:
    """Return an inspection's meetings with agencies, the latest first."""
    return Talk.objects.filter(inspection=inspection).prefetch_related("agencies").order_by("-held_at", "-number")


def agencies_at(talk: Talk) -> list[Agency]:
    """Return the agencies that were at a meeting, by sector and name."""
    return sorted(talk.agencies.all(), key=lambda agency: (agency.sector, agency.name))


def points_of(talk: Talk) -> list[Said]:
    """Return what stands in a meeting's record, in the order it was first written, each with what it replaced."""
    rows = list(TalkPoint.objects.filter(talk=talk).select_related("by").order_by("number"))
    later = {row.replaces_id: row for row in rows if row.replaces_id}
    found = []
    for first in (row for row in rows if row.replaces_id is None):
        chain = [first]
        while chain[-1].pk in later:
            chain.append(later[chain[-1].pk])
        found.append(Said(chain[-1], tuple(reversed(chain[:-1]))))
    return found


def views_of(talk: Talk) -> QuerySet[TalkView]:
    """Return what agencies said of a meeting's record, in order."""
    return TalkView.objects.filter(talk=talk).select_related("agency", "by").order_by("at")


def follow_ups_of(talk: Talk) -> list[Followed]:
    """Return what is followed up of a meeting, in order, with what was said of each."""
    return _followed(FollowUp.objects.filter(talk=talk))


def follow_ups_seen_by(person: Person, talk: Talk) -> QuerySet[FollowUp]:
    """Return what is followed up of a meeting as far as a person may see it, in order."""
    seen: QuerySet[FollowUp] = FollowUp.objects.all().visible_to(person).filter(talk=talk)
    return seen.select_related("agency", "inspection", "talk").order_by("number")


def followed_by(person: Person, talk: Talk) -> list[Followed]:
    """Return what is followed up of a meeting with what was said of each, both as far as a person may see them."""
    return _followed(follow_ups_seen_by(person, talk), FollowUpEntry.objects.all().visible_to(person))


def open_follow_ups(inspection: Inspection) -> QuerySet[FollowUp]:
    """Return what is still to be done after the meetings, the earliest due first."""
    rows = FollowUp.objects.filter(inspection=inspection, state=FollowUpState.OPEN)
    return rows.select_related("talk", "agency").order_by("due_on", "number")


def open_follow_ups_at(agency: Agency, inspection: Inspection) -> list[Followed]:
    """Return what one agency is still to do after the meetings, the earliest due first."""
    return _followed(open_follow_ups(inspection).filter(agency=agency))


def seen_differently(inspection: Inspection) -> QuerySet[TalkView]:
    """Return what agencies saw differently, the latest first."""
    rows = TalkView.objects.filter(inspection=inspection, kind=ViewKind.DIFFERENTLY)
    return rows.select_related("talk", "agency", "by").order_by("-at")


def answered_since(view: TalkView) -> bool:
    """Return whether the team added to a record after an agency said that it saw it differently."""
    return TalkPoint.objects.filter(talk=view.talk, at__gt=view.at).exists()


def unread_of(talks: Iterable[Talk]) -> dict[UUID, Unread]:
    """Return by meeting the agencies that have not read its record as it stands, of many meetings at once."""
    talks = list(talks)
    points = TalkPoint.objects.filter(talk__in=talks).order_by().values_list("talk")
    views = TalkView.objects.filter(talk__in=talks).order_by().values_list("talk", "agency")
    highest = dict(points.annotate(Max("number")))
    seen = {(talk, agency): number for talk, agency, number in views.annotate(Max("seen"))}
    found = {}
    for talk in talks:
        there = agencies_at(talk)
        never = [agency for agency in there if (talk.pk, agency.pk) not in seen]
        changed = [agency for agency in there if agency not in never and seen[talk.pk, agency.pk] < highest.get(talk.pk, 0)]
        found[talk.pk] = Unread(tuple(never), tuple(changed))
    return found


def not_seen_by(talk: Talk) -> list[Agency]:
    """Return the agencies that were at a meeting and have said nothing of its record as it stands now."""
    unread = unread_of([talk])[talk.pk]
    return [agency for agency in agencies_at(talk) if agency in (*unread.never, *unread.changed)]


def awaiting_view_of(agency: Agency, inspection: Inspection) -> list[Talk]:
    """Return the meetings an agency was at and whose record, as it stands now, it has said nothing of, the latest first."""
    talks = list(talks_of(inspection).filter(pk__in=Talk.objects.filter(agencies=agency)))
    unread = unread_of(talks)
    return [talk for talk in talks if agency in (*unread[talk.pk].never, *unread[talk.pk].changed)]


def highest_of(talk: Talk) -> int:
    """Return the highest number of a point of a meeting's record."""
    return TalkPoint.objects.filter(talk=talk).aggregate(highest=Max("number"))["highest"] or 0


def read_to(talk: Talk, agencies: Iterable[Agency]) -> int | None:
    """Return up to which point agencies all read a record; none where one of them never said that it did."""
    rows = TalkView.objects.filter(talk=talk).order_by().values_list("agency").annotate(Max("seen"))
    seen = dict(rows)
    numbers = [seen.get(agency.pk) for agency in agencies]
    return None if not numbers or None in numbers else min(numbers)


def disputed(talk: Talk) -> int:
    """Return how many points stand as disputed."""
    return sum(said.point.kind == PointKind.DISPUTED for said in points_of(talk))


def _followed(rows: Iterable[FollowUp], entries: QuerySet[FollowUpEntry] | None = None) -> list[Followed]:
    rows = list(rows)
    said: dict[FollowUp, list[FollowUpEntry]] = {row: [] for row in rows}
    found = FollowUpEntry.objects.all() if entries is None else entries
    for entry in found.filter(follow_up__in=rows).select_related("by", "follow_up").order_by("at"):
        said[entry.follow_up].append(entry)
    return [Followed(row, tuple(entries)) for row, entries in said.items()]
