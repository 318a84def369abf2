"""What an interruption holds up, and what is asked for and not decided."""

from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.interruptions.models import Interruption
from joinedup.inspections.interruptions.queries import deferral_of, pause_of, to_decide
from joinedup.inspections.interruptions.rules import decider_in_words, rule_of
from joinedup.inspections.models import Inspection
from joinedup.web.components.dates import day
from joinedup.web.inspectorate.waiting.said import LEAD, SIGNATORY, Waiting, page_of


def interrupted(inspection: Inspection) -> list[Waiting]:
    """Return the pause, or the deferral of fieldwork, that holds the stage up; then what is to be decided."""
    held = pause_of(inspection) or (deferral_of(inspection) if inspection.stage == Stage.SELECTION else None)
    items = [_waiting(held, _held_words(held))] if held is not None else []
    return [*items, *(_waiting(one, f"{one} is asked for and not decided") for one in to_decide(inspection))]


def _held_words(held: Interruption) -> str:
    until = f"until {day(held.until)}" if held.until else "and no day is set on which it goes on"
    what = "Paused" if held.kind == "pause" else "Fieldwork is deferred"
    return f"{what} {until}: the stage cannot move"


def _waiting(one: Interruption, words: str) -> Waiting:
    rule = rule_of(one.inspection, one.kind)
    whose = LEAD if rule.decided_by == Role.LEAD else SIGNATORY
    return Waiting(words, page_of("interruption", one.inspection, one.pk), whose, decider_in_words(one.inspection, rule))
