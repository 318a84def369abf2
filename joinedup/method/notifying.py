"""The notification pack as a framework lays it down: its parts in order, and the facts their words may ask for."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from joinedup.method.convert import convert
from joinedup.method.framework import Framework, PackPart

PART: Final = "notification"

#: What stands below the words of a part: nothing, or a table.
KINDS: Final = ("script", "words", "requests", "contacts", "dates")

#: What words of the pack may ask for in braces.
FACTS: Final = (
    "agencies",
    "area",
    "feedback",
    "fieldwork",
    "hours",
    "inspection",
    "inspectorates",
    "lead",
    "lead_inspectorate",
    "legal_basis",
    "linkage_purpose",
    "notified_on",
    "post",
    "retention",
    "scope",
    "theme",
)


def pack_parts_of(framework: Framework) -> tuple[PackPart, ...]:
    """Return the parts of a framework's notification pack, in its order.

    A framework that lays none down, and an inspection opened before frameworks did, take the standard ones: every area is notified.
    """
    return framework.notification or standard_pack_parts()


def telephoned(framework: Framework) -> str:
    """Return the post that is telephoned to notify an area."""
    return next(part.to for part in pack_parts_of(framework) if part.kind == "script")


@cache
def standard_pack_parts() -> tuple[PackPart, ...]:
    """Return the parts of the packaged part `notification`. Raises ValueError where it is not sound."""
    text = (files("joinedup") / "frameworks" / "_parts" / f"{PART}.toml").read_text(encoding="utf-8")
    faults: list[str] = []
    made = convert(
        tuple[PackPart, ...],
        tomllib.loads(text)["notification"],
        "notification",
        lambda key, reason: faults.append(f"{key}: {reason}"),
    )
    if faults:
        raise ValueError("; ".join(faults))
    return tuple(made)
