"""Reading the letters of a round side by side. An inspection opened without one stands beside all such of its framework."""

import json
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from joinedup.inspections.models import Inspection, TeamMember
from joinedup.letter.consistency.models import SharedLetter, WordingSettled
from joinedup.letter.core.topics import RoundPassage
from joinedup.letter.enums import LetterState
from joinedup.letter.models import Letter
from joinedup.letter.queries import draft_passages
from joinedup.people.models import Person
from joinedup.programme.choices.models import RoundArea
from joinedup.publication.models import State
from joinedup.publication.queries import newest


def letters_beside(person: Person, inspection: Inspection) -> list[Letter]:
    """Return the letters of the round a person may read side by side: this one first, then by day of notification.

    Drafts of their own teams and those shared with them; of the others what stands published, which anybody may read.
    """
    on_team = TeamMember.objects.filter(person=person, person__is_active=True).values("inspection")
    shared = SharedLetter.objects.filter(person=person, person__is_active=True, ended_at=None).values("letter")
    readable = Q(inspection__in=on_team) | Q(pk__in=shared) | Q(state=LetterState.PUBLISHED)
    rows = Letter.objects.filter(readable, of_same_round(inspection, "inspection__"))
    rows = rows.select_related("inspection__area", "publication").order_by("inspection__notified_on", "inspection__code_word")
    rows = [row for row in rows if row.publication is None or newest(row.publication).state != State.WITHDRAWN]
    return sorted(rows, key=lambda letter: letter.inspection_id != inspection.pk)


def of_same_round(inspection: Inspection, way: str) -> Q:
    """Return which rows belong to inspections of the same round; `way` leads from a row to its inspection.

    Without a round of its own: to inspections of the same framework that have none either.
    """
    place = RoundArea.objects.filter(inspection=inspection).first()
    if place is not None:
        return Q(**{f"{way}round_area__round": place.round_id})
    return Q(**{f"{way}framework_id": inspection.framework_id, f"{way}round_area": None})


def passages_beside(letters: Sequence[Letter]) -> list[RoundPassage]:
    """Return the passages of letters: of a published one as it stands published, corrections included, of a draft as it stands."""
    return [row for letter in letters for row in (_published(letter) if letter.publication else _draft(letter))]


def shared_with(letter: Letter) -> QuerySet[SharedLetter]:
    """Return with whom a draft is shared now."""
    return letter.shared_with.filter(ended_at=None).select_related("person", "shared_by").order_by("person__name")


def people_to_share_with(letter: Letter) -> list[Person]:
    """Return the people of other teams of the round with whom a draft is not shared: inspectors and lead inspectors."""
    own = TeamMember.objects.filter(inspection=letter.inspection).values("person")
    taken = letter.shared_with.filter(ended_at=None).values("person")
    others = TeamMember.objects.filter(of_same_round(letter.inspection, "inspection__"), role__in=("lead", "inspector"))
    others = others.exclude(inspection=letter.inspection)
    found = Person.objects.filter(pk__in=others.values("person"), is_active=True)
    return list(found.exclude(pk__in=own).exclude(pk__in=taken).order_by("name", "email"))


def settled_on(letter: Letter, criterion: str = "") -> QuerySet[WordingSettled]:
    """Return what came of reading a letter's passages beside others, the last first; on one criterion where given."""
    rows = WordingSettled.objects.filter(letter=letter).select_related("by", "inspection").order_by("-at")
    return rows.filter(criterion=criterion) if criterion else rows


def _draft(letter: Letter) -> list[RoundPassage]:
    return [
        RoundPassage(str(letter.pk), row.id, row.text, row.direction, row.criteria, row.section, row.position)
        for row in draft_passages(letter)
        if not row.box
    ]


def _published(letter: Letter) -> list[RoundPassage]:
    document = json.loads(newest(letter.publication).document)
    rows = [(section["id"], block) for section in document["sections"] for block in section["blocks"] if block["type"] == "passage"]
    return [
        RoundPassage(str(letter.pk), one["id"], one["text"], one["direction"], tuple(one["criteria"]), section, place)
        for place, (section, one) in enumerate(rows)
    ]
