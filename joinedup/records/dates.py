"""Partial dates: what somebody wrote becomes the interval in which the moment must lie.

Times are meant in Europe/London and stored in UTC. A day is the interval of that day, never midnight.
`read_moment` is the slow and complete reader of one text; `read_moments` gives the same answers for a column,
reading the common spellings vectorised and only what is left with `read_moment`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

LONDON: Final = ZoneInfo("Europe/London")
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
#: Two-digit years up to this one are of this century.
PIVOT: Final = 40

_EXCEL_EPOCH: Final = datetime(1899, 12, 30)
_TICK: Final = timedelta(microseconds=1)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_SECONDS = r"(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
_TIME = rf"(?:[T,]?\s*(?:at\s+)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}}){_SECONDS}\s*(?P<half>am|pm)?(?:\s*hrs)?)"
_ZONE = r"\s*(?P<zone>Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})"
_TAIL = rf"(?:{_TIME}(?:{_ZONE})?)?$"
_SEP = r"\s*[/.\-\s]\s*"
_ORDINAL = r"(?:st|nd|rd|th)?"
_UNKNOWN = r"(?:00?|\?{1,2}|xx?|dd)"
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"^(?P<year>\d{{4}})[/.\-](?P<month>\d{{1,2}})[/.\-](?P<day>\d{{1,2}}){_TAIL}",
        rf"^(?P<day>\d{{1,2}}){_SEP}(?P<month>\d{{1,2}}){_SEP}(?P<year>\d{{4}}|\d{{2}}){_TAIL}",
        rf"^(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}}){_TAIL}",
        rf"^(?P<day>\d{{1,2}}){_ORDINAL}(?:\s+of)?[\s/.\-]*(?P<name>[a-z]{{3,9}})\.?,?[\s/.\-]*(?P<year>\d{{4}}|\d{{2}}){_TAIL}",
        rf"^(?P<name>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}}){_ORDINAL},?\s+(?P<year>\d{{4}}){_TAIL}",
        rf"^(?:{_UNKNOWN}{_SEP})?(?P<month>\d{{1,2}}){_SEP}(?P<year>\d{{4}})$",
        r"^(?P<year>\d{4})[/.\-](?P<month>\d{1,2})$",
        rf"^(?:{_UNKNOWN}{_SEP})?(?P<name>[a-z]{{3,9}})\.?,?[\s/.\-]*(?P<year>\d{{4}}|\d{{2}})$",
        rf"^(?:{_UNKNOWN}{_SEP}{_UNKNOWN}{_SEP})?(?P<year>(?:19|20)\d{{2}})$",
    )
)
_SERIAL: Final = re.compile(r"^\d{5}(?:\.\d+)?$", re.ASCII)
_WEEKDAY: Final = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """The first and last instant (UTC, both inclusive) something may have happened at, and how exactly it was written."""

    earliest: datetime
    latest: datetime
    precision: str  # minute | day | month | year

    @property
    def first_day(self) -> date:
        """Return the first London day of the interval."""
        return self.earliest.astimezone(LONDON).date()

    @property
    def last_day(self) -> date:
        """Return the last London day of the interval."""
        return self.latest.astimezone(LONDON).date()


#: What `read_moments` returns, one row for each text; all null where the text is not a date.
MOMENT: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "earliest": pl.Datetime("us", "UTC"),
    "latest": pl.Datetime("us", "UTC"),
    "precision": pl.String,
}


def clock(local: datetime) -> str:
    """Return "2:30pm", "2pm", "midday" or "midnight" for a local time."""
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"


def read_moment(text: str | None) -> Moment | None:
    """Return the interval a text means, or None where it is not a date between 1900 and 2100.

    Days come before months, as written in England. A time of exactly midnight is read as "that day": systems
    write 00:00 where they hold no time. Seconds are read and dropped.
    """
    if text is None:
        return None
    plain = _WEEKDAY.sub("", " ".join(text.split()))
    if _SERIAL.match(plain):
        return _serial(float(plain))
    for pattern in _PATTERNS:
        if (match := pattern.match(plain)) and (moment := _from_parts(match.groupdict())):
            return moment
    return None


def day_moment(day: date) -> Moment:
    """Return the interval of one London day."""
    return _span(day, day, "day")


def _span(first: date, last: date, precision: str) -> Moment:
    start = datetime(first.year, first.month, first.day, tzinfo=LONDON)
    after = last + timedelta(days=1)
    end = datetime(after.year, after.month, after.day, tzinfo=LONDON)
    return Moment(start.astimezone(UTC), end.astimezone(UTC) - _TICK, precision)


def _serial(days: float) -> Moment | None:
    moment = _EXCEL_EPOCH + timedelta(seconds=round(days * 86400))
    return _at(moment.date(), moment.hour, moment.minute, None) if FIRST_YEAR <= moment.year < LAST_YEAR else None


def _from_parts(parts: dict[str, str | None]) -> Moment | None:
    year = _year(parts["year"] or "")
    month = _month(parts)
    if not FIRST_YEAR <= year < LAST_YEAR or month is None:
        return None
    if not month:
        return _span(date(year, 1, 1), date(year, 12, 31), "year")
    if parts.get("day") is None:
        return _span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
    day = int(parts["day"] or 0)
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    clock = _clock(parts)
    return None if clock is None else _at(date(year, month, day), *clock, parts.get("zone"))


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return number + (2000 if number <= PIVOT else 1900)


def _month(parts: dict[str, str | None]) -> int | None:
    """Return the month, 0 where the text names none, None where what it names is no month."""
    if name := parts.get("name"):
        lower = name.lower()
        known = lower in _MONTHS or lower in _FULL_MONTHS or lower == "sept"
        return _MONTHS.index(lower[:3]) + 1 if known else None
    if number := parts.get("month"):
        return int(number) if 1 <= int(number) <= 12 else None
    return 0


def _clock(parts: dict[str, str | None]) -> tuple[int, int] | None:
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    return (hour, minute) if hour < 24 and minute < 60 and second < 60 else None


def _at(day: date, hour: int, minute: int, zone: str | None) -> Moment:
    """Return the minute's interval; the whole day for a bare midnight; both readings of an hour the clock shows twice."""
    if (hour, minute) == (0, 0) and zone is None:
        return day_moment(day)
    naive = datetime(day.year, day.month, day.day, hour, minute)
    if zone is not None:
        first = last = naive.replace(tzinfo=_offset(zone)).astimezone(UTC)
    else:
        first, last = sorted(naive.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))
    return Moment(first, last + timedelta(minutes=1) - _TICK, "minute")


