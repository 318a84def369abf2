"""`python -m joinedup.programme.write_schema` writes the JSON Schemas of `joinedup plan` and the page that explains its files."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from joinedup.programme.core.roster.giving_way import COSTS, NEVER
from joinedup.programme.core.roster.leaving_out import KINDS
from joinedup.programme.core.roster.schema import plan_schema, round_schema

HERE: Final = Path(__file__).parent
PAGE: Final = HERE.parents[1] / "docs" / "reference" / "plan.md"
#: file → the schema in it
SCHEMAS: Final = {"round.schema.json": round_schema, "plan.schema.json": plan_schema}


def page() -> str:
    """Return the reference page: what the command does, then a table for each part of both files."""
    file, plan = round_schema(), plan_schema()
    whole = {"The round’s file": {**file, "properties": file["properties"]}, **file["$defs"]}
    lines = [(HERE / "plan_begins.md").read_text(encoding="utf-8").rstrip(), "", "## ROUND.toml"]
    lines += _parts(whole)
    lines += ["", "## plan.json", "", "A plan (`feasible` true), or why there is none."]
    lines += _parts({name: plan["$defs"][name] for name in ("Plan", "Infeasible")})
    lines += _parts({name: part for name, part in plan["$defs"].items() if name not in ("Plan", "Infeasible")})
    lines += ["", "## Kinds of rule that leave an inspector out", "", "| kind | as a sentence says it |", "|---|---|"]
    lines += [f"| `{kind}` | {words.format(who='Inspector 4', at='Alder')} |" for kind, words in KINDS.items()]
    lines += ["", "## What giving way costs", "", "| kind | each step, if the file says nothing else |", "|---|---|"]
    lines += [f"| `{kind}` | {cost} |" for kind, cost in COSTS.items()]
    lines += [f"| `{kind}` | never gives way |" for kind in NEVER]
    return "\n".join(lines) + "\n"


def _parts(parts: dict[str, Any]) -> Iterable[str]:
    for name, part in parts.items():
        yield from ("", f"### {name}", "", part["description"], "", "| field | type | |", "|---|---|---|")
        for field, kind in part["properties"].items():
            needed = "" if field in part["required"] else " (may be left out)"
            yield f"| `{field}` | {_words(kind)} | {kind['description']}{needed} |"


def _words(kind: dict[str, Any]) -> str:
    """Return a schema's type as a person would say it."""
    if "$ref" in kind:
        name = kind["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in kind:
        return " or ".join(_words(choice) for choice in kind["anyOf"])
    if "const" in kind:
        return f"always `{json.dumps(kind['const'])}`"
    if kind["type"] == "array":
        return f"list of {_words(kind['items'])}"
    if isinstance(kind["type"], list):
        return "table or nothing"
    names = {"null": "nothing", "boolean": "true or false", "integer": "whole number", "object": "table", "number": "number"}
    return names.get(kind["type"]) or str(kind.get("format", "text"))


def text_of(name: str) -> str:
    """Return the text of a schema's file."""
    return json.dumps(SCHEMAS[name](), indent=1, ensure_ascii=False) + "\n"


def write() -> None:
    """Write the schemas and the page."""
    for name in SCHEMAS:
        (HERE / name).write_text(text_of(name), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
