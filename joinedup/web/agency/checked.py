"""One checked list, ready for its page: what to put right, what changed since last time, its figures, and its headers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from string import Formatter
from typing import Any

from django.utils import timezone
from xlsxwriter.utility import xl_col_to_name

from joinedup.intake.core.checks import CODES_SHOWN
from joinedup.intake.core.counted import SAID, counts, first_of_each
from joinedup.intake.core.matching import HOW_WORDS, HeaderMatch, SheetMatches, choices
from joinedup.intake.core.reading import Reading
from joinedup.intake.core.returns import return_specs
from joinedup.intake.core.rules import rules
from joinedup.intake.own_checks.actions import Checked
from joinedup.method.framework import Framework, ListSpec
from joinedup.web.agency.asked import written
from joinedup.web.agency.checking_forms import OUT, UNSAID
from joinedup.web.components.dates import LONDON, clock, day
from joinedup.web.components.issues import SEVERITIES, SHOWN, Group, Place, grouped
from joinedup.web.components.words import count
from joinedup.web.components.words import number as number_words


@dataclass(frozen=True)
class HeaderTold:
    """One header a page asks about: its place in the file, a few values below it, and what it may be said to be."""

    name: str  # of the form's field
    header: str
    where: str
    sample: tuple[str, ...]
    how: str
    filled: int
    chosen: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DayUsed:
    """The day lists were checked as if notified on, and why that one, in words."""

    day: date
    why: str


@dataclass(frozen=True)
class Told:
    """One list of a check. `key` sets its ids apart from those of the other lists on the page."""

    key: str
    title: str
    filename: str
    sha256: str
    read: str
    groups: list[tuple[str, list[Group]]]
    change: str
    changes: list[tuple[str, str, str]]  # an issue in words, how many then, how many now
    figures: dict[str, Any]
    form: str  # title of the statutory return it was read from; "" for the list itself
    unlinkable: tuple[str, ...]
    to_ask: list[HeaderTold] = field(default_factory=list)
    settled: list[HeaderTold] = field(default_factory=list)
    needed: tuple[str, ...] = ()
    codes: dict[str, list[str]] = field(default_factory=dict)  # header → its codes, where a sentence names only some

    @property
    def issues(self) -> int:
        """How many issues there are in all."""
        return sum(self.by_severity)

    @property
    def by_severity(self) -> list[int]:
        """How many issues there are of each severity, the gravest first; what the sender said of its headers is none."""
        groups = [group for _, found in self.groups for group in found if group.rule not in SAID]
        return [sum(group.count for group in groups if group.severity == severity) for severity in SEVERITIES]


def told(checked: Checked, framework: Framework, number: int = 1) -> Told:
    """Return a checked list ready for its page. `number`: its place among the lists of the check."""
    reading, spec = checked.reading, spec_of(framework, checked.reading.list_id)
    places = first_of_each(reading.issues, 4 * SHOWN).iter_rows(named=True)
    to_ask, settled = headers_told(checked.sheets, spec)
    return Told(
        key=f"list-{number}",
        title=spec.title,
        filename=reading.filename,
        sha256=reading.sha256,
        read=read_words(reading),
        groups=grouped(counts(reading.issues), (_place(issue) for issue in places)),
        change=change_words(checked),
        changes=[
            (rule_words(one.rule, one.column, spec), number_words(one.before), number_words(one.now))
            for one in (checked.compared.changes if checked.compared and same_file(checked) else ())
            if one.before != one.now
        ],
        figures=checked.figures,
        form=reading.form,
        unlinkable=checked.unlinkable,
        to_ask=to_ask,
        settled=settled,
        codes=_codes(reading),
        needed=tuple(column.header for sheet in checked.sheets for column in sheet.needed),
    )


def _codes(reading: Reading) -> dict[str, list[str]]:
    """Return header, as the file writes it → every code it may hold, of the columns with more than a sentence names."""
    return {
        table.headers[column.key]: written(table.code_sets[column.codes])
        for table in reading.tables
        for column in table.spec.columns
        if column.codes and column.key in table.headers and len(table.code_sets[column.codes].values) > CODES_SHOWN
    }


def spec_of(framework: Framework, list_id: str) -> ListSpec:
    """Return the list or the table of a return that was read."""
    return next((spec for spec in framework.lists if spec.id == list_id), None) or return_specs()[list_id]


def _place(issue: Mapping[str, Any]) -> Place:
    return Place(issue["rule"], issue["column"] or "", issue["sheet"] or "", issue["row"], issue["value"] or "")


def read_words(reading: Reading) -> str:
    """Return "120 rows: 118 people, 3 relations"; what a list cannot hold is left out."""
    made = [
        (reading.records.height, "person", "people"),
        (reading.events.height, "event", "events"),
        (reading.relations.height, "relation", "relations"),
    ]
    parts = [count(number, one, many) for number, one, many in made if number]
    return f"{count(reading.rows, 'row')}{': ' if parts else ''}{', '.join(parts)}"


def change_words(checked: Checked) -> str:
    """Return "12 fewer than on 3 March 2026, when Ada Marsh checked 40 rows: 15 no longer found, 4 still there, 3 new."

    "" for the first check of a list. What is no longer found may be put right or be on rows left out, so it claims neither;
    a file of quite another size is named and held against nothing.
    """
    if checked.compared is None or checked.since is None:
        return ""
    then = f"{_when(checked.since)}, when {checked.by_then} checked {count(checked.rows_then, 'row')}"
    if not same_file(checked):
        return f"The last check was {then}. This file has {count(checked.reading.rows, 'row')}, so the two are not compared."
    compared = checked.compared
    less = compared.before - compared.now
    how_many = "As many as" if not less else f"{abs(less):,} {'fewer' if less > 0 else 'more'} than"
    parts = ((compared.fixed, "no longer found"), (compared.still, "still there"), (compared.new, "new"))
    said = ", ".join(f"{number:,} {words}" for number, words in parts if number)
    return f"{how_many} {then}{': ' if said else ''}{said}."


def same_file(checked: Checked) -> bool:
    """Whether a file and the one checked before are likely one list drawn twice: neither has over twice the other's rows."""
    now, then = checked.reading.rows, checked.rows_then
    return max(now, then) <= 2 * min(now, then)


