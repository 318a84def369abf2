"""What lasts, and where the lists could say that it ended: a list without a column for the end cannot show what still runs."""

from joinedup.method.framework import Framework
from joinedup.records.kinds import event_kinds


def lasting_kinds() -> list[str]:
    """Return the kinds of event that have a length."""
    return [kind for kind, what in event_kinds().items() if what.span]


def endless(framework: Framework) -> frozenset[tuple[str, str]]:
    """Return the (list, kind) pairs whose list has no column for an end: there a missing end says nothing."""
    return frozenset((spec.id, mapping.kind) for spec in framework.lists for mapping in spec.events if not mapping.end)


def shown_running(framework: Framework) -> list[str]:
    """Return the kinds that last and whose end some list of the framework would show."""
    ended = {mapping.kind for spec in framework.lists for mapping in spec.events if mapping.end}
    return [kind for kind in lasting_kinds() if kind in ended]
