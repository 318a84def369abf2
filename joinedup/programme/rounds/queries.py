"""Reading rounds, and who has a part in them."""

from django.db.models import QuerySet

from joinedup.areas.models import Area, InspectorateMember
from joinedup.people.models import Person
from joinedup.programme.rounds.enums import Planning
from joinedup.programme.rounds.models import Round, RoundMember


def rounds_of(person: Person) -> QuerySet[Round]:
    """Return the rounds a person has a part in, the latest first."""
    return Round.objects.all().visible_to(person)


def part_of(person: Person, round_: Round) -> Planning | None:
    """Return what a person does in a round now; null for somebody who has no part, or whose account was ended."""
    if not person.is_active:
        return None
    row = RoundMember.objects.filter(round=round_, person=person, ended_at=None).first()
    return Planning(row.part) if row else None


def members_of(round_: Round) -> QuerySet[RoundMember]:
    """Return who has a part in a round now, in the order they came."""
    return RoundMember.objects.filter(round=round_, ended_at=None).select_related("person", "added_by")


def members_seen_by(person: Person, round_: Round) -> QuerySet[RoundMember]:
    """Return who has a part in a round now, as far as a person may see it."""
    return members_of(round_).filter(pk__in=RoundMember.objects.all().visible_to(person).values("pk"))


def could_join(round_: Round) -> dict[str, Person]:
    """Return who could be given a part, by id: staff of the framework's inspectorates who have none."""
    codes = [part.id for part in round_.framework.inspectorates]
    there = members_of(round_).values("person")
    staff = InspectorateMember.objects.filter(inspectorate__code__in=codes, person__is_active=True).exclude(person__in=there)
    people = {row.person.pk: row.person for row in staff.select_related("person")}
    return {str(person.pk): person for person in sorted(people.values(), key=lambda one: (one.name, one.email))}


def areas_open_to(round_: Round) -> QuerySet[Area]:
    """Return the areas a round may go to, by name: a made-up round to made-up areas, any other to the register's."""
    return Area.objects.filter(made_up=round_.made_up).order_by("name")
