"""How a priority action is decided and answered, as a framework lays it down."""

from functools import cache

from joinedup.method.framework import Framework, PriorityRule
from joinedup.method.packaged import packaged


def priority_of(framework: Framework) -> PriorityRule:
    """Return a framework's rule; the standard one where it lays none down, as one kept before frameworks did."""
    return framework.priority or standard_priority()


@cache
def standard_priority() -> PriorityRule:
    """Return what the packaged part `priority-action` lays down."""
    return packaged("priority-action", "priority", PriorityRule)
