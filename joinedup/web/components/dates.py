"""Dates as pages say them: "5 March 2026", "5 March 2026 at 2:30pm", meant in Europe/London."""

from datetime import date, datetime

from joinedup.records.dates import LONDON, clock


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


def _local(value: date | datetime) -> date:
    return value.astimezone(LONDON) if isinstance(value, datetime) else value
