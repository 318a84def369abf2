"""Interruptions of an inspection, asked for and decided through the real actions."""

from datetime import date

from joinedup.inspections.interruptions.actions import ask_for, decide_interruption
from joinedup.inspections.interruptions.enums import AskedBy, InterruptionKind, InterruptionState
from joinedup.inspections.interruptions.models import Interruption
from joinedup.inspections.rules import inspectorate_of
from joinedup.method.interruptions import interruption_of
from joinedup.people.models import Person
from tests.factories.inspections import World

BEGINS = date(2022, 10, 10)
GOES_ON = date(2022, 10, 13)


def ask(world: World, kind: str = "deferral", **changes) -> Interruption:
    """Write down, as the lead inspector, that the police ask; an inspectorate where the area may not."""
    rule = interruption_of(world.inspection.framework, kind)
    by = changes.pop("by", world.lead)
    area = rule is not None and AskedBy.AREA in rule.asked_by
    asker = world.agencies["police"] if area else inspectorate_of(world.lead, world.inspection)
    said = {"asker": asker, "post": "Chief constable", "grounds": "A major incident.", "begins": BEGINS, "until": GOES_ON}
    said |= {"asked_on": date(2022, 10, 5), "although": True}  # what is tested is set in days of its own
    return ask_for(by=by, inspection=world.inspection, kind=kind, **{**said, **changes})


def decider(world: World, interruption: Interruption) -> Person:
    """Return somebody who decides under the framework."""
    rule = interruption_of(world.inspection.framework, interruption.kind)
    return world.lead if rule is None or rule.decided_by == "lead" else next(iter(world.signatories.values()))


def decide(world: World, interruption: Interruption, to: str, **changes) -> Interruption:
    """Decide as whoever may; agreed from when and until when it was asked for."""
    days = {"until": interruption.until} if to == InterruptionState.AGREED else {}
    days["although"] = True
    by = changes.pop("by", decider(world, interruption))
    return decide_interruption(by=by, interruption=interruption, to=to, **{"words": "As things stand.", **days, **changes})


def agree(world: World, kind: InterruptionKind | str = "pause", **changes) -> Interruption:
    """Ask for an interruption and agree it."""
    return decide(world, ask(world, kind, **changes), InterruptionState.AGREED)
