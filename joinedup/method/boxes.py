"""How a practice study or case study is read before it is signed, as a framework lays it down."""

from functools import cache

from joinedup.method.framework import BoxRule, Framework
from joinedup.method.packaged import packaged


def box_rule_of(framework: Framework) -> BoxRule:
    """Return a framework's rule; the standard one where it lays none down, as one kept before frameworks did."""
    return framework.boxes or standard_box_rule()


@cache
def standard_box_rule() -> BoxRule:
    """Return what the packaged part `boxes` lays down."""
    return packaged("boxes", "boxes", BoxRule)
