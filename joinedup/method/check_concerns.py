"""What must hold for the routes of urgent concern: each can be taken, and nobody waits for ever."""

from collections.abc import Iterator

from joinedup.method.framework import ConcernRoute, Framework, Within

#: What a clock counts in.
UNITS = ("hours", "working_hours", "working_days")


def check_concerns(framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield (key path, reason) for every fault of a framework's routes of urgent concern."""
    sectors = {sector.id for sector in framework.sectors}
    for route in framework.concerns:
        at = f"concerns[{route.id}]"
        for name in ("title", "purpose", "receiver"):
            if not getattr(route, name).strip():
                yield f"{at}.{name}", "This must not be empty: inspectors read it at the worst moment."
        if not route.must_say:
            yield f"{at}.must_say", "Say what must be written."
        if route.sector and route.sector not in sectors:
            yield f"{at}.sector", f"{route.sector!r} is not a sector of this framework; leave it out for the agency concerned."
        if route.voice_first != (route.write is not None):
            yield f"{at}.write", "A route by voice first says by when it is written down, and no other does."
        yield from _clocks(at, route)


def _clocks(at: str, route: ConcernRoute) -> Iterator[tuple[str, str]]:
    clocks: dict[str, Within | None] = {"acknowledge": route.acknowledge, "reply": route.reply, "write": route.write}
    for name, clock in clocks.items():
        if clock is not None and clock.unit not in UNITS:
            yield f"{at}.{name}.unit", f"This must be one of {', '.join(UNITS)}, not {clock.unit!r}."
        if clock is not None and clock.number < 1:
            yield f"{at}.{name}.number", "Somebody needs at least one."