def _offset(zone: str) -> timezone:
    if zone[0] not in "+-":
        return timezone(timedelta(hours=1 if zone.upper() == "BST" else 0))
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return timezone((-1 if zone[0] == "-" else 1) * min(timedelta(hours=hours, minutes=minutes), timedelta(hours=23)))


def read_moments(texts: pl.Series) -> pl.DataFrame:
    """Return columns earliest, latest, precision for a column of texts: row for row what `read_moment` says.

    Each different text is read once: lists repeat their days.
    """
    rows = pl.DataFrame({"text": texts.cast(pl.String)})
    known = _read_distinct(rows["text"].drop_nulls().unique())
    return rows.join(known, on="text", how="left", maintain_order="left").drop("text")


def _read_distinct(texts: pl.Series) -> pl.DataFrame:
    """Return text and MOMENT for the texts that are dates."""
    frame = texts.to_frame("text").with_columns(_local(pl.col("text").str.strip_chars()).alias("local"))
    frame = frame.with_columns(_dated=pl.col("local").dt.year().is_between(FIRST_YEAR, LAST_YEAR - 1).fill_null(False))
    precision = pl.when(_is_midnight()).then(pl.lit("day")).otherwise(pl.lit("minute")).alias("precision")
    quick = frame.filter("_dated").select("text", *_bounds(), precision)
    found = [(text, moment) for text in frame.filter(~pl.col("_dated"))["text"] if (moment := read_moment(text)) is not None]
    slow = pl.DataFrame(
        {
            "text": [text for text, _ in found],
            "earliest": [moment.earliest for _, moment in found],
            "latest": [moment.latest for _, moment in found],
            "precision": [moment.precision for _, moment in found],
        },
        schema={"text": pl.String, **MOMENT},
    )
    return pl.concat([quick.with_columns(pl.col(name).cast(kind) for name, kind in MOMENT.items()), slow])


def _local(plain: pl.Expr) -> pl.Expr:
    """Return the London wall-clock time of the spellings that fill real files, null for any other."""
    day_first = plain.str.contains(r"^\d{1,2}/\d{1,2}/\d{4}($| )")
    named = plain.str.contains(r"^\d{1,2} [A-Za-z]{3} \d{4}($| \d{2}:)")
    iso = plain.str.contains(r"^\d{4}-\d{2}-\d{2}($|[ T]\d{2}:)")
    serial = pl.when(plain.str.contains(r"^[0-9]{5}(?:\.[0-9]+)?$")).then(plain).cast(pl.Float64, strict=False)
    spellings = (
        (iso, "%Y-%m-%d"), (day_first, "%d/%m/%Y"),
        (iso, "%Y-%m-%d %H:%M:%S"), (iso, "%Y-%m-%dT%H:%M:%S"), (iso, "%Y-%m-%d %H:%M"),
        (day_first, "%d/%m/%Y %H:%M"), (day_first, "%d/%m/%Y %H:%M:%S"), (named, "%d %b %Y"), (named, "%d %b %Y %H:%M"),
    )  # fmt: skip
    read = [pl.when(where).then(plain).str.to_datetime(form, time_unit="us", strict=False) for where, form in spellings]
    seconds = (serial * 86400).round().cast(pl.Int64)
    read.append(pl.lit(_EXCEL_EPOCH).cast(pl.Datetime("us")) + pl.duration(seconds=seconds, time_unit="us"))
    return pl.coalesce(read).dt.truncate("1m")


def _is_midnight() -> pl.Expr:
    return (pl.col("local").dt.hour() == 0) & (pl.col("local").dt.minute() == 0)


def _bounds() -> tuple[pl.Expr, pl.Expr]:
    local = pl.col("local")
    after = pl.when(_is_midnight()).then(local.dt.offset_by("1d")).otherwise(local)
    first = _utc(local, "earliest", timedelta(hours=1))
    last = pl.when(_is_midnight()).then(_utc(after, "latest", timedelta())).otherwise(
        _utc(local, "latest", timedelta()) + pl.duration(minutes=1)
    ) - pl.duration(microseconds=1)  # fmt: skip
    return first.alias("earliest"), last.alias("latest")


def _utc(local: pl.Expr, fold: str, gap: timedelta) -> pl.Expr:
    """Return UTC. An hour the spring clock skips is read both ways, so its bounds are `gap` before and at the same UTC hour."""
    zoned = local.dt.replace_time_zone("Europe/London", ambiguous=fold, non_existent="null").dt.convert_time_zone("UTC")  # type: ignore[arg-type]  # a literal of polars' own
    return pl.coalesce(zoned, local.dt.replace_time_zone("UTC") - gap)
