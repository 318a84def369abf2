"""The notification pack as one frozen tree: whatever it is read as is made from this and nothing else.

Days are days, times none; people stand by name only where they are of the team. Same facts, same tree, same hash.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from joinedup.method.convert import MISFIT, convert
from joinedup.method.framework import DatedText, Framework, ListSpec, PackPart, RequestItem
from joinedup.method.notifying import pack_parts_of

#: What the call script and its answers are for: the lead inspector, never an agency.
FOR_THE_LEAD: Final = "script"

_KINDS: Final = {"joint": "joint targeted area inspection", "single_agency": "targeted area inspection"}
_ASKED_AS: Final = {"document": "document", "meeting": "meeting to observe", "case_file": "case file", "question": "question"}


@dataclass(frozen=True)
class Agency:
    """An agency taking part, and whether somebody coordinates for it yet."""

    name: str
    sector: str
    coordinated: bool = False


@dataclass(frozen=True)
class Member:
    """Somebody of the team; `email` where questions go to them."""

    name: str
    role: str
    inspectorate: str
    email: str = ""


@dataclass(frozen=True)
class Day:
    """A step of the calendar: its day or days as printed, and the counted day where that is another one."""

    step: str
    title: str
    first: date
    last: date | None = None
    counted: date | None = None


@dataclass(frozen=True)
class Facts:
    """What the pack says of one inspection. `due` gives the day a thing of that working day is due (notification is 1)."""

    area: str
    code_word: str
    made_up: bool
    notified_on: date
    made_on: date
    legal_basis: str
    team: tuple[Member, ...]  # lead inspectors first
    agencies: tuple[Agency, ...]
    days: tuple[Day, ...]
    due: Callable[[int], date]


@dataclass(frozen=True)
class Table:
    """A table below the words of a part; the first column heads its rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """One part of the pack with its words filled in."""

    id: str
    title: str
    kind: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Pack:
    """One pack, whole. `published_on` is the day of notification: what its printed forms are dated by."""

    id: str
    title: str  # tells the code word only: it stands in file names and at the head of pages
    code_word: str
    area: str
    theme: str
    inspectorates: tuple[str, ...]
    made_up: bool
    made_on: date
    published_on: date
    sheets: tuple[Sheet, ...]
    language: str = "en-GB"

    def for_agencies(self) -> "Pack":
        """Return the pack as it goes to the agencies: without the call script."""
        return replace(self, sheets=tuple(sheet for sheet in self.sheets if sheet.kind != FOR_THE_LEAD))


class PackError(ValueError):
    """A pack cannot be made, or what is stored is none; the sentence says why."""


def compose(framework: Framework, facts: Facts, id: str) -> Pack:
    """Return the pack of an inspection, from its framework's words and its own facts. Raises PackError without a lead inspector."""
    if not facts.team:
        raise PackError("There is no lead inspector on the team yet: the pack would be signed by nobody.")
    words = _words(framework, facts)
    return Pack(
        id=id,
        title=f"Notification pack: {facts.code_word}",
        code_word=facts.code_word,
        area=facts.area,
        theme=framework.theme_title,
        inspectorates=_inspectorates(framework, facts.notified_on),
        made_up=facts.made_up,
        made_on=facts.made_on,
        published_on=facts.notified_on,
        sheets=tuple(_sheet(part, framework, facts, words) for part in pack_parts_of(framework)),
    )


def to_data(pack: Pack) -> dict[str, Any]:
    """Return the pack as JSON can hold it."""
    data: dict[str, Any] = json.loads(canonical(pack))
    return data


def from_data(data: dict[str, Any]) -> Pack:
    """Return the pack of stored data. Raises PackError where it is none."""
    faults: list[str] = []
    made = convert(Pack, data, "", lambda key, reason: faults.append(f"{key}: {reason}"))
    if faults or made is MISFIT or not isinstance(made, Pack):
        raise PackError(f"What is stored is no notification pack: {'; '.join(faults)}")
    return made


def canonical(pack: Pack) -> str:
    """Return the pack as canonical JSON: keys sorted, no spaces, UTF-8 as it is, ISO dates."""
    return json.dumps(asdict(pack), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=date.isoformat)


def digest(pack: Pack) -> str:
    """Return the sha256 (hex) of the canonical JSON's UTF-8 bytes."""
    return hashlib.sha256(canonical(pack).encode()).hexdigest()


def says_the_same(one: Pack, other: Pack) -> bool:
    """Return whether two packs say the same, whenever each was made."""
    return replace(one, id="", made_on=date.min) == replace(other, id="", made_on=date.min)


def day_words(value: date) -> str:
    """Return a day as letters print it: "5 March 2026"."""
    return f"{value.day} {value:%B %Y}"


