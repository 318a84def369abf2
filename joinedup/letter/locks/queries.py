"""Reads of who holds which section of a letter."""

from django.db.models import QuerySet
from django.utils import timezone

from joinedup.letter.models import Letter, SectionHold


def holds_of(letter: Letter) -> dict[str, SectionHold]:
    """Return the holds that stand now, by section; one that has lapsed stands no more."""
    return {row.section: row for row in _standing(letter)}


def hold_on(letter: Letter, section: str) -> SectionHold | None:
    """Return who holds a section now, or none."""
    return _standing(letter).filter(section=section).first()


def _standing(letter: Letter) -> QuerySet[SectionHold]:
    held = SectionHold.objects.filter(letter=letter, ended_at=None, until__gt=timezone.now())
    return held.select_related("by")
