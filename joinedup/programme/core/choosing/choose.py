"""Chooses the areas of a round: ministers' requests, a share left to chance, reasons by kind, and the rest for its spread.

1. What ministers ask for is always in (Children Act 2004 s.20(1)).
2. Chance comes next, drawn evenly from every area with a week open, and is held to no limit: so every one of them has a chance.
3. For each place of a kind of reason a ground is drawn by its weight, then an area evenly from those that have the ground.
4. What is left goes, place by place, to the groups furthest short of their part, aim after aim, drawn evenly at last.

Steps 3 and 4 keep the limits to a force and a region. Nobody comes in for whom no week is left beside the others. No number is made
of an area at any point: grounds have weights, groups have counts, areas have a place in a draw.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from joinedup.method.programme import REASONS, SHARED
from joinedup.programme.core.burden.weeks import why_closed
from joinedup.programme.core.burden.words import number_of
from joinedup.programme.core.choosing.draw import Draw
from joinedup.programme.core.choosing.groups import Groups
from joinedup.programme.core.choosing.kept import hash_of, inputs_text
from joinedup.programme.core.choosing.seats import Seats
from joinedup.programme.core.choosing.sentences import chosen_for_reason, chosen_for_spread, left_out
from joinedup.programme.core.choosing.shape import Asked, Choice, Chosen, Place, Reason, Weeks

MINISTERS = "ministers"


class ChoosingError(ValueError):
    """A choice cannot be made from what was entered. Its text is one sentence for whoever asked."""


def choose_areas(places: Sequence[Place], reasons: Sequence[Reason], weeks: Mapping[str, Weeks], asked: Asked, seed: int) -> Choice:
    """Return the areas of a round, with a sentence for each area chosen and for each left out.

    `weeks` holds every place. The same inputs and seed give the same choice, in whatever order they come. Raises ChoosingError
    where nothing is asked for, a reason or share is of no known kind, an area is not known, or ministers ask for an area that has
    no week at all.
    """
    _check(places, reasons, weeks, asked)
    drawing = Draw(seed, hash_of(inputs_text(places, reasons, weeks, asked)))
    choosing = _Choosing(places, live(reasons, asked), weeks, asked, drawing)
    choosing.ministers()
    for kind, number in asked.shares:
        for slot in range(1, number + 1):
            if choosing.room:
                choosing.one(kind, f"{kind} {slot}", f"{slot} of {number}")
    choosing.fill()
    return choosing.choice()


def live(reasons: Iterable[Reason], asked: Asked) -> list[Reason]:
    """Return the reasons that count on the day of the choice: known by then, and not run out; in an order of their own."""
    return [
        reason
        for reason in sorted(reasons, key=lambda one: (one.area, one.kind, one.ground, one.words, one.source, one.key))
        if (reason.dated is None or reason.dated <= asked.on) and (reason.expires is None or reason.expires >= asked.on)
    ]


def seats_of(weeks: Mapping[str, Weeks], asked: Asked, taken: Mapping[str, date] | None = None, held: Iterable[str] = ()) -> Seats:
    """Return the weeks of a round, each area with those open to it; `taken` has its week already, `held` never moves."""
    seats = Seats(asked.at_once, taken, held)
    for area, one in weeks.items():
        seats.may(area, one.open)
    return seats


def kinds_of(area: str, reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Return every kind of reason there is for an area, in the order kinds are told."""
    held = {reason.kind for reason in reasons if reason.area == area}
    return tuple(kind for kind in REASONS if kind in held)


