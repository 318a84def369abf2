"""An inspection's stages as a line, the moves its reader may make, and its calendar as steps with their names."""

from dataclasses import dataclass
from datetime import date

from joinedup.inspections import queries
from joinedup.inspections.enums import MOVES, THROUGH_LETTER, Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.needed import Need, needs_of
from joinedup.inspections.rules import can_move
from joinedup.letter.rules import can_send_back
from joinedup.people.models import Person


@dataclass(frozen=True)
class Stop:
    """One stage on the line. `state`: done | now | to come."""

    name: str
    state: str


@dataclass(frozen=True)
class Move:
    """A stage the reader may move the inspection to; `back` where it goes to an earlier one."""

    to: str
    name: str
    back: bool


@dataclass(frozen=True)
class Step:
    """One step of the calendar: `day` as printed on the notification where that differs from the computed day."""

    title: str
    day: date
    until: date | None
    computed: date | None  # where the printed day differs


@dataclass(frozen=True)
class Ahead:
    """A stage to come with what it needs before it is left and who gives each."""

    name: str
    needs: list[Need]


def ahead(inspection: Inspection) -> list[Ahead]:
    """Return the stages to come with what each will need, as far as the framework asks for it."""
    order = list(Stage)
    to_come = order[order.index(Stage(inspection.stage)) + 1 :]
    found = [Ahead(stage.label, needs_of(inspection.framework, stage)) for stage in to_come]
    return [stage for stage in found if stage.needs]


def line(stage: str) -> list[Stop]:
    """Return the stages in order, each done, now or to come."""
    order = list(Stage)
    here = order.index(Stage(stage))
    states = ("done" if place < here else "now" if place == here else "to come" for place in range(len(order)))
    return [Stop(name.label, state) for name, state in zip(order, states, strict=True)]


#: Stages only the letter moves the inspection to: its last signature, its publication.
BY_THE_LETTER = (Stage.SIGNED, Stage.PUBLISHED)


def moves(person: Person, inspection: Inspection) -> list[Move]:
    """Return where the person may move the inspection by hand, onward first; from checking back it takes the letter along."""
    order, here = list(Stage), Stage(inspection.stage)
    ways = [to for source, to in MOVES if source == here and can_move(person, inspection, to)]
    ways += [Stage.WRITING] if can_send_back(person, inspection) else []
    found = [Move(to.value, to.label, order.index(to) < order.index(here)) for to in ways]
    return sorted(found, key=lambda move: move.back)


def waits_for(inspection: Inspection) -> str:
    """Return who can move the inspection on, and to what: "The lead inspector can move it on to “Selection”."; "" at the end."""
    order, here = list(Stage), Stage(inspection.stage)
    onward = [(to, roles) for (source, to), roles in MOVES.items() if source == here and order.index(to) > order.index(here)]
    by_hand = [(to, roles) for to, roles in onward if (here, to) not in THROUGH_LETTER]
    if not by_hand:
        return ""
    to, roles = by_hand[0]
    who = " or the ".join(sorted(role.label.lower() for role in roles))
    return f"The {who} can move it on to “{to.label}”."


def calendar(inspection: Inspection) -> list[Step]:
    """Return the inspection's key dates with the framework's titles, in order of days, then as the framework tells them."""
    titles = {step.id: step.title for step in inspection.framework.calendar}
    order = list(titles)
    rows = sorted(queries.key_dates(inspection), key=lambda row: (row.first, order.index(row.step)))
    return [
        Step(
            title=titles.get(row.step, row.step),
            day=row.first,
            until=row.last,
            computed=row.computed if row.first != row.computed else None,
        )
        for row in rows
    ]
