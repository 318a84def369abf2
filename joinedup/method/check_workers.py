"""No report counts by worker or team: what a list says of them stands in its row alone, never in an event or a rule."""

from collections.abc import Iterator

from joinedup.method.framework import Framework, ListSpec

#: Keys of the columns that name whoever works with a child.
WORKERS = frozenset({"worker", "team", "allocated_worker", "allocated_team", "practitioner"})


def check_workers(framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield (key path, reason) wherever a worker or a team would reach an event's attributes or a rule of selection."""
    for spec in framework.lists:
        yield from _events(spec)
    for key, named in (
        ("selection.strata", framework.selection.strata),
        ("selection.shortlist_range", framework.selection.shortlist_range),
    ):
        if found := WORKERS & set(named):
            yield key, f"Children are never drawn by {min(found)}."


def _events(spec: ListSpec) -> Iterator[tuple[str, str]]:
    for mapping in spec.events:
        carried = {name for name, key in mapping.attributes if {name, key} & WORKERS} | ({key for key, _ in mapping.when} & WORKERS)
        for name in sorted(carried):
            reason = "An event tells of no worker and no team, so that nothing can be counted by them. Its row in the list does."
            yield f"lists[{spec.id}].events[{mapping.kind}].attributes.{name}", reason
