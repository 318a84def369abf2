"""Everything told about one child, gathered once for the picture, the page and the tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import polars as pl

from joinedup.cases.core.coverage import Coverage, coverage_up_to
from joinedup.cases.core.differing import differing
from joinedup.cases.core.gaps import gaps
from joinedup.cases.core.handovers import handovers
from joinedup.cases.core.lasting import endless, lasting_kinds
from joinedup.cases.core.taking_part import TAKING_PART, taking_part
from joinedup.cases.core.timescales import timescales
from joinedup.method.framework import Framework


@dataclass(frozen=True)
class ChildStory:
    """One child by its code, never by name. `agencies`: agency key → its name; `why`: why the child was chosen, in a sentence."""

    code: str
    framework: Framework
    as_of: datetime
    chronology: pl.DataFrame
    timescales: pl.DataFrame
    handovers: pl.DataFrame
    gaps: pl.DataFrame
    differing: pl.DataFrame
    agencies: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    taking_part: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=TAKING_PART))
    coverage: Coverage | None = None

    def lasts(self, event: Mapping[str, Any]) -> bool:
        """Say whether an event has a length: its kind lasts and its list has a column for the end, or an end is recorded.

        Of one from no list, added by hand, an end that is not written down is not known.
        """
        if event["end_latest"] is not None:
            return True
        if event["list"] is None:
            return False
        return event["kind"] in lasting_kinds() and (event["list"], event["kind"]) not in self._endless

    @cached_property
    def _endless(self) -> frozenset[tuple[str, str]]:
        return endless(self.framework)

    def agency(self, key: str) -> str:
        """Return an agency's name, or its key in words where no name was given."""
        return self.agencies.get(key) or key.replace("_", " ").replace("-", " ").capitalize()


def child_story(
    code: str,
    chronology: pl.DataFrame,
    framework: Framework,
    as_of: datetime,
    *,
    coverage: Coverage | None = None,
    agencies: Mapping[str, str] | None = None,
    why: str = "",
) -> ChildStory:
    """Return a child's story: its chronology (CHRONOLOGY shape, one child) and all that follows from it."""
    shown = coverage or coverage_up_to(framework, as_of)
    return ChildStory(
        code,
        framework,
        as_of,
        chronology,
        timescales(framework, chronology, as_of, shown),
        handovers(framework, chronology, as_of, shown),
        gaps(chronology, as_of, since=shown.all_lists_since),
        differing(chronology, framework.handovers, without_end=endless(framework)),
        agencies or {},
        why,
        taking_part(framework, chronology, as_of),
        shown,
    )
