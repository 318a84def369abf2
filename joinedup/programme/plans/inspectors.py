"""Who is there to go: the inspectors of the framework's inspectorates, as the register of inspectors knows them."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from joinedup.areas.models import Area
from joinedup.programme.core.roster.shape import Inspector
from joinedup.programme.inspectors.queries import roster_inspectors
from joinedup.programme.plans.models import Assignment
from joinedup.programme.rounds.models import Round

#: What somebody carries is counted over the year that a round ends.
YEAR = timedelta(days=365)


def inspectors_for(round_: Round, areas: Sequence[Area]) -> tuple[Inspector, ...]:
    """Return the inspectors a round may send, with what they carry of other rounds and whom an interest keeps from which area."""
    codes = [part.id for part in round_.framework.inspectorates]
    return roster_inspectors(codes, {area.code: area for area in areas}, round_.first, round_.last, _carried(round_))


def _carried(round_: Round) -> Counter[UUID]:
    """Return how many inspections of other rounds each person goes to in the year up to the round's end."""
    others = Assignment.objects.standing().exclude(round=round_)
    rows = others.filter(week__gt=round_.last - YEAR, week__lte=round_.last)
    return Counter(rows.values_list("person", flat=True))
