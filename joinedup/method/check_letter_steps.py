"""What must hold for priority action, boxes, and sections that say that they hold nothing."""

from collections.abc import Iterator

from joinedup.method.framework import Framework
from joinedup.method.interruptions import DECIDERS

UNITS = ("hours", "working_hours", "working_days")


def check_letter_steps(framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield (key path, reason) for every fault of a framework's priority action, boxes and empty sections."""
    rule, box = framework.priority, framework.boxes
    if rule is not None and rule.decided_by not in DECIDERS:
        yield "priority.decided_by", f"This must be one of {', '.join(DECIDERS)}, not {rule.decided_by!r}."
    if rule is not None and not 0 < rule.reply_days <= framework.statement_days:
        reason = f"This must be 1 to {framework.statement_days}: a priority action is answered before the written statement."
        yield "priority.reply_days", reason
    if box is not None and (box.read_within.unit not in UNITS or box.read_within.number < 1):
        yield "boxes.read_within", f"This must be a number above nothing of one of {', '.join(UNITS)}."
    known = {sentence.id for sentence in framework.sentences}
    for section in framework.letter:
        if section.none and section.none not in known:
            yield f"letter[{section.id}].none", f"There is no standard sentence {section.none!r}."
