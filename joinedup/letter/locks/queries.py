"""Reads of who holds which section of a letter."""

from django.db.models import QuerySet
from django.utils import timezone

from joinedup.letter.models import Letter, SectionHold
from joinedup.people.models import Person


def holds_of(letter: Letter) -> dict[str, SectionHold]:
    """Return the holds that stand now, by section; one that has lapsed stands no more."""
    return {row.section: row for row in _standing(letter)}


def hold_on(letter: Letter, section: str) -> SectionHold | None:
    """Return who holds a section now, or none."""
    return _standing(letter).filter(section=section).first()


def last_taken_over(letter: Letter, section: str, person: Person) -> SectionHold | None:
    """Return a person's hold that was taken over, while whoever took it over holds the section: it says why."""
    now = hold_on(letter, section)
    if now is None or now.by_id == person.pk:
        return None
    rows = SectionHold.objects.filter(letter=letter, section=section, by=person, taken_over_by=now.by_id)
    return rows.select_related("taken_over_by").order_by("-ended_at").first()


def _standing(letter: Letter) -> QuerySet[SectionHold]:
    held = SectionHold.objects.filter(letter=letter, ended_at=None, until__gt=timezone.now())
    return held.select_related("by")
