"""The sections of the tracking record and the questions of the short form, as a framework lays them down."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from joinedup.method.convert import convert
from joinedup.method.framework import Framework, RecordSection, ShortQuestion


@dataclass(frozen=True)
class RecordPart:
    """One place to write in: a section, and the sector it is about ("" where the section is one for the child)."""

    section: RecordSection
    sector: str = ""


def sections_of(framework: Framework) -> tuple[RecordSection, ...]:
    """Return the sections of the tracking record, in the framework's order.

    A framework that lays none down, and an inspection opened before frameworks did, take the standard ones.
    """
    return framework.tracking_record or _standard("tracking-record", "tracking_record", RecordSection)


def parts_of(framework: Framework) -> tuple[RecordPart, ...]:
    """Return every part of the tracking record: each section once, or once for each of its sectors, in the framework's order."""
    sectors = [sector.id for sector in framework.sectors]
    return tuple(
        RecordPart(section, sector)
        for section in sections_of(framework)
        for sector in ([one for one in sectors if not section.sectors or one in section.sectors] if section.by_sector else [""])
    )


def part_of(framework: Framework, section: str, sector: str) -> RecordPart:
    """Return the part of that section and sector ("" for the child's). Raises KeyError where the framework has none."""
    return {(part.section.id, part.sector): part for part in parts_of(framework)}[section, sector]


def short_form_of(framework: Framework) -> tuple[ShortQuestion, ...]:
    """Return the questions of the short form for a sampled child; the standard ones where the framework lays none down."""
    return framework.short_form or _standard("short-form", "short_form", ShortQuestion)


@cache
def _standard(part: str, key: str, shape: type) -> Any:
    """Return what a packaged part lays down under a key. Raises ValueError where the part is not sound."""
    text = (files("joinedup") / "frameworks" / "_parts" / f"{part}.toml").read_text(encoding="utf-8")
    faults: list[str] = []
    made = convert(tuple[shape, ...], tomllib.loads(text)[key], key, lambda at, reason: faults.append(f"{at}: {reason}"))  # type: ignore[valid-type]  # the shape is given at run time
    if faults:
        raise ValueError("; ".join(faults))
    return made
