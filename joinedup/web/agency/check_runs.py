"""The checks an agency made before, a run at a time: all the lists somebody checked together at one moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from joinedup.areas.models import Agency
from joinedup.intake.core.rules import SEVERITIES
from joinedup.intake.own_checks.models import OwnCheck
from joinedup.method.framework import Framework


@dataclass(frozen=True)
class Run:
    """Lists checked together. `lists`: the title of each, its rows, and how many issues of each severity it had."""

    when: datetime
    who: str
    agency: Agency
    framework: str  # its title
    lists: list[tuple[str, int, dict[str, int]]]

    @property
    def found(self) -> dict[str, int]:
        """How many issues of each severity the lists had together, the gravest first."""
        return {severity: sum(found[severity] for _, _, found in self.lists) for severity in SEVERITIES}


def check_runs(checks: Iterable[OwnCheck], frameworks: Mapping[str, Framework]) -> list[Run]:
    """Return checks as runs, in the order they come: those of one agency, person, framework and moment are one."""
    runs: dict[tuple[object, ...], Run] = {}
    for row in checks:
        framework = frameworks.get(row.framework_id)
        key = (row.agency_id, row.framework_id, row.checked_by_id, row.checked_at)
        title = framework.title if framework else row.framework_id
        run = runs.setdefault(key, Run(row.checked_at, row.checked_by.name, row.agency, title, []))
        run.lists.append((_title(framework, row.list_id), row.rows, _found(row.counts)))
    return list(runs.values())


def _title(framework: Framework | None, list_id: str) -> str:
    return next((spec.title for spec in framework.lists if spec.id == list_id), list_id) if framework else list_id


def _found(counts: Iterable[Mapping[str, object]]) -> dict[str, int]:
    """Return how many issues of each severity a kept check had."""
    found = dict.fromkeys(SEVERITIES, 0)
    for line in counts:
        found[str(line["severity"])] += int(str(line["count"]))
    return found
