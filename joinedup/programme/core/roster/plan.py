"""What a roster answers: a plan with its proof, or which rules clash and what giving way would cost least.

Sentences name an inspection and an inspector as they are `called`; none names an area, or anybody else's declared interest.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Member:
    """One place of a team, filled. `specialism` is what the place asks for, null where it asks for none."""

    inspector: str
    inspectorate: str
    specialism: str | None
    lead: bool
    warned: str | None = None  # the kind of declared interest that warns
    pinned: bool = False


@dataclass(frozen=True)
class Team:
    """One inspection placed: the Monday of its fieldwork week and its members, lead first, then in the team's order."""

    inspection: str
    week: date
    members: tuple[Member, ...]


@dataclass(frozen=True)
class LeftOut:
    """Why an inspector is not on an inspection: the kind of rule, and a sentence."""

    inspection: str
    inspector: str
    kind: str
    words: str


@dataclass(frozen=True)
class Load:
    """What an inspector carries: inspections of this plan, of the year before it, and their share of full time."""

    inspector: str
    inspectorate: str
    placed: int
    carried: int
    share: float


@dataclass(frozen=True)
class Stage:
    """How good one stage is: what its plan costs, and what no plan can cost less than. `proven`: the two meet."""

    name: str
    cost: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return self.cost <= self.bound

    @property
    def gap(self) -> float:
        """How far the plan may be from the best, as a share of its cost; 0.0 where it is proven."""
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost else 0.0


@dataclass(frozen=True)
class Change:
    """What differs from the plan before: `kind` is moved, joined or left."""

    inspection: str
    kind: str
    inspector: str | None
    words: str


@dataclass(frozen=True)
class Plan:
    """A whole round, placed. `stages` are weeks, people and joint (against a relaxation of the whole).

    The same inputs and seed give the same bytes, unless `by_the_clock`: the time ran out before the search ended by itself.
    """

    teams: tuple[Team, ...]
    left_out: tuple[LeftOut, ...]
    loads: tuple[Load, ...]
    stages: tuple[Stage, ...]
    changes: tuple[Change, ...]
    inputs_hash: str
    seed: int
    solver: str
    by_the_clock: bool = False


@dataclass(frozen=True)
class Clash:
    """One rule of those that cannot all be kept."""

    kind: str
    inspection: str | None
    inspector: str | None
    words: str


@dataclass(frozen=True)
class Easing:
    """One rule that gives way, what it costs, and the sentence that says so. `easing.ease` makes the change to what was asked.

    `number` says by how many steps; for `team`, which entry of the team loses a place, counted from 0.
    """

    kind: str
    inspection: str | None
    inspector: str | None
    week: date | None
    number: int
    cost: int
    words: str


@dataclass(frozen=True)
class Infeasible:
    """No plan keeps every rule: the rules that clash, and the cheapest easings that make one.

    `proven` false: none was found in the time given, and it is not shown that there is none. `cheapest` false: a cheaper easing
    may exist.
    """

    clash: tuple[Clash, ...]
    easings: tuple[Easing, ...]
    proven: bool
    cheapest: bool
    inputs_hash: str
    seed: int
    words: str
