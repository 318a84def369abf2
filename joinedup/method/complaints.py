"""How a complaint about an inspection is dealt with, as its framework lays it down."""

from functools import cache

from joinedup.method.framework import ComplaintRoute, ComplaintSubject, Framework
from joinedup.method.packaged import packaged


def complaints_of(framework: Framework) -> ComplaintRoute:
    """Return how complaints are dealt with.

    A framework that lays nothing down, and an inspection opened before frameworks did, take the standard way: whoever was inspected
    can complain whatever the method forgot.
    """
    return framework.complaints or standard_complaints()


def subject_of(framework: Framework, id: str) -> ComplaintSubject:
    """Return what a complaint may be about, by id. Raises KeyError where there is none."""
    return {subject.id: subject for subject in complaints_of(framework).subjects}[id]


@cache
def standard_complaints() -> ComplaintRoute:
    """Return what the packaged part `complaints` lays down."""
    return packaged("complaints", "complaints", ComplaintRoute)
