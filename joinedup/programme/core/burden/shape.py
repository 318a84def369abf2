"""What the burden rule reads and what it says. Weeks are Mondays of fieldwork; days are inclusive at both ends.

Codes are whatever the register of areas uses (GSS codes of real places, codes of their own of made-up ones).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Place:
    """One area as choosing needs to know it. Unknown is null, and counts as a band of its own."""

    code: str
    name: str
    region: str
    force: str
    health: tuple[str, ...] = ()  # codes of integrated care boards or trusts
    children: int | None = None  # under 18
    rural: str | None = None  # class of the rural-urban classification, in words
    last_joint: date | None = None  # last day of fieldwork of the last joint inspection; null: none known


@dataclass(frozen=True)
class Visit:
    """One inspection that takes up an area, a force or health bodies: another inspectorate's, or a joint one.

    `kind` is a key of the framework's gaps ("ilacs", "joint" …); one without a gap of its own takes that of "any".
    """

    kind: str
    title: str  # as a sentence names it: "Inspection of children’s services (Ofsted)"
    first: date
    last: date
    source: str
    area: str = ""
    force: str = ""
    health: tuple[str, ...] = ()


@dataclass(frozen=True)
class Closure:
    """One dated time without inspections: school holidays, a pre-election period. `kind` is the id of a closed time."""

    kind: str
    first: date
    last: date
    source: str
    areas: frozenset[str] | None = None  # codes; null: everywhere
    title: str = ""  # "" takes the framework's words


@dataclass(frozen=True)
class Weeks:
    """In which weeks one area can have fieldwork: the Mondays open to it, and for each other Monday the sentence why not.

    `yielding` are those of the barred Mondays that only another inspection stands against: what ministers ask for, and what is
    urgent, may take them. `causes` says why in few sentences: what bars most weeks first, then what bars
    most of the rest, until every barred week is explained.
    """

    open: frozenset[date]
    barred: Mapping[date, str]
    yielding: frozenset[date] = frozenset()
    causes: tuple[str, ...] = ()
