"""How the work on each tracked child stands, a line for each, in the order of their codes: nothing here puts one before another."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from joinedup.cases.audits.queries import audits_under, uncompared
from joinedup.cases.concerns.models import Concern
from joinedup.cases.concerns.queries import open_concerns
from joinedup.cases.enquiries.models import Enquiry
from joinedup.cases.enquiries.queries import open_enquiries, waiting
from joinedup.cases.models import TrackedChild
from joinedup.cases.tracking.queries import begun, parts_to_join
from joinedup.evidence import queries as evidence
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person


@dataclass(frozen=True)
class Following:
    """One tracked child and what is under way about it.

    `lines` are open; `proposed` counts lines that wait for a decision; `to_join` counts parts of the record with several wordings;
    `audit` says how the joint audit stands, "" where agencies were not asked for it.
    """

    child: TrackedChild
    leads: tuple[Person, ...]
    notes: int
    lines: tuple[Enquiry, ...]
    proposed: int
    begun: bool
    to_join: int
    audit: str
    concerns: tuple[Concern, ...]


def following(person: Person, inspection: Inspection, children: Iterable[TrackedChild]) -> list[Following]:
    """Return a line for each child as far as a person may see it; as many queries for seven children as for one."""
    listed = list(children)
    notes = Counter(note.current.tracked_id for note in evidence.notes_seen_by(person, inspection))
    lines = _by_child(open_enquiries(inspection).visible_to(person))
    proposed = Counter(proposal.tracked_id for proposal in waiting(inspection))
    to_join = Counter(part.tracked_id for part in parts_to_join(inspection))
    concerns = _by_child(open_concerns(person, inspection))
    written, audits = begun(listed), _audits(inspection)
    return [
        Following(
            child=child,
            leads=tuple(child.leads.all()),
            notes=notes[child.pk],
            lines=tuple(lines[child.pk]),
            proposed=proposed[child.pk],
            begun=child.pk in written,
            to_join=to_join[child.pk],
            audit=audits.get(child.pk, ""),
            concerns=tuple(concerns[child.pk]),
        )
        for child in listed
    ]


def _audits(inspection: Inspection) -> dict[Any, str]:
    """Return how the joint audit of each child stands, in words."""
    alone = {audit.pk for audit in uncompared(inspection)}
    return {
        audit.tracked_id: f"{audit.get_state_display()}{'; not compared with your view yet' if audit.pk in alone else ''}"
        for audit in audits_under(inspection)
    }


def _by_child(rows: Iterable[Any]) -> defaultdict[Any, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.tracked_id].append(row)
    return found
