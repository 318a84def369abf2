"""What the framework's lists can say: which kinds of event, known to which sectors, with which attributes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from joinedup.method.framework import Column, EventMapping, Framework, ListSpec

#: Sectors whose own event each kind is. All others (contacts to plans, care, return interviews) are the local authority's.
HOME: dict[str, str] = (
    dict.fromkeys(
        (
            "missing_episode", "missing_notification", "police_incident", "police_intelligence", "police_referral",
            "police_protection", "custody", "marac", "mace",
        ),
        "police",
    )
    | dict.fromkeys(
        (
            "initial_health_assessment", "review_health_assessment", "dental_check", "emergency_attendance", "camhs_seen",
            "missed_appointment", "camhs_referral", "sexual_health_contact", "health_visitor_contact", "school_nurse_contact",
            "health_referral",
        ),
        "health",
    )
    | dict.fromkeys(
        ("probation_order", "safeguarding_check_requested", "safeguarding_check_answered", "probation_home_visit"), "probation"
    )
    | dict.fromkeys(("youth_order", "youth_assessment", "youth_breach", "youth_contact"), "youth_offending")
    | dict.fromkeys(("school_enrolment", "school_absence", "exclusion", "part_time_timetable", "missing_education"), "education")
)  # fmt: skip

#: A secondary event may lie so far before the row's main one and still belong to it.
BEFORE = timedelta(days=8)
LATEST_WORDS = ("last", "latest", "most recent")

#: Labels whose share is not told by their place in the code set.
SHARES = {
    "low": 1.0, "medium": 2.2, "standard": 1.5, "high": 1.0, "very high": 0.2, "home": 3.0, "abuse or neglect": 2.5, "neglect": 1.2,
    "unknown": 0.05, "not stated": 0.05, "not known": 0.05, "died": 0.0,
}  # fmt: skip


def likelihoods(labels: Sequence[str]) -> list[float]:
    """Return how likely each code is by its label in lower case: earlier ones more, what says nothing least, death never."""
    return [SHARES.get(label, 0.01 if "adopt" in label else 1 / (place + 2)) for place, label in enumerate(labels)]


@dataclass(frozen=True)
class Attribute:
    """One thing a kind of event can say: its column's type; for codes, what fits and what each means."""

    name: str
    type: str
    codes: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    shared: str = ""  # list and column, where several events of one row say it: they must say the same

    def coded(self, meaning: str) -> str:
        """Return the code that is or means this, or whose label holds it (beyond three letters); "" where there is none."""
        pairs = list(zip(self.codes, self.meanings, strict=True))
        whole = (code for code, label in pairs if meaning in (code.lower(), label))
        part = (code for code, label in pairs if len(meaning) > 3 and meaning in label)
        return next(whole, "") or next(part, "")

    @property
    def yes_or_no(self) -> bool:
        """Whether it is answered with yes or no."""
        return bool(self.coded("yes") and self.coded("no"))


@dataclass
class Vocabulary:
    """Kinds the lists map. `sectors[kind]` begins with the sector whose event it is, where that sector lists it."""

    sectors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    attributes: dict[str, dict[str, Attribute]] = field(default_factory=dict)

    def knows(self, kind: str) -> bool:
        """Whether any list can carry this kind."""
        return kind in self.sectors

    def shares(self, kind: str, other: str, name: str) -> bool:
        """Whether events of two kinds say this in one column of one row."""
        one, two = (self.attributes.get(each, {}).get(name) for each in (kind, other))
        return one is not None and two is not None and bool(one.shared) and one.shared == two.shared


def vocabulary_of(framework: Framework) -> Vocabulary:
    """Read the vocabulary out of the framework's lists."""
    found = Vocabulary()
    codes = {codes.id: dict(codes.values) for codes in framework.code_sets}
    sectors: dict[str, list[str]] = {}
    for spec in framework.lists:
        for mapping in spec.events:
            sectors.setdefault(mapping.kind, []).append(spec.sector)
            known = found.attributes.setdefault(mapping.kind, {})
            for attribute in _attributes(spec, mapping, codes):
                known[attribute.name] = _both(known.get(attribute.name), attribute)
    for kind, listed in sectors.items():
        found.sectors[kind] = tuple(sorted(dict.fromkeys(listed), key=partial(_place, HOME.get(kind, "local_authority"), listed)))
    return found


def main_events(spec: ListSpec) -> list[EventMapping]:
    """Return the kinds of event a row of the list is about; what else a row tells stands beside one of these."""
    first = spec.events[0]
    return [m for m in spec.events if m is first or (m.start == first.start and m.when and m.when != first.when)]


def asks_latest(spec: ListSpec, mapping: EventMapping) -> bool:
    """Whether the list has room for the latest event of a kind alone, and not for the first."""
    header = next(column.header for column in spec.columns if column.key == mapping.start).lower()
    return any(word in header for word in LATEST_WORDS)


def _place(home: str, listed: list[str], sector: str) -> tuple[bool, int]:
    return sector != home, listed.index(sector)


def _attributes(spec: ListSpec, mapping: EventMapping, codes: dict[str, dict[str, str]]) -> list[Attribute]:
    columns = {column.key: column for column in spec.columns}
    uses = Counter(key for other in spec.events for key in {key for _, key in other.attributes})
    limits = dict(mapping.when)
    found = []
    for name, key in mapping.attributes:
        column = columns[key]
        if column.type in ("id", "date", "datetime"):
            continue
        meant = {code: label for code, label in values_of(column, codes).items() if code in limits.get(key, (code,))}
        kind = "reference" if is_reference(column) else column.type
        shared = f"{spec.id}|{key}" if uses[key] > 1 else ""
        found.append(Attribute(name, kind, tuple(meant), tuple(label.lower() for label in meant.values()), shared))
    return found


def is_reference(column: Column) -> bool:
    """Whether a text column holds a number of a document: an incident, a case, a unit."""
    return column.type == "text" and (column.key.endswith(("_id", "_urn", "_reference")) or column.key == "urn")


def values_of(column: Column, codes: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the values a column may hold and what they mean: its codes, yes and no for a boolean, nothing for free columns."""
    if column.type == "boolean":
        return {"yes": "yes", "no": "no"}
    return codes.get(column.codes, {})


def _both(one: Attribute | None, two: Attribute) -> Attribute:
    """Return an attribute that two mappings or lists say: the codes of either, meanings of the first."""
    if one is None or not one.codes:
        return one or two
    extra = [(code, label) for code, label in zip(two.codes, two.meanings, strict=True) if code not in one.codes]
    meanings = one.meanings + tuple(label for _, label in extra)
    return Attribute(one.name, one.type, one.codes + tuple(code for code, _ in extra), meanings, one.shared or two.shared)