def span_words(first: date, last: date | None) -> str:
    """Return a day or days as the pack prints them: "on 5 March 2026", "from 2 March 2026 to 6 March 2026"."""
    if last is None or last == first:
        return f"on {day_words(first)}"
    return f"from {day_words(first)} to {day_words(last)}"


def _sheet(part: PackPart, framework: Framework, facts: Facts, words: dict[str, str]) -> Sheet:
    filled = tuple(text.format_map(words) for text in part.paragraphs)
    tables = _TABLES[part.kind](framework, facts) if part.kind in _TABLES else ()
    return Sheet(part.id, part.title, part.kind, filled, tables)


def _words(framework: Framework, facts: Facts) -> dict[str, str]:
    """Return what the words in braces stand for."""
    leading = next(part for part in framework.inspectorates if part.lead or len(framework.inspectorates) == 1)
    post = next(part.to for part in pack_parts_of(framework) if part.to)
    hours, days = framework.working_hours, {day.step: day for day in facts.days}
    week, feedback = days.get("fieldwork"), days.get("feedback")
    return {
        "agencies": listed(agency.name for agency in facts.agencies) or "the local authority",
        "area": facts.area,
        "feedback": day_words(feedback.first) if feedback else "the last day of fieldwork",
        "fieldwork": span_words(week.first, week.last) if week else "on days we agree with you",
        "hours": f"{hours.begins} to {hours.ends}",
        "inspection": _KINDS[framework.kind],
        "inspectorates": listed(_inspectorates(framework, facts.notified_on)),
        "lead": facts.team[0].name,
        "lead_inspectorate": _name_on(leading.names, facts.notified_on),
        "legal_basis": facts.legal_basis,
        "linkage_purpose": framework.linkage_purpose,
        "notified_on": day_words(facts.notified_on),
        "post": post[:1].lower() + post[1:],
        "retention": framework.retention.rule,
        "scope": framework.scope,
        "theme": framework.theme_title,
    }


def _requests(framework: Framework, facts: Facts) -> tuple[Table, ...]:
    """Return one table for each agency: what it is asked for, why, and by when."""
    return tuple(
        Table(f"{agency.name}, {_sector(framework, agency.sector)}", ("What", "Why", "By"), rows)
        for agency in facts.agencies
        if (rows := tuple(_asked(item, facts) for item in _items(framework, agency.sector)))
    )


def _items(framework: Framework, sector: str) -> list[ListSpec | RequestItem]:
    every: list[ListSpec | RequestItem] = [*framework.lists, *framework.requests]
    return sorted((item for item in every if item.sector == sector), key=lambda item: item.due)


def _asked(item: ListSpec | RequestItem, facts: Facts) -> tuple[str, ...]:
    kind = "list" if isinstance(item, ListSpec) else _ASKED_AS.get(item.kind, item.kind)
    return (f"{item.title} ({kind})", item.purpose, day_words(facts.due(item.due)))


def _contacts(framework: Framework, facts: Facts) -> tuple[Table, ...]:
    """Return the team, and which agencies have somebody who coordinates; people of agencies are not named to other agencies."""
    people = tuple((one.name, one.role, one.inspectorate, one.email) for one in facts.team)
    agencies = tuple(
        (one.name, _sector(framework, one.sector), "Named in Joinedup" if one.coordinated else "Please name one")
        for one in facts.agencies
    )
    return (
        Table("The inspectors", ("Name", "Role", "Inspectorate", "Email"), people),
        Table("The agencies", ("Agency", "Sector", "Coordinator"), agencies),
    )


def _dates(_: Framework, facts: Facts) -> tuple[Table, ...]:
    rows = tuple((day.title, _days(day), day_words(day.counted) if day.counted else "") for day in facts.days)
    by_hand = any(day.counted for day in facts.days)
    columns = ("Step", "Day", "Counted") if by_hand else ("Step", "Day")
    return (Table("Key dates", columns, tuple(row[: len(columns)] for row in rows)),)


_TABLES: Final[dict[str, Callable[[Framework, Facts], tuple[Table, ...]]]] = {
    "requests": _requests,
    "contacts": _contacts,
    "dates": _dates,
}


def _days(day: Day) -> str:
    last = day.last if day.last and day.last != day.first else None
    return f"{day_words(day.first)} to {day_words(last)}" if last else day_words(day.first)


def _sector(framework: Framework, id: str) -> str:
    return next((sector.name for sector in framework.sectors if sector.id == id), id.replace("_", " "))


def _inspectorates(framework: Framework, on: date) -> tuple[str, ...]:
    return tuple(_name_on(one.names, on) for one in framework.inspectorates)


def _name_on(names: tuple[DatedText, ...], on: date) -> str:
    """Return the name in force on a day; names are dated, oldest first."""
    return [name.text for name in names if name.since is None or name.since <= on][-1]


def listed(names: Iterable[str]) -> str:
    """Return names as a sentence lists them: "one, two and three"."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} and {last}" if most else last
