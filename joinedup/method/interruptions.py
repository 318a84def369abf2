"""How an inspection is put off, stopped for a time, left incomplete or taken further, as a framework lays it down."""

from functools import cache
from typing import Final

from joinedup.method.framework import Framework, InterruptionRule
from joinedup.method.packaged import packaged

KINDS: Final = ("deferral", "pause", "incomplete", "additional_evidence")
ASKERS: Final = ("area", "inspectorate")
DECIDERS: Final = ("lead", "signatory")
#: Days the letter's sentence may ask for in braces.
FACTS: Final = ("from", "until")


def interruptions_of(framework: Framework) -> tuple[InterruptionRule, ...]:
    """Return a framework's ways; the standard ones where it lays none down, as one kept before frameworks did."""
    return framework.interruptions or standard_interruptions()


def interruption_of(framework: Framework, id: str) -> InterruptionRule | None:
    """Return a framework's way of that id; null where it has none."""
    return {rule.id: rule for rule in interruptions_of(framework)}.get(id)


@cache
def standard_interruptions() -> tuple[InterruptionRule, ...]:
    """Return what the packaged part `interruptions` lays down."""
    return packaged("interruptions", "interruptions", tuple[InterruptionRule, ...])
