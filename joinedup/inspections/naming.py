"""What an inspection is called, and who may know its area before it was notified: the circle.

Until then it is its code word, everywhere. Whoever opened it and its lead inspectors need the name; everybody else is named into
the circle with a reason. Each reading of the name is logged (`notifying.actions.read_area`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from joinedup.areas.models import InspectorateMember
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.models import Inspection, NeedsName
from joinedup.inspections.queries import opened_it, roles_of, team
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person
from joinedup.people.refusal import passes


class NotNotifiedYet(InspectionRefused):
    """The area was not notified yet, and whoever asks does not need its name."""


@dataclass(frozen=True)
class Knows:
    """Somebody who may know the area: why, since when and through whom; `row` where they were named into the circle."""

    person: Person
    why: str
    since: datetime
    row: NeedsName | None = None


def is_secret(inspection: Inspection) -> bool:
    """Return whether the area was not notified yet, so that the inspection is its code word to everybody."""
    return inspection.stage == Stage.PLANNED


def may_know_area(person: Person, inspection: Inspection) -> bool:
    """Return whether a person may be shown which area is inspected: before it was notified its circle, from then on anybody.

    It does not say that they may see anything else of the inspection.
    """
    if not person.is_active:
        return False
    return not is_secret(inspection) or needs_area(person, inspection)


def check_may_know_area(person: Person, inspection: Inspection) -> None:
    """Refuse whoever does not need the area's name before it was notified."""
    if not may_know_area(person, inspection):
        raise NotNotifiedYet(
            "This opens when the area is notified. Until then the inspection is its code word, and only those who need to know "
            "the area see it. A lead inspector can name you as one of them."
        )


def needs_area(person: Person, inspection: Inspection) -> bool:
    """Return whether a person is in the circle: opened the inspection, leads it, or was named with a reason."""
    leads_or_opened = opened_it(person, inspection) or Role.LEAD in roles_of(person, inspection)
    return leads_or_opened or open_rows(inspection).filter(person=person).exists()


def check_can_name(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but whoever opened the inspection and its lead inspectors, and an inspection whose area knows already."""
    if not person.is_active or not (opened_it(person, inspection) or Role.LEAD in roles_of(person, inspection)):
        raise NotNotifiedYet("Only a lead inspector, or whoever opened this inspection, says who needs to know the area.")
    if not is_secret(inspection):
        raise NotNotifiedYet("The area was notified: its name is no secret any more.")


def can_name(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_name` would pass."""
    return passes(check_can_name, person, inspection)


def open_rows(inspection: Inspection) -> QuerySet[NeedsName]:
    """Return who is named into the circle now, in the order they were."""
    return NeedsName.objects.filter(inspection=inspection, ended_at=None).select_related("person", "named_by")


def rows_of(inspection: Inspection) -> QuerySet[NeedsName]:
    """Return everybody who ever was named into the circle, in order."""
    return NeedsName.objects.filter(inspection=inspection).select_related("person", "named_by", "ended_by")


def rows_seen_by(person: Person, inspection: Inspection) -> QuerySet[NeedsName]:
    """Return who ever was named into the circle, as far as a person may see it."""
    return rows_of(inspection).filter(pk__in=NeedsName.objects.all().visible_to(person).values("pk"))


def circle(inspection: Inspection) -> list[Knows]:
    """Return everybody who may know the area while it is not notified, each once: who opened it, who leads it, who was named."""
    opened = opened_it(inspection.opened_by, inspection)
    found = {inspection.opened_by_id: Knows(inspection.opened_by, "opened the inspection", inspection.created_at)} if opened else {}
    for member in team(inspection):
        if member.role == Role.LEAD:
            found.setdefault(member.person_id, Knows(member.person, "lead inspector", inspection.created_at))
    for row in open_rows(inspection):
        found.setdefault(row.person_id, Knows(row.person, row.why, row.named_at, row))
    return list(found.values())


def could_be_named(inspection: Inspection) -> dict[str, Person]:
    """Return who could be named into the circle, by id: staff of the framework's inspectorates who are not in it."""
    codes = [part.id for part in inspection.framework.inspectorates]
    members = InspectorateMember.objects.filter(inspectorate__code__in=codes, person__is_active=True).select_related("person")
    there = {one.person.pk for one in circle(inspection)}
    there |= set(inspection.recusals.filter(lifted_at=None).values_list("person", flat=True))
    people = sorted((member.person for member in members), key=lambda person: (person.name, person.email))
    return {str(person.pk): person for person in people if person.pk not in there}


def code_word(inspection: Inspection) -> str:
    """Return the code word as words: "Quiet lantern"."""
    return inspection.code_word.replace("-", " ").capitalize()


def called(inspection: Inspection) -> str:
    """Return what an inspection is called: its area, but its code word until the area has been notified."""
    return code_word(inspection) if is_secret(inspection) else inspection.area.name
