"""Who is there to go: the inspectors of the framework's inspectorates, as the register of inspectors knows them."""

from collections.abc import Sequence

from joinedup.areas.models import Area
from joinedup.areas.queries import staff_of
from joinedup.programme.core.roster.shape import Inspector
from joinedup.programme.inspectors.queries import roster_inspectors
from joinedup.programme.rounds.models import Round


def inspectors_for(round_: Round, areas: Sequence[Area]) -> tuple[Inspector, ...]:
    """Return the inspectors a round may send, by inspectorate and name.

    An inspectorate that has put nobody on the register yet is taken to send whoever works for it.
    """
    codes = [part.id for part in round_.framework.inspectorates]
    entered = roster_inspectors(codes, {area.code: area for area in areas}, round_.first, round_.last)
    others = set(codes) - {one.inspectorate for one in entered}
    found = [*entered, *_not_entered(round_, others)]
    return tuple(sorted(found, key=lambda one: (codes.index(one.inspectorate), one.called, one.key)))


def _not_entered(round_: Round, codes: set[str]) -> list[Inspector]:
    lead = {part.id for part in round_.framework.inspectorates if part.lead}
    return [
        Inspector(
            key=str(row.person_id),
            inspectorate=row.inspectorate.code,
            grade="experienced",
            base="",
            may_lead=row.inspectorate.code in lead,
            called=row.person.name,
        )
        for row in staff_of(codes)
    ]
