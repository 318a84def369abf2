"""Weeks and people at once: for a plan where choosing weeks first found none, and for a better one than it found."""

from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.costs import Earlier
from joinedup.programme.core.roster.joint import Joint, build
from joinedup.programme.core.roster.people import Places, cost_of, read
from joinedup.programme.core.roster.solving import Limits, Solved, solve
from joinedup.programme.core.roster.weeks import Weeks, read_weeks, weeks_cost

Found = tuple[Weeks, Places]


def together(asked: Asked, limits: Limits, share: float) -> tuple[Found | None, Solved]:
    """Return any plan that keeps every rule, and how it was found."""
    joint = build(asked, give=False)
    solved = solve(joint.model, limits, share)
    return _read(joint, solved), solved


def improve(asked: Asked, before: Earlier, found: Found, *, weeks_at_most: int, limits: Limits, share: float) -> Found:
    """Return a plan at least as good as one found, with weeks that cost no more than given."""
    joint = build(asked, give=False)
    weeks = weeks_cost(joint.model, asked, joint.starts, before)
    joint.model.add(weeks <= weeks_at_most)
    joint.model.minimize(weeks + cost_of(joint.model, asked, joint.taken, before))
    _hint(joint, found)
    solved = solve(joint.model, limits, share, may_wait=True, interleave_search=True)
    return _read(joint, solved) or found


def without_rest(asked: Asked, before: Earlier, found: Found, limits: Limits, share: float) -> tuple[Found | None, Solved]:
    """Return the best plan if nobody's inspections could clash, and how it was found; no plan costs less than its bound.

    People must be there in the weeks chosen, and that alone ties weeks to people: its weeks are good ones to find people for.
    """
    joint = build(asked, give=False, rest=False)
    weeks = weeks_cost(joint.model, asked, joint.starts, before)
    joint.model.minimize(weeks + cost_of(joint.model, asked, joint.taken, before))
    _hint(joint, found)
    solved = solve(joint.model, limits, share, may_wait=True)
    return _read(joint, solved), solved


def _read(joint: Joint, solved: Solved) -> Found | None:
    return (read_weeks(joint.starts, solved), read(joint.taken, solved)) if solved.found else None


def _hint(joint: Joint, found: Found) -> None:
    weeks, places = found
    for key, of in joint.starts.items():
        for week, literal in of.items():
            joint.model.add_hint(literal, week == weeks[key])
    for (key, nth), team in sorted(places.items()):
        for who, literal in joint.taken[key][nth].items():
            joint.model.add_hint(literal, who in team)
