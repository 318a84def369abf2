"""Plans as bytes: the same plan gives the same bytes, what was asked has a hash, and a plan can be read back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, TypeVar

from joinedup.method.convert import convert
from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.plan import Infeasible, Plan

Answer = TypeVar("Answer", Plan, Infeasible)


def plain(value: object) -> Any:
    """Return a value as JSON knows it: dates as ISO text, sets sorted, tables by key, pairs of names joined by a bar."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {"|".join(key) if isinstance(key, tuple) else str(key): plain(of) for key, of in sorted(value.items())}
    if isinstance(value, frozenset):
        return sorted(plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def inputs_hash(asked: Asked, before: Plan | None) -> str:
    """Return the sha256 of everything a plan stands on but the seed and the time allowed."""
    given = {
        "inspections": plain(asked.inspections),
        "inspectors": plain(asked.inspectors),
        "rules": plain(asked.rules),
        "before": plain(before.teams) if before else None,
    }
    text = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def as_json(answer: Plan | Infeasible) -> dict[str, Any]:
    """Return a plan, or why there is none, as plain data; each stage with whether it is proven, and its gap."""
    made: dict[str, Any] = {"schema": "joinedup-plan-1", "feasible": isinstance(answer, Plan), **plain(answer)}
    if isinstance(answer, Plan):
        for told, stage in zip(made["stages"], answer.stages, strict=True):
            told.update(proven=stage.proven, gap=round(stage.gap, 6))
    return made


def as_bytes(answer: Plan | Infeasible) -> bytes:
    """Return the file of a plan: the same for the same plan."""
    return (json.dumps(as_json(answer), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


class NotAPlanError(ValueError):
    """What was given is no plan. Its text is one sentence."""


def read_plan(given: object) -> Plan:
    """Return a plan from the plain data of `as_json`, or of a file of `joinedup plan`. Raises NotAPlanError."""
    if not isinstance(given, dict) or given.get("schema") != "joinedup-plan-1":
        raise NotAPlanError("This is no plan of Joinedup: its schema is not joinedup-plan-1.")
    if not given.get("feasible"):
        raise NotAPlanError("This says why there was no plan, and holds none.")
    data = {key: value for key, value in given.items() if key not in ("schema", "feasible", "choice")}
    if isinstance(data.get("stages"), list):
        data["stages"] = [_without(stage, ("proven", "gap")) for stage in data["stages"]]
    faults: list[str] = []
    made: Plan = convert(Plan, data, "plan", lambda at, reason: faults.append(f"{at}: {reason}"))
    if faults:
        raise NotAPlanError(faults[0])
    return made


def _without(stage: object, names: tuple[str, ...]) -> object:
    return {key: value for key, value in stage.items() if key not in names} if isinstance(stage, dict) else stage
