"""Makes the table of a framework's keys for docs/reference from the dataclasses and the comments beside them.

Run `python -m joinedup.method.reference` to write it again; a test compares it with what stands there.
"""

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from inspect import getdoc, getsource
from pathlib import Path

from joinedup.method import framework as shapes

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "frameworks.md"
MARK = "<!-- Below this line the page is made by joinedup.method.reference; change the dataclasses instead. -->"
_FIELD = re.compile(r"^    (\w+): (.+?)(?:  # (.*))?$")


def keys_page() -> str:
    """Return the made part of the page: one section per table, one row per key."""
    return "\n".join(_lines()) + "\n"


def write() -> None:
    """Put the made part under the mark of the page, leaving what stands above it."""
    above = PAGE.read_text(encoding="utf-8").split(MARK)[0]
    PAGE.write_text(f"{above}{MARK}\n\n{keys_page()}", encoding="utf-8")


def _lines() -> Iterator[str]:
    for shape in _shapes():
        yield f"### {shape.__name__}"
        yield ""
        yield " ".join((getdoc(shape) or "").split())
        yield ""
        yield "| key | type | needed | what it holds |"
        yield "|---|---|---|---|"
        comments = _comments(shape)
        for field in fields(shape):
            needed = "yes" if field.default is MISSING else f"no: `{field.default!r}`"
            kind, comment = comments[field.name]
            yield f"| `{field.name}` | `{kind}` | {needed} | {comment} |"
        yield ""


def _shapes() -> list[type]:
    found = [shape for shape in vars(shapes).values() if isinstance(shape, type) and is_dataclass(shape)]
    return [shapes.Framework, *(shape for shape in found if shape is not shapes.Framework)]


def _comments(shape: type) -> dict[str, tuple[str, str]]:
    """Return each field's type as written and the comment beside or above it, escaped for a table."""
    found: dict[str, tuple[str, str]] = {}
    above: list[str] = []
    for line in _joined(getsource(shape)):
        if line.startswith("    # "):
            above.append(line[6:])
        elif match := _FIELD.match(line):
            name, kind, beside = match.groups()
            text = " ".join([*above, beside or ""]).strip()
            found[name] = (_cell(kind.split(" = ")[0].strip().replace('"', "")), _cell(text))
            above = []
    return found


def _joined(source: str) -> Iterator[str]:
    """Yield source lines with a type that spans several lines put on one."""
    open_line = ""
    for line in source.splitlines():
        whole = f"{open_line}{line.strip()}" if open_line else line
        code = whole.split("  # ")[0]
        if re.match(r"^    \w+: ", whole) and code.count("[") > code.count("]"):
            open_line = code
            continue
        yield whole.replace("[ ", "[")
        open_line = ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    write()
