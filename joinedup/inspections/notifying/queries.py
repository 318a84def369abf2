"""Reads of notification: the pack as it stands and as it would be made now, the calls, the days that hold."""

from django.db.models import QuerySet
from django.utils import timezone

from joinedup.areas.models import AgencyMember
from joinedup.inspections import queries
from joinedup.inspections.core import pack as core
from joinedup.inspections.enums import Role
from joinedup.inspections.interruptions.queries import NEWS
from joinedup.inspections.models import DaySet, Inspection, KeyDate, NotificationCall, NotificationPack
from joinedup.inspections.naming import code_word
from joinedup.people.models import Person

#: Who of a team stands in the pack: those an agency meets.
_MET = (Role.LEAD, Role.INSPECTOR)


def packs_of(inspection: Inspection) -> QuerySet[NotificationPack]:
    """Return an inspection's packs, the latest first."""
    return NotificationPack.objects.filter(inspection=inspection).select_related("made_by").order_by("-number")


def pack_of(inspection: Inspection) -> NotificationPack | None:
    """Return the pack that holds: the latest."""
    return packs_of(inspection).first()


def packs_seen_by(person: Person, inspection: Inspection) -> QuerySet[NotificationPack]:
    """Return an inspection's packs as far as a person may see them."""
    return packs_of(inspection).filter(pk__in=NotificationPack.objects.all().visible_to(person).values("pk"))


def content(pack: NotificationPack) -> core.Pack:
    """Return what a pack says. Raises PackError where it is not what was frozen."""
    found = core.from_data(pack.content)
    if core.digest(found) != pack.sha256:
        raise core.PackError("The notification pack is not the one that was made: its hash differs.")
    return found


def pack_now(inspection: Inspection, id: str = "") -> core.Pack:
    """Return the pack as it would be made now. Raises PackError without a lead inspector."""
    return core.compose(inspection.framework, _facts(inspection), id)


def is_overtaken(inspection: Inspection, pack: NotificationPack) -> bool:
    """Return whether something a pack says changed since it was made: a day, the team, the agencies."""
    try:
        return not core.says_the_same(content(pack), pack_now(inspection))
    except core.PackError:
        return True


def calls_of(inspection: Inspection) -> QuerySet[NotificationCall]:
    """Return the calls in order of time."""
    return NotificationCall.objects.filter(inspection=inspection).select_related("called_by", "recorded_by", "pack")


def notified_by(inspection: Inspection) -> NotificationCall | None:
    """Return the call that notified the area."""
    return calls_of(inspection).filter(reached=True).first()


def days_set(inspection: Inspection) -> QuerySet[DaySet]:
    """Return every setting of a printed day by hand, in order."""
    return DaySet.objects.filter(inspection=inspection).select_related("by")


def put_right(inspection: Inspection) -> list[DaySet]:
    """Return the days put right since the area was notified, of each step the last where it still holds; for four weeks."""
    call, rows = notified_by(inspection), days_set(inspection)
    last = {row.step: row for row in (rows.filter(at__gt=call.recorded_at) if call else rows)}
    held = {row.step: row for row in queries.key_dates(inspection)}
    fresh = timezone.now() - NEWS
    return [
        row for step, row in last.items() if step in held and held[step].first == (row.printed or row.computed) and row.at >= fresh
    ]


def days_of(inspection: Inspection) -> list[KeyDate]:
    """Return the calendar in order of the days that hold, then as the framework tells its steps."""
    order = {step.id: place for place, step in enumerate(inspection.framework.calendar)}
    return sorted(queries.key_dates(inspection), key=lambda row: (row.first, order.get(row.step, len(order))))


def _facts(inspection: Inspection) -> core.Facts:
    return core.Facts(
        area=inspection.area.name,
        code_word=code_word(inspection),
        made_up=inspection.made_up,
        notified_on=inspection.notified_on,
        made_on=timezone.localdate(),
        legal_basis=inspection.legal_basis,
        team=_team(inspection),
        agencies=_agencies(inspection),
        days=_days(inspection),
        due=queries.due_days(inspection),
    )


def _team(inspection: Inspection) -> tuple[core.Member, ...]:
    """Return those an agency meets, lead inspectors first; empty without one."""
    rows = [row for row in queries.team(inspection) if row.role in _MET]
    if not any(row.role == Role.LEAD for row in rows):
        return ()
    rows.sort(key=lambda row: (row.role != Role.LEAD, row.inspectorate.name, row.person.name, row.person.email))
    seen: dict[object, core.Member] = {}
    for row in rows:
        email = row.person.email if row.role == Role.LEAD else ""
        seen.setdefault(row.person_id, core.Member(row.person.name, row.get_role_display(), row.inspectorate.name, email))
    return tuple(seen.values())


def _agencies(inspection: Inspection) -> tuple[core.Agency, ...]:
    taking_part = list(queries.agencies(inspection))
    order = [sector.id for sector in inspection.framework.sectors]
    members = AgencyMember.objects.filter(agency__in=taking_part, role="coordinator", person__is_active=True)
    coordinated = set(members.values_list("agency", flat=True))
    taking_part.sort(key=lambda one: (order.index(one.sector) if one.sector in order else len(order), one.name))
    return tuple(core.Agency(one.name, one.sector, one.pk in coordinated) for one in taking_part)


def _days(inspection: Inspection) -> tuple[core.Day, ...]:
    titles = {step.id: step.title for step in inspection.framework.calendar}
    return tuple(
        core.Day(row.step, titles.get(row.step, row.step), row.first, row.last, row.computed if row.first != row.computed else None)
        for row in days_of(inspection)
    )
