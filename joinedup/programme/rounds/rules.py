"""Who opens a round, plans it and moves it on. Each check raises RoundRefused with a sentence; its twin answers yes or no."""

from datetime import date

from joinedup.areas.models import InspectorateMember
from joinedup.method.framework import Framework
from joinedup.people.models import Person
from joinedup.people.refusal import Refused, passes
from joinedup.programme.rounds.enums import KNOW, MOVES, Planning, RoundState
from joinedup.programme.rounds.models import Round, RoundMember
from joinedup.programme.rounds.queries import members_of, part_of


class RoundRefused(Refused):
    """Somebody may not do this in a round, or not now; the message says why."""


def check_can_open_round(person: Person, framework: Framework) -> None:
    """Refuse everyone but staff of an inspectorate that takes part in the framework."""
    codes = [inspectorate.id for inspectorate in framework.inspectorates]
    if not person.is_active or not InspectorateMember.objects.filter(person=person, inspectorate__code__in=codes).exists():
        raise RoundRefused("Only somebody who works for one of the framework's inspectorates can open a round.")


def can_open_round(person: Person, framework: Framework) -> bool:
    """Return whether `check_can_open_round` would pass."""
    return passes(check_can_open_round, person, framework)


def check_asks(title: str, number: int, first: date, last: date) -> None:
    """Refuse a round without a title, without areas, or whose last day comes before its first."""
    if not title.strip():
        raise RoundRefused("Give the round a title.")
    if number < 1:
        raise RoundRefused("A round goes to at least one area.")
    if last <= first:
        raise RoundRefused("The last day of a round comes after its first.")


def check_sees_round(person: Person, round_: Round) -> None:
    """Refuse whoever has no part in the round."""
    if part_of(person, round_) is None:
        raise RoundRefused("Only those who have a part in this round see it.")


def sees_round(person: Person, round_: Round) -> bool:
    """Return whether `check_sees_round` would pass."""
    return passes(check_sees_round, person, round_)


def check_knows_areas(person: Person, round_: Round) -> None:
    """Refuse whoever does not need to know which areas a round goes to."""
    if part_of(person, round_) not in KNOW:
        raise RoundRefused("Only those who plan this round know its areas. Whoever runs it can name you as one of them.")


def knows_areas(person: Person, round_: Round) -> bool:
    """Return whether `check_knows_areas` would pass."""
    return passes(check_knows_areas, person, round_)


def check_can_plan(person: Person, round_: Round, *states: RoundState) -> None:
    """Refuse whoever does not plan the round, and a round in another state than these (any but closed where none is given)."""
    check_knows_areas(person, round_)
    allowed = states or tuple(state for state in RoundState if state != RoundState.CLOSED)
    if round_.state not in allowed:
        may = " or ".join(f"“{state.label}”" for state in allowed)
        now = RoundState(round_.state).label
        said = "This round is closed: it stands as it is." if round_.state == RoundState.CLOSED else ""
        raise RoundRefused(said or f"This round is at “{now}”. This is done at {may}.")


def can_plan(person: Person, round_: Round, *states: RoundState) -> bool:
    """Return whether `check_can_plan` would pass."""
    return passes(check_can_plan, person, round_, *states)


def check_runs_round(person: Person, round_: Round) -> None:
    """Refuse everyone but those who run the round, and a closed one."""
    if part_of(person, round_) != Planning.RUNS:
        raise RoundRefused("Only somebody who runs this round can do this.")
    if round_.state == RoundState.CLOSED:
        raise RoundRefused("This round is closed: it stands as it is.")


def runs_round(person: Person, round_: Round) -> bool:
    """Return whether `check_runs_round` would pass."""
    return passes(check_runs_round, person, round_)


def check_can_move_round(person: Person, round_: Round, to: RoundState) -> None:
    """Refuse a move the table of states does not hold, and a person without one of its parts."""
    state = RoundState(round_.state)
    parts = MOVES.get((state, to))
    if parts is None:
        raise RoundRefused(f"A round cannot go from “{state.label}” to “{to.label}”.")
    if part_of(person, round_) not in parts:
        who = "somebody who plans this round" if Planning.PLANS in parts else "somebody who runs this round"
        raise RoundRefused(f"Only {who} can move it from “{state.label}” to “{to.label}”.")


def can_move_round(person: Person, round_: Round, to: RoundState) -> bool:
    """Return whether `check_can_move_round` would pass."""
    return passes(check_can_move_round, person, round_, to)


def check_can_take_part(round_: Round, person: Person) -> None:
    """Refuse to give a part to somebody who works for none of the framework's inspectorates."""
    check_can_open_round(person, round_.framework)


def check_can_end_part(person: Person, member: RoundMember) -> None:
    """Refuse everyone but those who run the round, a part that ended, and to end that of the only one who runs it."""
    check_runs_round(person, member.round)
    if member.ended_at is not None:
        raise RoundRefused(f"{member.person.name} has no part in this round any more.")
    others = members_of(member.round).filter(part=Planning.RUNS, person__is_active=True).exclude(pk=member.pk)
    if member.part == Planning.RUNS and not others.exists():
        raise RoundRefused(f"{member.person.name} is the only one who runs this round. Name another first.")
