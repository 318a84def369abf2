"""Dates as pages say them: "5 March 2026", "5 March 2026 at 2:30pm", meant in Europe/London."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day(value: date | datetime | None) -> str:
    """Return "5 March 2026"; "" for none. A datetime is read as London time first."""
    if value is None:
        return ""
    local = _local(value)
    return f"{local.day} {local:%B %Y}"


def short_day(value: date | datetime | None) -> str:
    """Return "5 Mar 2026", for tables; "" for none."""
    if value is None:
        return ""
    local = _local(value)
    return f"{local.day} {local:%b %Y}"


def moment(value: datetime | None) -> str:
    """Return "5 March 2026 at 2:30pm"; midday and midnight in words, as GOV.UK writes times; "" for none."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    return f"{day(value)} at {clock(local)}"


def clock(local: datetime) -> str:
    """Return "2:30pm", "2pm", "midday" or "midnight" for a local time."""
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"


def _local(value: date | datetime) -> date:
    return value.astimezone(LONDON) if isinstance(value, datetime) else value
