"""`python -m joinedup.publication.write_schema` writes the JSON Schema of a published letter and the page that explains it."""

import json
from pathlib import Path
from typing import Any

from joinedup.publication.render.as_json import schema

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "reference" / "letter-json.md"


def page() -> str:
    """Return the reference page: one table for each part of a letter, made from the schema."""
    whole = schema()
    parts = {"The letter": whole, **whole["$defs"]}
    lines = [
        "# The published letter as data",
        "",
        "Every published letter can be had as JSON. `joinedup/publication/letter.schema.json` is its JSON Schema; this page is",
        "made from it. Ids in `findings` and `notes` are those of the inspection: they let an inspector follow a passage to what",
        "was seen, and say nothing to anybody else.",
    ]
    for name, part in parts.items():
        lines += ["", f"## {name}", "", part["description"], "", "| field | type | |", "|---|---|---|"]
        lines += [f"| `{field}` | {_words(kind)} | {kind.get('description', '')} |" for field, kind in part["properties"].items()]
    return "\n".join(lines) + "\n"


def _words(kind: dict[str, Any]) -> str:
    """Return a schema's type as a person would say it."""
    if "$ref" in kind:
        name = kind["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in kind:
        return " or ".join(_words(choice) for choice in kind["anyOf"])
    if "const" in kind:
        return f"always `{kind['const']}`"
    if kind["type"] == "array":
        return f"list of {_words(kind['items'])}"
    return str({"null": "nothing", "string": kind.get("format", "text"), "boolean": "true or false"}[kind["type"]])


def write() -> None:
    """Write both files."""
    (HERE / "letter.schema.json").write_text(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
