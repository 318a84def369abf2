"""Reading choices and the areas of a round. Who may not know an area gets its code word: `Shown` holds "" for the name then."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from joinedup.areas.models import Area
from joinedup.inspections.naming import may_know_area
from joinedup.people.models import Person
from joinedup.programme.choices.models import AreaEntry, Choice, RoundArea
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.rules import knows_areas


@dataclass(frozen=True)
class Shown:
    """One area of a round as a person may see it. `name` is "" for whoever may not know the area."""

    row: RoundArea
    called: str  # the code word in words
    name: str
    week: date | None


def choices_of(round_: Round) -> QuerySet[Choice]:
    """Return the choices made for a round, the latest first."""
    return Choice.objects.filter(round=round_).select_related("made_by").order_by("-number")


def choice_of(round_: Round) -> Choice | None:
    """Return the choice that stands: the latest."""
    return choices_of(round_).first()


def areas_of(round_: Round) -> QuerySet[RoundArea]:
    """Return the areas in a round now, by week, then code word."""
    return RoundArea.objects.filter(round=round_).standing().select_related("area", "inspection", "round")


def areas_seen_by(person: Person, round_: Round) -> list[Shown]:
    """Return the areas in a round as a person may see them, by week, then code word: the order tells nothing of the name."""
    seen = areas_of(round_).filter(pk__in=RoundArea.objects.all().visible_to(person).values("pk"))
    return [shown(person, row) for row in seen.order_by("week", "code_word")]


def shown(person: Person, row: RoundArea) -> Shown:
    """Return one area of a round as a person may see it."""
    return Shown(row, row.called, row.area.name if may_know(person, row) else "", row.week)


def may_know(person: Person, row: RoundArea) -> bool:
    """Return whether a person may be told which area it is: who plans the round, who is in the circle of its inspection, and
    everybody who sees the round once the area was notified.
    """
    if knows_areas(person, row.round):
        return True
    return row.inspection is not None and may_know_area(person, row.inspection)


def history_of(round_: Round) -> QuerySet[AreaEntry]:
    """Return what happened to the areas of a round, in order."""
    return AreaEntry.objects.filter(round=round_).select_related("place__area", "by").order_by("at")


def code_word_used(code_word: str) -> bool:
    """Return whether an area of any round is called so already."""
    return RoundArea.objects.filter(code_word=code_word).exists()


def could_come_in(round_: Round, areas: QuerySet[Area]) -> QuerySet[Area]:
    """Return the areas that are not in a round, by name."""
    return areas.exclude(pk__in=areas_of(round_).values("area"))