class _Choosing:
    """One choice being made."""

    def __init__(
        self, places: Sequence[Place], reasons: list[Reason], weeks: Mapping[str, Weeks], asked: Asked, drawing: Draw
    ) -> None:
        self.places = {place.code: place for place in sorted(places, key=lambda place: place.code)}
        self.reasons, self.weeks, self.asked, self.drawing = reasons, weeks, asked, drawing
        self.groups = Groups.of_places(self.places.values(), asked)
        self.seats = seats_of(weeks, asked)
        self.came: dict[str, tuple[str, str]] = {}  # area → by what, sentence
        self.notes: list[str] = []

    @property
    def chosen(self) -> list[str]:
        return list(self.came)

    @property
    def room(self) -> int:
        """Return how many areas are still to be chosen."""
        return max(self.asked.number - len(self.came), 0)

    def ministers(self) -> None:
        wanted = sorted({reason.area for reason in self.reasons if reason.kind == MINISTERS})
        for area in wanted:
            one = self.weeks[area]
            self.seats.may(area, one.open or one.yielding)
            if not one.open:
                self.notes.append(
                    f"{self.places[area].name} has no week open: ministers’ request takes one beside another inspection."
                )
            if not self.seats.seat(area):
                raise ChoosingError(f"Ministers asked for {self.places[area].name}, and no week of the round is left for it.")
            self.came[area] = MINISTERS, "In the round because ministers asked for it."
        if len(wanted) > self.asked.number:
            self.notes.append(
                f"Ministers asked for {number_of(len(wanted), 'area')}, more than the {self.asked.number} of the round: all are in."
            )

    def one(self, kind: str, slot: str, counted: str) -> None:
        """Fill one place for chance or for a kind of reason, or note why it stays empty for now."""
        found = self._by_chance(slot) if kind == "chance" else self._by_reason(kind, slot)
        if not found:
            self.notes.append(
                f"Place {counted} for {kind.replace('_', ' ')} went to the spread: no area with such a reason could go in."
            )

    def _by_chance(self, slot: str) -> bool:
        pool = self._fitting(limits=False)
        if not pool:
            return False
        drawn = self.drawing.order(slot, pool)[0]
        self._in(drawn, "chance", f"Drawn by chance from the {number_of(len(pool), 'area')} that could go in.")
        return True

    def _by_reason(self, kind: str, slot: str) -> bool:
        pool = set(self._fitting())
        grounds: dict[str, set[str]] = {}
        for reason in self.reasons:
            if reason.kind == kind and reason.area in pool:
                grounds.setdefault(reason.ground, set()).add(reason.area)
        order = self.drawing.order_by_weight(slot, {ground: self.asked.weights.get(ground, 1) for ground in grounds})
        if not order:
            return False
        ground = order[0]
        drawn = self.drawing.order(f"{slot}|{ground}", grounds[ground])[0]
        here = [reason for reason in self.reasons if (reason.area, reason.kind, reason.ground) == (drawn, kind, ground)]
        self._in(drawn, kind, chosen_for_reason(kind, here, len(grounds[ground])))
        return True

    def fill(self) -> None:
        """Give what is left to the spread; bend the limits to a force and a region only where nothing else is left."""
        while self.room:
            pool = self._fitting()
            if not pool and (pool := self._fitting(limits=False)):
                self.notes.append("No area was left within the limits to a force and a region: one came in beyond them.")
            if not pool:
                self.notes.append(f"{number_of(self.room, 'place')} could not be filled: no other area has a week left.")
                return
            self._spread(pool)

    def _spread(self, pool: list[str]) -> None:
        told: list[tuple[str, str, int]] = []
        left = pool
        for aim in self.groups.spread.aims:
            fewer = self.groups.shortest(aim, left, self.chosen)
            groups = {self.groups.of[area][aim] for area in fewer}
            if len(fewer) < len(left) and len(groups) == 1:
                told.append((aim, groups.pop(), len(fewer)))
            left = fewer
        drawn = self.drawing.order(f"spread {len(self.came)}", left)[0]
        self._in(drawn, "spread", chosen_for_spread(told, len(pool), len(left)))

    def _fitting(self, *, limits: bool = True) -> list[str]:
        """Return the areas that could go in beside those chosen, within the limits of the spread or without."""
        return [
            area
            for area in self.places
            if area not in self.came
            and self.weeks[area].open
            and not (limits and self.groups.over(area, self.chosen))
            and self.seats.fits(area)
        ]

    def _in(self, area: str, by: str, sentence: str) -> None:
        self.seats.seat(area)
        self.came[area] = by, sentence

    def choice(self) -> Choice:
        """Return what came of it."""
        chosen = tuple(
            Chosen(area, by, kinds_of(area, self.reasons), sentence, self.seats.taken[area])
            for area, (by, sentence) in self.came.items()
        )
        out = {area: self._why_out(area) for area in self.places if area not in self.came}
        return Choice(chosen, out, self.drawing.inputs_hash, self.drawing.seed, notes=tuple(self.notes))

    def _why_out(self, area: str) -> str:
        if not self.weeks[area].open:
            return why_closed(self.weeks[area])
        over = self.groups.over(area, self.chosen)
        return left_out(kinds_of(area, self.reasons), over, fits=self.seats.fits(area))


def _check(places: Sequence[Place], reasons: Sequence[Reason], weeks: Mapping[str, Weeks], asked: Asked) -> None:
    known = [place.code for place in places]
    if asked.number < 1:
        raise ChoosingError("A round has at least one area.")
    if len(set(known)) < len(known):
        raise ChoosingError("An area stands twice among those that could be chosen.")
    for area in known:
        if area not in weeks:
            raise ChoosingError(f"The open weeks of the area {area} are missing.")
    for reason in reasons:
        if reason.area not in set(known):
            raise ChoosingError(f"There is a reason for the area {reason.area}, which is not among those that could be chosen.")
        if reason.kind not in REASONS:
            raise ChoosingError(f"A reason is one of {', '.join(REASONS)}, not {reason.kind!r}.")
    for kind, number in asked.shares:
        if kind not in SHARED or number < 0:
            raise ChoosingError(f"A share is a number of places for one of {', '.join(SHARED)}, not {number} for {kind!r}.")
    if any(weight < 0 for weight in asked.weights.values()):
        raise ChoosingError("A weight is a whole number of 0 or more.")
    if not asked.shares or asked.shares[0][0] != "chance" or asked.shares[0][1] < 1:
        raise ChoosingError("One place at least is left to chance, and drawn first, so that every area has one.")
