"""The templates as written down: what a note says of a child, when it may be said, and what a finding concludes from notes."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from joinedup.method.convert import convert
from joinedup.method.faults import Fault, FrameworkFaults

T = TypeVar("T")

#: The folder that serves a framework without one of its own.
ANY = "any"


@dataclass(frozen=True)
class When:
    """Conditions on one child; all must hold. Kinds count the child's own events, adults' only for kinds about adults.

    States of a timescale: met, missed, open, unknown; late (missed, but it came) and never (missed, and it did not).
    States of a handover: arrived, swift (by the next day), never_arrived, open. One row in the state is enough; with `_always`
    every row must be in it.
    """

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    count_at_least: tuple[tuple[str, int], ...] = ()
    count_at_most: tuple[tuple[str, int], ...] = ()
    timescale: tuple[tuple[str, str], ...] = ()
    timescale_always: tuple[tuple[str, str], ...] = ()
    handover: tuple[tuple[str, str], ...] = ()
    handover_always: tuple[tuple[str, str], ...] = ()
    attribute: tuple[tuple[str, tuple[str, ...]], ...] = ()  # "kind.attribute" → codes; one event must hold one of them
    days_at_least: tuple[tuple[str, int], ...] = ()  # "kind>kind" → days from the first to the first that follows
    days_at_most: tuple[tuple[str, int], ...] = ()
    adult: tuple[tuple[str, tuple[str, ...]], ...] = ()  # kind about an adult → relations by which it came
    sectors_at_least: int = 0
    age_from: int = 0
    age_to: int = 25


@dataclass(frozen=True)
class NoteTemplate:
    """One note. `texts` are wordings of the same observation, each used once; {places} are filled from the child's chronology.

    Without a criterion (the `any` set) one of the sector's is chosen by the words of `topic`.
    """

    id: str
    sector: str
    source: str
    direction: str  # strength | concern | context
    about: str  # child | area
    texts: tuple[str, ...]
    criterion: str = ""
    topic: tuple[str, ...] = ()
    when: When = When()


@dataclass(frozen=True)
class FindingTemplate:
    """One finding. It is made where at least so many of its notes exist and none of `unless` does.

    `prose` is the finding as the team words it; `bullet` says it as a list in the framework's letter does, and a section of prose
    says `detail` after it: what was seen that bears it out. `headline` where it belongs in the summary too. A sentence
    `{if:note|note? …}` is said only where one of the notes was written, so that no aspect is claimed that nobody saw.
    """

    id: str
    sectors: tuple[str, ...]
    direction: str  # strength | improve | priority
    rests_on: tuple[str, ...]
    bullet: str
    prose: str
    detail: str = ""
    criterion: str = ""
    topic: tuple[str, ...] = ()
    headline: str = ""
    at_least: int = 2
    unless: tuple[str, ...] = ()
    known_to_leaders: str = "not_established"  # acting | knew | did_not_know | not_established
    acted_during: str = ""
    box_title: str = ""
    box: tuple[str, ...] = ()


@dataclass(frozen=True)
class Borrowed:
    """A note of the `any` set that a framework uses under a criterion of its own."""

    id: str
    criterion: str


@dataclass(frozen=True)
class Templates:
    """All templates for one framework. `own` is false where the set for any framework had to serve."""

    notes: tuple[NoteTemplate, ...]
    findings: tuple[FindingTemplate, ...]
    own: bool


@cache
def templates_for(framework_id: str) -> Templates:
    """Return the templates written for a framework, or those for any; raise FrameworkFaults where they are not sound."""
    here = files("joinedup.training.authored")
    own = framework_id != ANY and (here / framework_id / "notes.toml").is_file()
    folder = here / (framework_id if own else ANY)
    faults: list[Fault] = []
    notes = _read(folder, "notes.toml", "note", NoteTemplate, faults)
    borrowed = _read(folder, "notes.toml", "borrow", Borrowed, faults)
    findings = _read(folder, "findings.toml", "finding", FindingTemplate, faults)
    lent = {note.id: note for note in templates_for(ANY).notes} if borrowed else {}
    faults += [
        Fault("notes.toml", f"borrow[{one.id}]", "No note of the any set has this id.") for one in borrowed if one.id not in lent
    ]
    if faults:
        raise FrameworkFaults(f"templates of {folder.name}", faults)
    taken = tuple(replace(lent[one.id], criterion=one.criterion) for one in borrowed)
    return Templates((*taken, *notes), findings, own)


def _read(folder: Traversable, name: str, key: str, kind: type[T], faults: list[Fault]) -> tuple[T, ...]:
    table = tomllib.loads((folder / name).read_text(encoding="utf-8"))
    made = convert(tuple[kind, ...], table.get(key, []), key, lambda at, reason: faults.append(Fault(name, at, reason)))  # type: ignore[valid-type]  # a type made at run time
    return made if isinstance(made, tuple) else ()
