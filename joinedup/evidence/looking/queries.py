"""Reads of the grid, of its gaps and of who looks at them. The grid asks for columns only: no note is unsealed for it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from joinedup.cases.consent.queries import set_aside
from joinedup.cases.models import Enquiry, TrackedChild
from joinedup.cases.queries import tracked_children
from joinedup.evidence.core.grid import Grid, NoteFacts, grid_of
from joinedup.evidence.looking.enums import GapState
from joinedup.evidence.looking.models import Gap, GapEntry
from joinedup.evidence.models import Note
from joinedup.evidence.queries import notes_of
from joinedup.inspections.models import Inspection, TeamMember
from joinedup.people.models import Person

_COLUMNS = (
    "pk",
    "number",
    "current__criteria",
    "current__sector",
    "current__source",
    "current__direction",
    "inspectorate__code",
    "current__tracked",
    "usable",
    "heads",
    "restricted",
)


def grid_for(person: Person | None, inspection: Inspection) -> Grid:
    """Return the grid as a person may see it; with none, as somebody who reads no note for restricted eyes."""
    return grid_of(inspection.framework, facts_for(person, inspection))


def facts_for(person: Person | None, inspection: Inspection) -> list[NoteFacts]:
    """Return every note of an inspection without its words; those a person may not read are `hidden`."""
    restricted = Note.objects.filter(inspection=inspection, restricted=True)
    may = set(restricted.visible_to(person).values_list("pk", flat=True)) if person else set()
    aside = set(set_aside(inspection))
    rows = Note.objects.filter(inspection=inspection, current__isnull=False).order_by().values_list(*_COLUMNS)
    return [
        NoteFacts(
            pk,
            number,
            tuple(criteria),
            sector,
            source,
            direction,
            inspectorate,
            tracked,
            usable,
            max(1, len(heads)),
            pk in aside,
            bool(closed) and pk not in may,
        )
        for pk, number, criteria, sector, source, direction, inspectorate, tracked, usable, heads, closed in rows
    ]


def notes_in(person: Person, inspection: Inspection, ids: Iterable[UUID]) -> QuerySet[Note]:
    """Return some notes by number, as far as a person may read them."""
    return notes_of(inspection).filter(pk__in=list(ids)).filter(pk__in=Note.objects.visible_to(person).values("pk"))


def children_unseen(grid: Grid, inspection: Inspection) -> list[TrackedChild]:
    """Return the children tracked now about whom the grid counts no note."""
    seen = {child for row in grid.rows for child in row.whole.children}
    return [child for child in tracked_children(inspection) if child.pk not in seen]


def gaps_of(inspection: Inspection) -> QuerySet[Gap]:
    """Return the gaps ever given, by day, with who looks."""
    return Gap.objects.filter(inspection=inspection).select_related("person", "tracked", "given_by", "inspection")


def gaps_seen_by(person: Person, inspection: Inspection) -> QuerySet[Gap]:
    """Return an inspection's gaps as far as a person may see them."""
    return gaps_of(inspection).filter(pk__in=Gap.objects.visible_to(person).values("pk"))


def gaps_left(inspection: Inspection) -> QuerySet[Gap]:
    """Return the gaps somebody is still to look at."""
    return gaps_of(inspection).filter(state=GapState.GIVEN)


def gaps_left_to(person: Person, inspection: Inspection) -> QuerySet[Gap]:
    """Return the gaps one person is still to look at, by day."""
    return gaps_left(inspection).filter(person=person)


def entries_of(gap: Gap) -> QuerySet[GapEntry]:
    """Return what was done about a gap, in order, with who did it."""
    return GapEntry.objects.filter(gap=gap).select_related("by", "person").order_by("at")


def who_could_look(inspection: Inspection, sector: str) -> list[Person]:
    """Return the team's inspectors of the inspectorates that assess a sector, by name; nobody where none does."""
    codes = [one.id for one in inspection.framework.inspectorates if sector in one.sectors]
    members = TeamMember.objects.filter(inspection=inspection, inspectorate__code__in=codes, role__in=("lead", "inspector"))
    people = {member.person_id: member.person for member in members.select_related("person") if member.person.is_active}
    return sorted(people.values(), key=lambda person: (person.name, str(person.pk)))


def lines_on(lines: Iterable[Enquiry], criterion: str, sector: str) -> list[Enquiry]:
    """Return those lines of enquiry that speak to a criterion in a sector; one without sectors speaks to all."""
    return [line for line in lines if line.criterion == criterion and (not line.sectors or sector in line.sectors)]


def branched_of(person: Person, inspection: Inspection) -> QuerySet[Note]:
    """Return the notes with several wordings side by side of which a person wrote one."""
    wrote = Q(author=person) | Q(revisions__by=person)
    return _own(person, inspection).filter(wrote, heads__1__isnull=False).distinct()


def incomplete_of(person: Person, inspection: Inspection) -> QuerySet[Note]:
    """Return a person's own notes that no finding could rest on yet, and that have one wording."""
    return _own(person, inspection).filter(author=person, usable=False, heads__1__isnull=True)


def _own(person: Person, inspection: Inspection) -> QuerySet[Note]:
    return Note.objects.visible_to(person).filter(inspection=inspection).order_by("number")
