"""Who is there to go: the inspectors of the framework's inspectorates, as the register of inspectors knows them."""

from collections.abc import Sequence

from joinedup.areas.models import Area
from joinedup.areas.queries import staff_of
from joinedup.programme.core.roster.shape import Inspector
from joinedup.programme.rounds.models import Round


def inspectors_for(round_: Round, areas: Sequence[Area]) -> tuple[Inspector, ...]:
    """Return the inspectors a round may send, by inspectorate and name."""
    lead = {part.id for part in round_.framework.inspectorates if part.lead}
    codes = [part.id for part in round_.framework.inspectorates]
    return tuple(
        Inspector(
            key=str(row.person_id),
            inspectorate=row.inspectorate.code,
            grade="experienced",
            base="",
            may_lead=row.inspectorate.code in lead,
            called=row.person.name,
        )
        for row in staff_of(codes)
    )
