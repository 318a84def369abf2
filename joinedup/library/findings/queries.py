"""Reads of entries. What reaches the public is what stands: in the library, and published."""

import uuid

from django.db.models import F, Q, QuerySet

from joinedup.library.findings.models import Entry
from joinedup.library.letters.enums import LetterState
from joinedup.publication.models import State as Published

_STANDS = Q(letter__state=LetterState.IN_LIBRARY) & (
    Q(letter__publication=None) | Q(letter__publication__state=Published.PUBLISHED)
)
_ONCE_PUBLIC = Q(letter__state__in=(LetterState.IN_LIBRARY, LetterState.TAKEN_OUT)) & ~Q(
    letter__publication__state__in=(Published.EMBARGOED, Published.CALLED_OFF)
)


def entries() -> QuerySet[Entry]:
    """Return every entry the public may read, newest letter first, with its letter and what it is about.

    Not those of letters that wait to be checked or were taken out, are under embargo, corrected by a later version (whose own
    entries stand in their place) or withdrawn.
    """
    return _whole(Entry.objects.filter(_STANDS))


def ever_public(key: uuid.UUID) -> Entry:
    """Return an entry that is or once was public, for its permalink to say what became of it; raise Entry.DoesNotExist."""
    return _whole(Entry.objects.filter(_ONCE_PUBLIC)).get(pk=key)


def stands(entry: Entry) -> bool:
    """Return whether an entry is among `entries()` still."""
    return entries().filter(pk=entry.pk).exists()


def _whole(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    newest = F("letter__published_on").desc(nulls_last=True)
    return rows.select_related("letter", "letter__publication").prefetch_related("abouts").order_by(newest, "letter", "position")
