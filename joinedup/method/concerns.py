"""The routes by which an urgent concern about a child leaves an inspection."""

import tomllib
from functools import cache
from importlib.resources import files

from joinedup.method.convert import convert
from joinedup.method.framework import ConcernRoute, Framework

PART = "urgent-concern"


def routes_of(framework: Framework) -> tuple[ConcernRoute, ...]:
    """Return a framework's routes, in its order.

    A framework that lays none down, and an inspection opened before frameworks did, take the standard ones: a child found at risk
    must be referred whatever the method forgot.
    """
    return framework.concerns or standard_routes()


def route_of(framework: Framework, id: str) -> ConcernRoute:
    """Return a framework's route of that id. Raises KeyError where there is none."""
    return {route.id: route for route in routes_of(framework)}[id]


@cache
def standard_routes() -> tuple[ConcernRoute, ...]:
    """Return the routes of the packaged part `urgent-concern`. Raises ValueError where the part is not sound."""
    part = files("joinedup") / "frameworks" / "_parts" / f"{PART}.toml"
    faults: list[str] = []
    made = convert(
        tuple[ConcernRoute, ...],
        tomllib.loads(part.read_text(encoding="utf-8"))["concerns"],
        "concerns",
        lambda key, reason: faults.append(f"{key}: {reason}"),
    )
    if faults:
        raise ValueError("; ".join(faults))
    return tuple(made)
