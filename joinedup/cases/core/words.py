"""Dates, spans, verdicts and recorded values of a chronology in plain words. All times are London's."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from joinedup.intake.core.returns import return_code_sets, return_specs
from joinedup.method.days import LONDON
from joinedup.method.framework import Framework
from joinedup.records.kinds import event_kinds

_LONDON: Final = ZoneInfo(LONDON)

VIA: Final = {
    "parent": "a parent",
    "partner": "a parent’s partner",
    "carer": "a carer",
    "household": "an adult in the household",
    "expectant_mother": "the expectant mother",
    "poses_risk": "a person who poses a risk",
}

STATE: Final = {
    "met": "within timescale",
    "missed": "outside timescale",
    "open": "still open",
    "unknown": "cannot be told from the lists",
    "arrived": "arrived",
    "knew_already": "the receiver knew already",
    "never_arrived": "no record that it arrived",
}


def day(moment: datetime) -> str:
    """Return a moment's London day: `3 May 2024`."""
    local = moment.astimezone(_LONDON)
    return f"{local.day} {local:%B %Y}"


def when(earliest: datetime, precision: str | None) -> str:
    """Return a date as exactly as it was recorded: `3 May 2024, 14:30`, `3 May 2024`, `May 2024`, `2024`."""
    local = earliest.astimezone(_LONDON)
    match precision:
        case "minute":
            return f"{day(earliest)}, {local:%H:%M}"
        case "month":
            return f"{local:%B %Y}"
        case "year":
            return f"{local:%Y}"
    return day(earliest)


def loose(earliest: datetime | None, latest: datetime | None) -> bool:
    """Say whether a moment may lie on one of several London days."""
    if earliest is None or latest is None:
        return False
    return earliest.astimezone(_LONDON).date() != latest.astimezone(_LONDON).date()


def dated(earliest: datetime, latest: datetime, precision: str | None) -> str:
    """Return a date as exactly as it is known: as `when`, or `between 3 May 2024 and 20 May 2024` where it is known no better."""
    first, last = when(earliest, precision), when(latest, precision)
    return first if first == last else f"between {first} and {last}"


def interval(earliest: datetime | None, latest: datetime | None) -> str:
    """Return the days a moment may lie on: one day, or `3 May 2024 to 5 May 2024`; "" where nothing is recorded."""
    if earliest is None or latest is None:
        return ""
    first, last = day(earliest), day(latest)
    return first if first == last else f"{first} to {last}"


def reckoned(earliest: datetime | None, latest: datetime | None, unit: str) -> str:
    """Return when a moment was as finely as its limit is counted: in hours to the minute where that is known, else in days."""
    if unit == "hours" and earliest is not None and earliest == latest:
        return when(earliest, "minute")
    return interval(earliest, latest)


def span(event: Mapping[str, Any], lasts: bool) -> str:
    """Return when an event was, in words; for one that lasts also when it ended, or that no end is recorded."""
    began = dated(event["start_earliest"], event["start_latest"], event["precision"])
    if event["end_earliest"] is not None:
        ended = dated(event["end_earliest"], event["end_latest"], event["end_precision"])
        return f"{began}, ended {ended}" if " and " in began + ended else f"{began} to {ended}"
    return f"{began}, no end recorded" if lasts else began


def unsure(event: Mapping[str, Any]) -> str:
    """Return what of an event's dates is not known: `day not known`, `month of the end not known`; "" where the days are."""
    finer = {"month": "day", "year": "month"}
    parts = []
    for edge, precision, of in (("start", event["precision"], ""), ("end", event["end_precision"], " of the end")):
        if loose(event[f"{edge}_earliest"], event[f"{edge}_latest"]):
            parts.append(f"{finer.get(precision or '', 'exact day')}{of} not known")
    return "; ".join(parts)


def label(kind: str) -> str:
    """Return a kind of event as pages show it."""
    return event_kinds()[kind].label if kind in event_kinds() else kind


def days(least: int | None, most: int | None, unit: str = "days") -> str:
    """Return a length of time that may be known only within bounds: `3 days`, `2 to 4 days`, "" where unknown."""
    if least is None or most is None:
        return ""
    name = unit.replace("_", " ") if most != 1 else unit.replace("_", " ").removesuffix("s")
    return f"{least} {name}" if least == most else f"{least} to {most} {name}"


class Recorded:
    """Turns an event's attributes back into the column headers and code labels of the lists and returns they were read from."""

    def __init__(self, framework: Framework) -> None:
        """Index the framework's lists once."""
        codes = {code_set.id: dict(code_set.values) for code_set in (*return_code_sets(), *framework.code_sets)}
        self._columns: dict[tuple[str, str, str], tuple[str, dict[str, str]]] = {}
        self._elsewhere: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}  # of a return that answers a list
        for spec in (*framework.lists, *return_specs().values()):
            columns = {column.key: column for column in spec.columns}
            for mapping in spec.events:
                for name, key in mapping.attributes:
                    found = (columns[key].header, codes.get(columns[key].codes, {}))
                    self._columns[(spec.id, mapping.kind, name)] = found
                    self._elsewhere.setdefault((mapping.kind, name), found)

    def words(self, event: Mapping[str, Any]) -> str:
        """Return what the list said of the event beside its dates: `Contact Source: Police; …`.

        The person's ethnicity stands on every row and says nothing of the event, so it is told once elsewhere and not here.
        """
        told = []
        if event["list"] is None:  # added by hand: in the inspector's words
            return "; ".join(json.loads(event["attributes"] or "{}").values())
        for name, value in json.loads(event["attributes"] or "{}").items():
            if name == "ethnicity":
                continue
            unknown = (name.replace("_", " "), dict[str, str]())
            header, labels = self._columns.get(
                (event["list"], event["kind"], name), self._elsewhere.get((event["kind"], name), unknown)
            )
            told.append(f"{header.rstrip('?:')}: {labels.get(value, value)}")
        return "; ".join(told)
