"""JSON Schemas of a round's file and of a plan's, made from the dataclasses and from what `described.toml` says of each field."""

import tomllib
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from joinedup.programme.core.roster.plan import Infeasible, Plan
from joinedup.programme.core.roster.round_file import RoundFile

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: dict[Any, dict[str, str]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}


@cache
def described() -> dict[str, dict[str, str]]:
    """Return what each dataclass and each of its fields means; "" is the dataclass itself."""
    return tomllib.loads((files("joinedup.programme.core.roster") / "described.toml").read_text(encoding="utf-8"))


def round_schema() -> dict[str, Any]:
    """Return the schema of a ROUND.toml, once TOML is read: dates as ISO text."""
    parts: dict[str, Any] = {}
    _object(RoundFile, parts)
    whole = parts.pop("RoundFile")
    whole["properties"]["schema"]["const"] = "joinedup-round-1"
    return {"$schema": _DRAFT, "title": "A round to plan", **whole, "$defs": parts}


def plan_schema() -> dict[str, Any]:
    """Return the schema of what `joinedup plan` writes: a plan, or why there is none."""
    parts: dict[str, Any] = {}
    for kind, feasible in ((Plan, True), (Infeasible, False)):
        _object(kind, parts)
        words = described()[kind.__name__]
        head = {
            "schema": {"const": "joinedup-plan-1", "description": words["schema"]},
            "feasible": {"const": feasible, "description": words["feasible"]},
            "choice": {"type": ["object", "null"], "description": words["choice"]},
        }
        parts[kind.__name__]["properties"] = head | parts[kind.__name__]["properties"]
        parts[kind.__name__]["required"] += ["schema", "feasible"]
    stage, words = parts["Stage"], described()["Stage"]
    stage["properties"] |= {
        "proven": {"type": "boolean", "description": words["proven"]},
        "gap": {"type": "number", "description": words["gap"]},
    }
    stage["required"] += ["proven", "gap"]
    either = [{"$ref": "#/$defs/Plan"}, {"$ref": "#/$defs/Infeasible"}]
    return {"$schema": _DRAFT, "title": "A planned round", "oneOf": either, "$defs": parts}


def _object(kind: Any, parts: dict[str, Any]) -> None:
    """Add a dataclass and those it holds to the parts."""
    if kind.__name__ in parts:
        return
    words, hints = described()[kind.__name__], get_type_hints(kind)
    made: dict[str, Any] = {
        "type": "object",
        "description": words[""],
        "properties": {},
        "required": [],
        "additionalProperties": False,
    }
    parts[kind.__name__] = made
    for one in fields(kind):
        made["properties"][one.name] = {**_kind(hints[one.name], parts), "description": words[one.name]}
        if _is_written(kind, one):
            made["required"].append(one.name)


def _is_written(kind: Any, one: "Field[Any]") -> bool:
    """Return whether a field is always there: in a plan all are, in a round's file those without a default."""
    in_a_plan = kind.__module__.endswith(".plan")
    return in_a_plan or (one.default is MISSING and one.default_factory is MISSING)


def _kind(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return {"anyOf": [_kind(one, parts) if one is not NoneType else {"type": "null"} for one in args]}
    if origin is tuple and args[1:] == (Ellipsis,) and get_origin(args[0]) is tuple:
        return {"type": "object", "additionalProperties": _kind(get_args(args[0])[1], parts)}
    if origin is tuple and args[1:] == (Ellipsis,):
        return {"type": "array", "items": _kind(args[0], parts)}
    if origin is tuple:
        return {"type": "array", "items": _kind(args[0], parts), "minItems": len(args), "maxItems": len(args)}
    if is_dataclass(kind):
        _object(kind, parts)
        return {"$ref": f"#/$defs/{kind.__name__}"}  # type: ignore[union-attr]  # a class, not an instance: hints hold classes
    return dict(_PLAIN[kind])
