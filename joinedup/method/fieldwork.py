"""What inspectors do in the fieldwork week, and into which halves its days fall."""

import tomllib
from functools import cache
from importlib.resources import files

from joinedup.method.convert import convert
from joinedup.method.framework import Activity, Fieldwork, Framework, SourceKind

PART = "activities"


def fieldwork_of(framework: Framework) -> Fieldwork:
    """Return a framework's fieldwork: the standard one where it lays none down, as an inspection opened before frameworks did."""
    return framework.fieldwork if framework.fieldwork.activities and framework.fieldwork.halves else standard_fieldwork()


def activity_of(framework: Framework, id: str) -> Activity:
    """Return a framework's activity of that id. Raises KeyError where there is none."""
    return {activity.id: activity for activity in fieldwork_of(framework).activities}[id]


def source_of(framework: Framework, activity: str) -> SourceKind | None:
    """Return the kind of note an activity ends in; null where the framework has no such kind. Raises KeyError for no activity."""
    wanted = activity_of(framework, activity).source
    return next((source for source in framework.sources if source.id == wanted), None)


@cache
def standard_fieldwork() -> Fieldwork:
    """Return the fieldwork of the packaged part `activities`. Raises ValueError where the part is not sound."""
    part = files("joinedup") / "frameworks" / "_parts" / f"{PART}.toml"
    faults: list[str] = []
    table = tomllib.loads(part.read_text(encoding="utf-8"))["fieldwork"]
    made = convert(Fieldwork, table, "fieldwork", lambda key, reason: faults.append(f"{key}: {reason}"))
    if faults or not isinstance(made, Fieldwork):
        raise ValueError("; ".join(faults))
    return made
