"""Reading tracking records. What reaches a person is read through `cases.tracking.actions`, which logs it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from joinedup.audit.queries import read_since
from joinedup.cases.core.versions import Version, standing
from joinedup.cases.models import RecordVersion, TrackedChild
from joinedup.cases.tracking.models import RecordPart as PartRow
from joinedup.cases.versions.queries import versions_of
from joinedup.inspections.models import Inspection
from joinedup.method.recording import RecordPart, parts_of
from joinedup.people.models import Person

#: How long after somebody opened a part others are told that they have it open.
OPEN_FOR = timedelta(minutes=5)


@dataclass(frozen=True)
class Written:
    """A part of a child's record and every wording of it, the oldest first."""

    id: uuid.UUID
    part: RecordPart
    versions: tuple[Version, ...]

    @property
    def standing(self) -> tuple[Version, ...]:
        """Return the wordings nothing was written over: one as a rule, more where they wait to be joined."""
        return standing(self.versions)

    @property
    def to_join(self) -> bool:
        """Return whether several wordings wait to be joined."""
        return len(self.standing) > 1


@dataclass(frozen=True)
class Here:
    """Somebody who has a part open, since when."""

    person: Person
    since: datetime


def part_id(tracked: TrackedChild, section: str, sector: str) -> uuid.UUID:
    """Return the id of a part: the same whoever writes it first."""
    return uuid.uuid5(tracked.pk, f"{section}|{sector}")


def record_of(tracked: TrackedChild) -> list[Written]:
    """Return every part of a child's record in the framework's order, begun or not."""
    rows = RecordVersion.objects.filter(part__tracked=tracked).select_related("by", "part")
    by_part: dict[uuid.UUID, list[RecordVersion]] = defaultdict(list)
    for row in rows:
        by_part[row.part_id].append(row)
    found = ((part_id(tracked, part.section.id, part.sector), part) for part in parts_of(tracked.inspection.framework))
    return [Written(id, part, versions_of(by_part[id])) for id, part in found]


def part_written(tracked: TrackedChild, part: RecordPart) -> Written:
    """Return one part of a child's record."""
    id = part_id(tracked, part.section.id, part.sector)
    return Written(id, part, versions_of(RecordVersion.objects.filter(part=id).select_related("by")))


def others_here(written: Written, person: Person) -> list[Here]:
    """Return who else opened a part in the last minutes and has not saved it since. A hint only: nobody is kept out by it."""
    opened = read_since("recordpart", str(written.id), timezone.now() - OPEN_FOR)
    opened.pop(str(person.pk), None)
    saved = dict(RecordVersion.objects.filter(part=written.id, by__in=list(opened)).order_by("at").values_list("by", "at"))
    people = Person.objects.filter(pk__in=list(opened))
    return [Here(one, opened[str(one.pk)]) for one in people if one.pk not in saved or saved[one.pk] < opened[str(one.pk)]]


def begun(children: Iterable[TrackedChild]) -> set[uuid.UUID]:
    """Return the ids of the children whose record has been begun."""
    return set(PartRow.objects.filter(tracked__in=[child.pk for child in children]).values_list("tracked", flat=True))


def parts_to_join(inspection: Inspection) -> list[PartRow]:
    """Return the parts of an inspection's records in which several wordings wait to be joined, by child."""
    ids: dict[uuid.UUID, set[str]] = defaultdict(set)
    over: dict[uuid.UUID, set[str]] = defaultdict(set)
    for id, part, parents in RecordVersion.objects.filter(inspection=inspection).values_list("pk", "part", "parents"):
        ids[part].add(str(id))
        over[part].update(parents)
    waiting = [part for part, kept in ids.items() if len(kept - over[part]) > 1]
    return list(PartRow.objects.filter(pk__in=waiting).select_related("tracked").order_by("tracked__number", "section", "sector"))