def _when(since: datetime) -> str:
    local = since.astimezone(LONDON)
    return f"at {clock(local)} today" if local.date() == timezone.localdate() else f"on {day(since)}"


class _Blanks(defaultdict[str, str]):
    """Words for what a kept count does not say."""

    def __missing__(self, key: str) -> str:
        return "…"


def rule_words(rule: str, column: str, spec: ListSpec) -> str:
    """Return a rule's first sentence, for a count that says no more than rule and column key."""
    if rule not in rules():
        return rule
    header = next((one.header for one in spec.columns if one.key == column), "…")
    return Formatter().vformat(rules()[rule].sentence, (), _Blanks(column=header)).partition(". ")[0].rstrip(".") + "."


def headers_told(sheets: Iterable[SheetMatches], spec: ListSpec) -> tuple[list[HeaderTold], list[HeaderTold]]:
    """Return the headers to ask about, and those read as the agency said before."""
    told = [(one.how, _header(one, sheet, spec)) for sheet in sheets for one in sheet.headers]
    to_ask = [header for how, header in told if how in ("none", "close")]
    return to_ask, [header for how, header in told if how in ("mapping", "left_out")]


def _header(one: HeaderMatch, sheet: SheetMatches, spec: ListSpec) -> HeaderTold:
    """Return one header with what it may be said to be: what it is read as, the columns still missing, or none of them."""
    unsaid = ((UNSAID, "Not decided: it is not read"),) if one.how == "none" else ()
    own = tuple((column.key, column.header) for column in spec.columns if column.key == one.column)
    missing = tuple((key, header) for key, header in choices(sheet, spec) if key)
    return HeaderTold(
        name=f"map|{spec.id}|{one.header}",
        header=one.header,
        where=f"column {xl_col_to_name(one.place)}" + (f" of sheet “{sheet.sheet}”" if sheet.sheet else ""),
        sample=one.sample,
        how=HOW_WORDS[one.how],
        filled=one.filled,
        chosen=one.column or (OUT if one.how == "left_out" else UNSAID),
        choices=(*unsaid, *own, *missing, (OUT, "None of these: leave it out")),
    )
