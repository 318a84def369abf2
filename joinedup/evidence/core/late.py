"""A note written down on a later day than what it tells was seen: both times are told, so that nobody takes one for the other."""

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_LONDON: Final = ZoneInfo("Europe/London")


def written_late(seen_on: date | None, written: datetime) -> bool:
    """Return whether something was written down on a later day, in London, than it was seen; no where that day is not known."""
    return seen_on is not None and written.astimezone(_LONDON).date() > seen_on


def both_times(seen_at: str, written: datetime) -> str:
    """Return "seen 3 March 2026 14:05, written down 5 March 2026 09:10" for what was written late; "" for all else.

    `seen_at` is a day or a minute as a revision holds it, or "".
    """
    if not seen_at:
        return ""
    seen = datetime.fromisoformat(seen_at)
    local = seen.astimezone(_LONDON) if "T" in seen_at else seen
    if not written_late(local.date(), written):
        return ""
    return f"seen {_told(local, exact='T' in seen_at)}, written down {_told(written.astimezone(_LONDON))}"


def first_written(moments: list[datetime], arrived: datetime) -> datetime:
    """Return when a note was first written down: its earliest wording's moment, never later than the server had it.

    A device's clock may run ahead; a note cannot have arrived before it was written.
    """
    return min([*moments, arrived], key=lambda moment: moment.astimezone(UTC))


def _told(moment: datetime, *, exact: bool = True) -> str:
    day = f"{moment.day} {moment:%B %Y}"
    return f"{day} {moment:%H:%M}" if exact else day
