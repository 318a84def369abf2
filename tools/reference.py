"""Write docs/reference/ from the code: `python tools/reference.py`. A test fails where it is out of date."""

import os
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = "<!-- Made by tools/reference.py from joinedup/inspections/enums.py. Do not edit. -->"


def stages() -> str:
    """Return the page of an inspection's stages: a diagram and the same as a table."""
    from joinedup.inspections.enums import MOVES  # noqa: PLC0415  needs Django's settings

    moves = [(start, to, " or ".join(sorted(role.label.lower() for role in roles))) for (start, to), roles in MOVES.items()]
    diagram = [f"    {_node(start)} --> {_node(to)}: {who}" for start, to, who in moves]
    table = [f"| {start.label} | {to.label} | {who} |" for start, to, who in moves]
    return "\n".join(
        [
            "# Stages of an inspection",
            MADE,
            "",
            "Every other move is refused. Each move is logged with who made it.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            "    [*] --> Planned",
            *diagram,
            "    Closed --> [*]",
            "```",
            "",
            "| from | to | who may |",
            "|---|---|---|",
            *table,
            "",
        ]
    )


def _node(stage: object) -> str:
    """Return a stage's name as mermaid takes it."""
    return str(stage.label).replace("-", "")  # type: ignore[attr-defined]  # an enum member


PAGES: dict[str, Callable[[], str]] = {"stages.md": stages}


def main() -> None:
    """Write every page."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.config.settings")
    django.setup()
    folder = ROOT / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page())


if __name__ == "__main__":
    main()
