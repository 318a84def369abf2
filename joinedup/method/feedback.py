"""The final feedback meeting, as a framework lays it down."""

from functools import cache

from joinedup.method.framework import FinalFeedback, Framework
from joinedup.method.packaged import packaged


def feedback_of(framework: Framework) -> FinalFeedback:
    """Return how a framework's final feedback goes; the standard way where it lays none down, as one kept before frameworks did."""
    return framework.feedback or standard_feedback()


@cache
def standard_feedback() -> FinalFeedback:
    """Return what the packaged part `feedback` lays down."""
    return packaged("feedback", "feedback", FinalFeedback)
