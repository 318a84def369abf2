"""Changes to a choice by a named person: one area for another, or an area put in urgently. As few weeks move as can be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from joinedup.programme.core.burden.weeks import why_closed
from joinedup.programme.core.burden.words import day
from joinedup.programme.core.choosing.choose import MINISTERS, ChoosingError, kinds_of, live, seats_of
from joinedup.programme.core.choosing.groups import Groups
from joinedup.programme.core.choosing.seats import Seats
from joinedup.programme.core.choosing.shape import Asked, Choice, Chosen, Place, Reason, Step, Weeks


@dataclass(frozen=True)
class Round:
    """What a choice was made from: the same that `choose_areas` was given."""

    places: Sequence[Place]
    reasons: Sequence[Reason]
    weeks: Mapping[str, Weeks]
    asked: Asked

    def place(self, area: str) -> Place:
        """Return a place by its code. Raises ChoosingError where there is none."""
        for place in self.places:
            if place.code == area:
                return place
        raise ChoosingError(f"The area {area} is not among those that could be chosen.")


def swap(choice: Choice, round: Round, *, out: str, put_in: str, by: str, why: str) -> Choice:
    """Return a choice with one area taken out and another put in, by a named person, for a reason.

    The limits of the spread do not hold for a person who says why; that one is passed is noted. Raises ChoosingError where nobody
    or no reason is named, where `out` is not in or ministers asked for it, or where `put_in` is in already or has no week left.
    """
    leaving, entering = _leaving(choice, round, out), _entering(choice, round, put_in)
    _named(by, why)
    stays = [one for one in choice.chosen if one.area != out]
    seats = _seats(round, stays)
    if not round.weeks[put_in].open:
        raise ChoosingError(f"{entering.name} cannot be put in. {why_closed(round.weeks[put_in])}")
    if not seats.seat(put_in):
        raise ChoosingError(f"{entering.name} cannot be put in: no week open to it is left beside the other areas.")
    over = Groups.of_places(round.places, round.asked).over(put_in, [one.area for one in stays])
    notes = [*choice.notes, *([f"Beyond a limit by a named person’s decision: {over}."] if over else [])]
    if leaving.by == "chance":
        notes.append(f"{round.place(out).name} was drawn by chance and swapped for another by a named person.")
    sentence = f"Swapped in for {round.place(out).name} by {by}: {why.strip()}"
    new = Chosen(put_in, "swap", _kinds(put_in, round), sentence, seats.taken[put_in])
    left = {**choice.left_out, out: f"Was chosen, and swapped for {entering.name} by {by}: {why.strip()}"}
    del left[put_in]
    step = Step("swap", by, why.strip(), put_in, out)
    chosen = tuple(new if one.area == out else _moved(one, seats) for one in choice.chosen)
    return replace(choice, chosen=chosen, left_out=left, steps=(*choice.steps, step), notes=tuple(notes))


def put_in_urgently(
    choice: Choice, round: Round, *, area: str, from_week: date, held: Iterable[str] = (), by: str, why: str
) -> Choice:
    """Return a choice with an area put in as soon as can be, by a named person, for a reason; the others move as little as can be.

    It takes the first week from the Monday `from_week` on in which it can be, though another inspection be near, whatever the
    limits of the spread. Areas `held` (notified, or by a person's wish) never move, and nobody moves to a week before `from_week`.
    Raises ChoosingError where nobody or no reason is named, the area is in already, or no week can be found.
    """
    entering = _entering(choice, round, area)
    _named(by, why)
    one = round.weeks[area]
    for week in sorted(week for week in one.open | one.yielding if week >= from_week):
        seats = _seats(round, choice.chosen, since=from_week, held=held)
        seats.may(area, [week])
        if seats.seat(area):
            return _urgent(choice, round, seats, Step("urgent", by, why.strip(), area))
    raise ChoosingError(f"{entering.name} cannot be put in from {day(from_week)} on: no week is left that is not closed or taken.")


def _urgent(choice: Choice, round: Round, seats: Seats, step: Step) -> Choice:
    entering = round.place(step.put_in)
    week = seats.taken[entering.code]
    notes = list(choice.notes)
    if near := round.weeks[entering.code].barred.get(week):
        notes.append(f"{entering.name} was put in urgently though another inspection is near. {near}")
    notes += [
        f"{round.place(one.area).name} moved from {day(one.week)} to {day(seats.taken[one.area])} for an urgent area."
        for one in choice.chosen
        if seats.taken[one.area] != one.week
    ]
    new = Chosen(entering.code, "urgent", _kinds(entering.code, round), f"Put in urgently by {step.by}: {step.why}", week)
    left = {area: sentence for area, sentence in choice.left_out.items() if area != entering.code}
    chosen = (*(_moved(one, seats) for one in choice.chosen), new)
    return replace(choice, chosen=chosen, left_out=left, steps=(*choice.steps, step), notes=tuple(notes))


def _leaving(choice: Choice, round: Round, out: str) -> Chosen:
    leaving = next((one for one in choice.chosen if one.area == out), None)
    if leaving is None:
        raise ChoosingError(f"{round.place(out).name} is not in the round.")
    if leaving.by == MINISTERS or MINISTERS in leaving.kinds:
        raise ChoosingError(f"{round.place(out).name} stays in: ministers asked for it.")
    return leaving


def _entering(choice: Choice, round: Round, area: str) -> Place:
    place = round.place(area)
    if any(one.area == area for one in choice.chosen):
        raise ChoosingError(f"{place.name} is in the round already.")
    return place


def _named(by: str, why: str) -> None:
    if not by.strip() or not why.strip():
        raise ChoosingError("A change to the choice needs the name of whoever makes it, and why.")


def _kinds(area: str, round: Round) -> tuple[str, ...]:
    return kinds_of(area, live(round.reasons, round.asked))


def _seats(round: Round, chosen: Sequence[Chosen], since: date | None = None, held: Iterable[str] = ()) -> Seats:
    """Return the weeks of a round as they are taken; whoever came in beside another inspection may stay there."""
    seats = seats_of(round.weeks, round.asked, {one.area: one.week for one in chosen}, held)
    for one in chosen:
        open_to = round.weeks[one.area].open
        seats.may(one.area, {one.week} | {week for week in open_to if since is None or week >= since})
    return seats


def _moved(one: Chosen, seats: Seats) -> Chosen:
    return one if seats.taken[one.area] == one.week else replace(one, week=seats.taken[one.area])
