"""Reads of what a letter's passages said before."""

import uuid
from collections.abc import Iterable

from django.db.models import Max, QuerySet

from joinedup.letter.history.enums import PassageChange
from joinedup.letter.history.models import PassageVersion
from joinedup.letter.models import Letter, Passage


def versions_of(letter: Letter, passage: uuid.UUID) -> QuerySet[PassageVersion]:
    """Return every wording of one passage, the oldest first; also of one that was taken out."""
    return PassageVersion.objects.filter(letter=letter, passage=passage).select_related("by").order_by("number")


def last_version(passage: Passage) -> PassageVersion | None:
    """Return a passage's wording that stands; null for one written before histories were kept and not changed since."""
    return PassageVersion.objects.filter(passage=passage.pk).select_related("by").order_by("number").last()


def standing_id(passage: Passage) -> str:
    """Return the id of the wording that stands: what a page says it was filled in over."""
    last = last_version(passage)
    return str(last.pk if last else first_version_id(passage))


def first_version_id(passage: Passage) -> uuid.UUID:
    """Return the id of a passage's first wording: known before it is kept."""
    return uuid.uuid5(passage.pk, "first wording")


def changes_of(letter: Letter) -> QuerySet[PassageVersion]:
    """Return every change of the letter's passages, the newest first."""
    return PassageVersion.objects.filter(letter=letter).select_related("by").order_by("-at", "-number")


def before_each(versions: Iterable[PassageVersion]) -> dict[uuid.UUID, PassageVersion]:
    """Return for each of some versions the one it changed, by the id of the later; a first one has none."""
    asked = list(versions)
    rows = PassageVersion.objects.filter(passage__in={one.passage for one in asked})
    by_place = {(row.passage, row.number): row for row in rows}
    return {one.pk: by_place[place] for one in asked if (place := (one.passage, one.number - 1)) in by_place}


def taken_out(letter: Letter) -> list[PassageVersion]:
    """Return the last wording of each passage that was taken out and not put back, the latest first."""
    last = letter.versions.values("passage").annotate(last=Max("number"))
    ends = {(row["passage"], row["last"]) for row in last}
    removed = changes_of(letter).filter(change=PassageChange.REMOVED)
    return [row for row in removed if (row.passage, row.number) in ends]


def counted(letter: Letter) -> dict[uuid.UUID, int]:
    """Return how many wordings each passage of a letter has had, taken-out ones too."""
    return dict(letter.versions.values_list("passage").annotate(last=Max("number")))
