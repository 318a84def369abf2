"""Who may read a note: the one rule every page, count, list and device is held to."""

from django.db.models import Exists, OuterRef, Q

from joinedup.cases.seeing import teams_of
from joinedup.evidence.eyes.models import NoteReader
from joinedup.inspections.enums import Role
from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person


def notes_read_by(person: Person, path: str = "") -> Q:
    """Return the condition that a note is for a person; `path` leads to it from the table that is asked ("note__").

    The team reads what is for the team. What is for restricted eyes is read by its author, by inspectors of the author's
    inspectorate in that inspection, and by whoever was named; for anyone else it does not exist.
    """
    mine = Q(**{f"{path}author": person})
    colleague = TeamMember.objects.filter(
        person=person,
        inspection=OuterRef(f"{path}inspection"),
        inspectorate=OuterRef(f"{path}inspectorate"),
        role__in=(Role.LEAD, Role.INSPECTOR),
    )
    named = NoteReader.objects.filter(person=person, note=OuterRef(path.removesuffix("__") or "pk"))
    in_team = Q(**{f"{path}inspection__in": teams_of(person)})
    return in_team & (Q(**{f"{path}restricted": False}) | mine | Q(Exists(colleague)) | Q(Exists(named)))
