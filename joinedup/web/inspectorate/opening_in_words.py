"""When own views open, in words."""

from datetime import datetime, timedelta

from joinedup.evidence.own_views.visibility import Opening
from joinedup.web.components.dates import moment
from joinedup.web.components.words import count, listed


def countdown(opening: Opening, now: datetime) -> str:
    """Return when the views open or opened, in one sentence, with how long it is till then."""
    if not opening.blind:
        return "Under this framework views are open from the beginning."
    if opening.opened_at is not None:
        return f"The views opened on {moment(opening.opened_at)}."
    if opening.opens_at is None:
        return "No hour is set for the views to open. A lead inspector sets it."
    return f"The views open together on {moment(opening.opens_at)}: in {_how_long(opening.opens_at - now)}."


def _how_long(left: timedelta) -> str:
    """Return "2 days and 3 hours", "1 hour and 5 minutes", "less than a minute": two units are enough to act on."""
    minutes = int(left.total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "day"), (hours, "hour"), (rest if not days else 0, "minute")]
    said = [count(number, unit) for number, unit in parts if number]
    return listed(said) if said else "less than a minute"
