"""What must hold for final feedback and interruptions: something is said, somebody asks, somebody decides."""

import string
from collections.abc import Iterator

from joinedup.method.framework import Framework
from joinedup.method.interruptions import ASKERS, DECIDERS, FACTS, KINDS


def check_interruptions(framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield (key path, reason) for every fault of a framework's final feedback and of its interruptions."""
    if framework.feedback is not None and not framework.feedback.marking.strip():
        yield "feedback.marking", "This must not be empty: it marks every page of the meeting confidential."
    for rule in framework.interruptions:
        at = f"interruptions[{rule.id}]"
        if rule.id not in KINDS:
            yield f"{at}.id", f"This must be one of {', '.join(KINDS)}, not {rule.id!r}."
        if not rule.asked_by:
            yield f"{at}.asked_by", "Say who may ask for it."
        if unknown := set(rule.asked_by) - set(ASKERS):
            yield f"{at}.asked_by", f"This must be one of {', '.join(ASKERS)}, not {min(unknown)!r}."
        if rule.decided_by not in DECIDERS:
            yield f"{at}.decided_by", f"This must be one of {', '.join(DECIDERS)}, not {rule.decided_by!r}."
        yield from _letter(at, rule.letter)


def _letter(at: str, sentence: str) -> Iterator[tuple[str, str]]:
    try:
        asked = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:
        yield f"{at}.letter", "A brace is opened and not closed, or the other way round."
        return
    if unknown := asked - set(FACTS):
        yield f"{at}.letter", f"The letter knows {', '.join(FACTS)} here, not {min(unknown)!r}."
