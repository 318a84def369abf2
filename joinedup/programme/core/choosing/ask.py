"""What a round asks of its choice, from the framework's rule."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from joinedup.method.framework import ProgrammeRule
from joinedup.method.programme import SHARED
from joinedup.programme.core.choosing.shape import Asked


def asked_for(rule: ProgrammeRule, number: int, on: date, weights: Mapping[str, int] | None = None) -> Asked:
    """Return what a round of so many areas asks on a day: the framework's shares as whole numbers, chance first."""
    return Asked(number, rule.spread, on, shares_for(rule, number), dict(weights or {}), rule.roster.at_once)


def shares_for(rule: ProgrammeRule, number: int) -> tuple[tuple[str, int], ...]:
    """Return how many areas each kind of reason chooses, in the order places are filled.

    A part is rounded half up and at least the rule's least; together they are never more than the round: the last give way.
    """
    parts = {share.kind: max(share.least, int(Fraction(*share.part) * number + Fraction(1, 2))) for share in rule.shares}
    room, shares = number, []
    for kind in SHARED:
        if kind in parts:
            shares.append((kind, min(parts[kind], room)))
            room -= shares[-1][1]
    return tuple(shares)
