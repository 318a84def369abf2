"""Noticing whether something was logged as read: a page about children that logged nothing of its own is logged as itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from joinedup.audit.models import Entry

_noticed: ContextVar[list[Entry] | None] = ContextVar("noticed", default=None)


@contextmanager
def noticing() -> Iterator[list[Entry]]:
    """Give a list that fills with every reading logged within, by whichever action. One within another fills its own alone."""
    read: list[Entry] = []
    token = _noticed.set(read)
    try:
        yield read
    finally:
        _noticed.reset(token)


def notice(entry: Entry) -> None:
    """Add a reading to the list of whoever is noticing now."""
    read = _noticed.get()
    if read is not None:
        read.append(entry)
