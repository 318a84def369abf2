"""Begins a data protection impact assessment: what a framework already says is filled in, what people must judge is left open.

An assessment is due before such processing (UK GDPR, article 35): children's data, on a large scale, from several sources.
`joinedup frameworks dpia ID` writes one; docs/reference/dpia-template.md is the one of the framework SHOWN.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from joinedup.method.framework import Framework, ListSpec
from joinedup.method.loader import load_framework

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "dpia-template.md"
SHOWN = "jtai-2023-serious-youth-violence"
OPEN = "_To be written by the controllers._"


def dpia(framework: Framework) -> str:
    """Return the assessment as Markdown: the framework's own words filled in, and what is to be written marked."""
    mode = _words()["modes"][framework.linkage_mode]
    parts = (
        _beginning(framework),
        ["## 1. Why an assessment is needed", *_words()["why"]["paragraphs"], OPEN],
        _done(framework, mode["what"]),
        _asked(framework),
        ["## 4. Who was asked", "Children, parents and carers, or people who speak for them; the agencies; experts.", OPEN],
        ["## 5. Is it necessary, and is it in proportion?", _bullets([mode["ask"], *_words()["proportion"]["ask"]]), OPEN],
        ["## 6. Risks to children and others, and what is done about them", _risks()],
        ["## 7. Decision", _decision()],
    )
    return "\n\n".join(block for part in parts for block in part) + "\n"


def write() -> None:
    """Write the page of the reference again."""
    PAGE.write_text(dpia(load_framework(SHOWN)), encoding="utf-8")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("joinedup.method") / "dpia.toml").read_text(encoding="utf-8"))


def _beginning(framework: Framework) -> Iterator[str]:
    yield f"# Data protection impact assessment: {framework.title}"
    yield (
        f"Begun from the framework `{framework.id}`, version {framework.version}. What it says is filled in; the rest is for the "
        "controllers, each agency for what it sends and the inspectorates for what they do with it, and for their data protection "
        "officers."
    )


def _done(framework: Framework, mode: str) -> Iterator[str]:
    yield "## 2. What is done"
    yield f"**Purpose.** {framework.scope}"
    yield f"**Legal basis of the inspection.** {framework.legal_basis}"
    yield f"**How children are recognised across agencies.** {mode}"
    yield f"**Why.** {framework.linkage_purpose}"
    yield f"**How long.** {framework.retention.rule}"
    yield f"**Lawful basis of each controller, with the conditions for health and offence data.** {OPEN}"


def _asked(framework: Framework) -> Iterator[str]:
    yield "## 3. What is asked for, and why"
    for sector in framework.sectors:
        for spec in (spec for spec in framework.lists if spec.sector == sector.id):
            yield from _list(sector.name, spec)


def _list(sector: str, spec: ListSpec) -> Iterator[str]:
    months = f"rows of the {spec.window_months} months before notification"
    yield f"### {sector}: {spec.title}"
    yield f"{spec.purpose} Covers {months if spec.window_months else 'what is current on the day of notification'}."
    rows = [(column.header, column.purpose, "yes" if column.required else "") for column in spec.columns]
    yield _table(("column", "what it is for", "must be filled in"), rows)


def _risks() -> str:
    rows = [(row["risk"], row["measure"], "") for row in _words()["risks"]]
    return _table(("risk", "what Joinedup does", "how likely and how grave, and what is left"), rows)


def _decision() -> str:
    said = ("Measures agreed by", "Risk left accepted by", "Advice of the data protection officer", "To be looked at again")
    return _table(("", "name and post", "date"), [(line, "", "") for line in said])


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)


def _bullets(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


if __name__ == "__main__":
    write()
