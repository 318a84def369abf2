"""Plan a round: weeks first, then people; where no plan keeps every rule, say which clash and what giving way costs least."""

from collections.abc import Iterable
from typing import Final

from joinedup.programme.core.roster.asked import Asked, asked
from joinedup.programme.core.roster.bound import people_without_weeks
from joinedup.programme.core.roster.canonical import inputs_hash
from joinedup.programme.core.roster.clash import cheapest, clashing
from joinedup.programme.core.roster.costs import Earlier, earlier, people_spent, weeks_spent
from joinedup.programme.core.roster.improving import Found, improve, together, without_rest
from joinedup.programme.core.roster.leaving_out import left_out
from joinedup.programme.core.roster.people import Places, place_people
from joinedup.programme.core.roster.plan import Infeasible, Plan, Stage
from joinedup.programme.core.roster.shape import Inspection, Inspector, Rules
from joinedup.programme.core.roster.solving import Limits, Solved, solver_name
from joinedup.programme.core.roster.telling import changes_from, loads_of, teams_of
from joinedup.programme.core.roster.weeks import Weeks, place_weeks, suit_people

#: How the work allowed is shared out, well below the whole: a stage's share is counted in work, which a busy machine does slower.
#: What a stage does not use is not given to another, so that a plan comes out the same again.
SHARES: Final = {
    "weeks": 0.1,
    "bound": 0.15,
    "suit": 0.05,
    "people": 0.1,
    "without_rest": 0.15,
    "improve": 0.08,
    "together": 0.2,
    "clash": 0.1,
    "cheapest": 0.4,
}
SECONDS: Final = 60.0

#: A gap of the whole, as a share of its cost, that is not worth more time.
_CLOSE: Final = 0.001


def plan_round(
    inspections: Iterable[Inspection],
    inspectors: Iterable[Inspector],
    rules: Rules,
    *,
    seed: int = 0,
    time_limit: float = SECONDS,
    before: Plan | None = None,
) -> Plan | Infeasible:
    """Return a plan that keeps every rule, or which rules clash and the cheapest easings.

    `before` is a plan to change as little as the rules allow. The same inputs, seed and time limit give the same answer.
    Raises RosterError where what is asked makes no sense.
    """
    given = asked(inspections, inspectors, rules)
    run = _Run(given, before, earlier(given, before), Limits(time_limit, seed))
    return run.plan()


