"""What is left for somebody to look at again or to settle."""

from dataclasses import dataclass

from joinedup.inspections.models import Inspection
from joinedup.linkage.models import LinkRun
from joinedup.linkage.queries import latest_run
from joinedup.linkage.reviews.enums import PairState
from joinedup.linkage.reviews.rules import can_look_again, can_settle
from joinedup.linkage.reviews.standing import PairStanding, standings_of
from joinedup.people.models import Person


@dataclass(frozen=True)
class Left:
    """How many pairs await somebody's second look, and on how many two people differ that they may settle."""

    second_looks: int = 0
    differing: int = 0


def left_to(person: Person, inspection: Inspection) -> Left:
    """Return what is left for a person while pairs can be decided."""
    run = latest_run(inspection)
    if run is None:
        return Left()
    standings = standings_of(inspection).values()
    awaited = [each for each in standings if each.state == PairState.SECOND_LOOK]
    differing = [each for each in standings if each.state == PairState.DIFFERING]
    deciders = deciders_looked_after(person, run, awaited)
    mine = sum(each.first is not None and each.first.decided_by_id in deciders for each in awaited)
    return Left(mine, len(differing) if differing and can_settle(person, run, differing[0]) else 0)


def deciders_looked_after(person: Person, run: LinkRun, awaited: list[PairStanding]) -> set[object]:
    """Return whose decisions a person may look at again: asked once for each who decided, not for each pair."""
    by_decider = {each.first.decided_by_id: each for each in awaited if each.first is not None}
    return {decider for decider, each in by_decider.items() if can_look_again(person, run, each)}
