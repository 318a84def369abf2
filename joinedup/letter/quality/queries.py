"""Reading who reads a draft for its quality, and what they asked."""

from uuid import UUID

from django.db.models import QuerySet

from joinedup.areas.models import InspectorateMember
from joinedup.areas.queries import staff_of
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.models import Inspection, TeamMember
from joinedup.letter.core.gaps import Gap
from joinedup.letter.quality.enums import QueryState
from joinedup.letter.quality.models import QualityQuery, QualityRead, QualityReader, QueryEntry
from joinedup.people.models import Person

#: Who takes part in writing or signing, and so is not outside what is to be read.
INSIDE = (Role.LEAD, Role.INSPECTOR, Role.SIGNATORY)
#: Stages in which there is a draft to read.
READING = (Stage.JUDGING, Stage.WRITING, Stage.CHECKING, Stage.SIGNED)


def insiders(inspection: Inspection) -> QuerySet[TeamMember]:
    """Return who writes or signs the letter."""
    return TeamMember.objects.filter(inspection=inspection, role__in=INSIDE)


def readers_of(inspection: Inspection) -> QuerySet[QualityReader]:
    """Return who reads the drafts now: somebody who has come to write or sign since reads them no more."""
    standing = QualityReader.objects.filter(inspection=inspection, ended_at=None, person__is_active=True)
    return standing.exclude(person__in=insiders(inspection).values("person")).select_related("person", "appointed_by")


def reading_for(person: Person) -> list[Inspection]:
    """Return the inspections whose draft a person reads for its quality now, newest first; those not begun are among them."""
    if not person.is_active:
        return []
    rows = QualityReader.objects.filter(person=person, ended_at=None, inspection__stage__in=READING)
    inside = TeamMember.objects.filter(person=person, role__in=INSIDE).values("inspection")
    return [
        row.inspection for row in rows.exclude(inspection__in=inside).select_related("inspection__area").order_by("-appointed_at")
    ]


def could_read(inspection: Inspection) -> QuerySet[InspectorateMember]:
    """Return who can still be appointed: staff of the framework's inspectorates who neither write nor sign."""
    codes = [inspectorate.id for inspectorate in inspection.framework.inspectorates]
    reading = QualityReader.objects.filter(inspection=inspection, ended_at=None).values("person")
    return staff_of(codes).exclude(person__in=insiders(inspection).values("person")).exclude(person__in=reading)


def queries_of(letter) -> QuerySet[QualityQuery]:
    """Return a letter's queries in the order they were raised."""
    return letter.quality_queries.select_related("raised_by", "inspection").order_by("number")


def queries_seen_by(person: Person, letter) -> QuerySet[QualityQuery]:
    """Return a letter's queries as far as a person may see them."""
    return (
        QualityQuery.objects.all()
        .visible_to(person)
        .filter(pk__in=queries_of(letter))
        .select_related("raised_by", "letter__inspection")
    )


def queries_by_passage(letter) -> dict[UUID | None, list[QualityQuery]]:
    """Return id of a passage → its queries; None → those about the letter as a whole."""
    found: dict[UUID | None, list[QualityQuery]] = {}
    for query in queries_of(letter):
        found.setdefault(query.passage_id, []).append(query)
    return found


def entries_of(query: QualityQuery) -> QuerySet[QueryEntry]:
    """Return what was said about a query, in order."""
    return query.entries.select_related("said_by").order_by("said_at")


def reads_of(letter) -> QuerySet[QualityRead]:
    """Return who has read which version, the last first."""
    return letter.quality_reads.select_related("person").order_by("-read_at")


def gaps_of(letter, version: str) -> list[Gap]:
    """Return what stands between a draft at a version and its signatures: open queries block, a reading that lacks does not."""
    standing = set(letter.passages.values_list("pk", flat=True))
    left = [one for one in queries_of(letter) if one.state != QueryState.CLOSED]
    gaps = [Gap(_said(one), str(one.passage_id) if one.passage_id in standing else "") for one in left]
    versions = {one.version for one in reads_of(letter)}
    if not versions:
        gaps.append(Gap("Nobody outside the team has read this draft yet.", blocks=False))
    elif version not in versions:
        gaps.append(Gap("The draft has changed since somebody outside the team read it.", blocks=False))
    return gaps


def _said(query: QualityQuery) -> str:
    if query.state == QueryState.ANSWERED:
        return f"{query} is answered, and {query.raised_by.name} has not closed it."
    return f"{query} is open. Answer it."