class _Run:
    """One planning, stage after stage."""

    def __init__(self, given: Asked, before: Plan | None, was: Earlier, limits: Limits) -> None:
        self.asked, self.before, self.earlier, self.limits = given, before, was, limits
        self.weeks_bound = 0
        self.bound = 0  # of the whole
        self.people_bounds: dict[tuple[tuple[str, int], ...], int] = {}  # of people in some weeks

    def plan(self) -> Plan | Infeasible:
        """Return the plan, or why there is none."""
        found = self.staged()
        if found is None:
            found, solved = together(self.asked, self.limits, SHARES["together"])
            if found is None:
                return self.clash(solved)
            found = self.people_for(found[0], found[1]) or found
        return self.told(*self.better(found))

    def staged(self) -> Found | None:
        """Return weeks, then people for them; null where either found none."""
        weeks, solved = place_weeks(self.asked, self.earlier, self.limits, SHARES["weeks"])
        self.weeks_bound = solved.bound
        if weeks is None:
            return None
        wanted, relaxed = people_without_weeks(self.asked, self.earlier, self.limits, SHARES["bound"])
        self.bound = self.weeks_bound + relaxed.bound
        teams: dict[str, list[str]] = {}
        for (key, _), team in (wanted or {}).items():
            teams.setdefault(key, []).extend(team)
        suited = suit_people(self.asked, self.earlier, weeks, teams, at_most=solved.cost, limits=self.limits, share=SHARES["suit"])
        found = self.people_for(suited, wanted or {})
        return found or (self.people_for(weeks, wanted or {}) if weeks != suited else None)

    def people_for(self, weeks: Weeks, hint: Places) -> Found | None:
        """Return the weeks with the best people for them; null where there are none."""
        places, solved = place_people(self.asked, weeks, self.earlier, self.limits, SHARES["people"], hint=hint)
        if places:
            self.people_bounds[_key(weeks)] = solved.bound
        return (weeks, places) if places else None

    def better(self, found: Found) -> Found:
        """Return a plan with better people, if the weeks can be chosen so at no cost; else the plan itself."""
        if self.is_close(found):
            return found
        eased, relaxed = without_rest(self.asked, self.earlier, found, self.limits, SHARES["without_rest"])
        self.bound = max(self.bound, relaxed.bound)
        found = self.best(found, self.people_for(eased[0], eased[1]) if eased else None)
        if self.is_close(found):
            return found
        at_most = weeks_spent(self.asked, found[0], self.earlier)
        other = improve(self.asked, self.earlier, found, weeks_at_most=at_most, limits=self.limits, share=SHARES["improve"])
        return self.best(found, self.people_for(*other) or other)

    def is_close(self, found: Found) -> bool:
        """Return whether a plan is so near to the best that there may be that no more time is spent on it."""
        return self.spent(found) - self.bound <= _CLOSE * self.spent(found)

    def best(self, found: Found, other: Found | None) -> Found:
        """Return the better of two plans; weeks come first."""
        if other is None:
            return found
        return min(found, other, key=lambda one: (weeks_spent(self.asked, one[0], self.earlier), self.spent(one)))

    def spent(self, found: Found) -> int:
        """Return what a plan costs whole."""
        return weeks_spent(self.asked, found[0], self.earlier) + people_spent(self.asked, found[1], self.earlier)

    def clash(self, solved: Solved) -> Infeasible:
        """Return why there is no plan."""
        proven = solved.state == "infeasible"
        rules = clashing(self.asked, self.limits, SHARES["clash"]) if proven else ()
        easings, eased = cheapest(self.asked, self.limits, SHARES["cheapest"])
        return Infeasible(
            clash=rules,
            easings=easings,
            proven=proven,
            cheapest=eased.state == "optimal",
            inputs_hash=inputs_hash(self.asked, self.before),
            seed=self.limits.seed,
            words=_words(proven, eased),
        )

    def told(self, weeks: Weeks, places: Places) -> Plan:
        """Return the plan with its proofs."""
        given, was = self.asked, self.earlier
        teams = teams_of(given, weeks, places)
        return Plan(
            teams=teams,
            left_out=left_out(given, was, teams),
            loads=loads_of(given, teams),
            stages=self.stages(weeks, places),
            changes=changes_from(given, self.before, teams),
            inputs_hash=inputs_hash(given, self.before),
            seed=self.limits.seed,
            solver=solver_name(),
            by_the_clock=self.limits.by_the_clock,
        )

    def stages(self, weeks: Weeks, places: Places) -> tuple[Stage, ...]:
        """Return each stage's cost beside what it cannot be less than, and the whole's."""
        first, then = weeks_spent(self.asked, weeks, self.earlier), people_spent(self.asked, places, self.earlier)
        return (
            Stage("weeks", first, self.weeks_bound),
            # What the whole cannot be less than holds for people in any weeks too.
            Stage("people", then, max(self.bound - first, self.people_bounds.get(_key(weeks), 0))),
            Stage("joint", first + then, self.bound),
        )


def _key(weeks: Weeks) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(weeks.items()))


def _words(proven: bool, eased: Solved) -> str:
    found = "No plan keeps every rule: some of them clash." if proven else _NOT_SHOWN
    if not eased.found:
        return found
    if eased.state == "optimal":
        return f"{found} Nothing that gives way costs less than what is named here."
    return f"{found} With what is named here giving way there is a plan; what costs less may do."


_NOT_SHOWN: Final = "No plan was found in the time given; it is not shown that there is none."
