"""The moment a page was read, as its form sends it back: nothing later than that is marked as seen."""

from datetime import datetime
from typing import Final

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

NOTHING_MARKED: Final = "Nothing was marked as seen: the page did not say what it showed. Look again, then mark it."


def moment_read(said: str | None) -> datetime | None:
    """Return the moment a form says its page was read; null where it says none, or none that can be."""
    try:
        found = parse_datetime(said or "")
    except ValueError:  # well formed, and no day of any calendar
        return None
    return found if found is not None and is_aware(found) else None
