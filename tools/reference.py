"""Write docs/reference/ from the code: `python tools/reference.py`. A test fails where it is out of date."""

import os
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = "<!-- Made by tools/reference.py from joinedup/inspections/enums.py. Do not edit. -->"

REFUSED = "Every other move is refused. Each move is logged with who made it."


def stages() -> str:
    """Return the page of an inspection's stages: a diagram and the same as a table."""
    from joinedup.inspections.enums import MOVES  # noqa: PLC0415  needs Django's settings
    from joinedup.inspections.interruptions.enums import ASKED_IN, INTERRUPTION_MOVES  # noqa: PLC0415
    from joinedup.inspections.needed import NEEDS  # noqa: PLC0415

    moves = [(start, to, " or ".join(sorted(role.label.lower() for role in roles))) for (start, to), roles in MOVES.items()]
    diagram = [f"    {_node(start)} --> {_node(to)}: {who}" for start, to, who in moves]
    table = [f"| {start.label} | {to.label} | {who} |" for start, to, who in moves]
    needs = [
        f"| {stage.label} | {need.words}{_only(need.only)} | {need.who} |" for stage, several in NEEDS.items() for need in several
    ]
    kinds = [(kind, "; ".join(stage.label for stage in stages)) for kind, stages in ASKED_IN.items()]
    interrupted = [f"| {start.label} | {to.label} | {who.value} |" for (start, to), who in INTERRUPTION_MOVES.items()]
    return "\n".join(
        [
            "# Stages of an inspection",
            MADE,
            "",
            REFUSED,
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
            "## What each stage needs before the next, and who can give it",
            "",
            "What is left of it stands on the inspection's page. A lead inspector can move on all the same, and is asked first.",
            "",
            "| stage | needs | who |",
            "|---|---|---|",
            *needs,
            "",
            "## Interruptions",
            "",
            "A pause holds every move, a deferral the move to fieldwork, until its day has come or it is ended.",
            "Both move the key dates that lie ahead; how they stood is kept.",
            "",
            "| what | may be asked for while the inspection is at |",
            "|---|---|",
            *(f"| {kind.label} | {stages} |" for kind, stages in kinds),
            "",
            "| from | to | who may |",
            "|---|---|---|",
            *interrupted,
            "",
        ]
    )


#: The tables of `intake.enums`: heading, name of the table, states each may begin in.
ASKING = (
    ("A data request", "REQUEST_MOVES", ("asked",)),
    ("A submission", "SUBMISSION_MOVES", ("received",)),
    ("More time", "EXTENSION_MOVES", ("asked", "given")),
    ("A question", "QUESTION_MOVES", ("asked",)),
)


def asking() -> str:
    """Return the page of what agencies are asked for: each table of states as a diagram and a table."""
    from joinedup.intake import enums  # noqa: PLC0415  needs Django's settings

    made = MADE.replace("inspections/enums", "intake/enums")
    lines = [
        "# How what agencies are asked for stands",
        made,
        "",
        "Every other move is refused. Each move is logged with who made it.",
    ]
    for heading, name, begins in ASKING:
        moves = [(start, to, side.label.lower()) for (start, to), side in getattr(enums, name).items()]
        starts = [start for start in type(moves[0][0]) if start.value in begins]
        diagram = [f"    [*] --> {start.name}" for start in starts] + [f"    {a.name} --> {b.name}: {who}" for a, b, who in moves]
        table = [f"| {start.label} | {to.label} | {who} |" for start, to, who in moves]
        lines += ["", f"## {heading}", "", "```mermaid", "stateDiagram-v2", *diagram, "```", ""]
        lines += ["| from | to | who may |", "|---|---|---|", *table]
    return "\n".join([*lines, ""])


def concerns() -> str:
    """Return the page of an urgent concern's states: a diagram and the same as a table."""
    from joinedup.cases.concerns.enums import MOVES  # noqa: PLC0415  needs Django's settings

    moves = [(start, to, " or ".join(sorted(party.label for party in who))) for (start, to), who in MOVES.items()]
    diagram = [f"    {start.name} --> {to.name}: {who}" for start, to, who in moves]
    table = [f"| {start.label} | {to.label} | {who} |" for start, to, who in moves]
    made = MADE.replace("inspections/enums", "cases/concerns/enums")
    staff = "Of a concern about somebody at work only whoever raised it and the lead inspectors are the team."
    head = ["# States of an urgent concern", made, "", REFUSED, staff, "", "```mermaid", "stateDiagram-v2", "    [*] --> RAISED"]
    return "\n".join([*head, *diagram, "```", "", "| from | to | who may |", "|---|---|---|", *table, ""])


#: The tables of `cases.enquiries.enums`: heading, name of the table, state each begins in.
ENQUIRIES = (("A proposal", "PROPOSAL_MOVES", "waiting"), ("A line of enquiry", "ENQUIRY_MOVES", "open"))


def enquiries() -> str:
    """Return the page of lines of enquiry: both tables of states as a diagram and a table."""
    from joinedup.cases.enquiries import enums  # noqa: PLC0415  needs Django's settings

    lines = [
        "# How lines of enquiry stand",
        MADE.replace("inspections/enums", "cases/enquiries/enums"),
        "",
        f"{REFUSED} A line is closed by who follows it, or by a lead inspector.",
    ]
    for heading, name, begins in ENQUIRIES:
        table = getattr(enums, name)
        moves = [(start, to, " or ".join(sorted(role.label.lower() for role in roles))) for (start, to), roles in table.items()]
        begin = next(state for state in type(moves[0][0]) if state.value == begins)
        diagram = [f"    [*] --> {begin.name}", *(f"    {a.name} --> {b.name}: {who}" for a, b, who in moves)]
        lines += ["", f"## {heading}", "", "```mermaid", "stateDiagram-v2", *diagram, "```", ""]
        lines += ["| from | to | who may |", "|---|---|---|", *(f"| {a.label} | {b.label} | {who} |" for a, b, who in moves)]
    return "\n".join([*lines, ""])


def timetable() -> str:
    """Return the page of a slot's states: a diagram and the same as a table."""
    from joinedup.inspections.timetable.enums import SLOT_MOVES, SlotState  # noqa: PLC0415  needs Django's settings

    moves = [(start, to, " or ".join(sorted(side.label for side in who))) for (start, to), who in SLOT_MOVES.items()]
    diagram = [f"    {SlotState(start).name if start else '[*]'} --> {to.name}: {who}" for start, to, who in moves]
    table = [f"| {SlotState(start).label if start else 'nothing'} | {to.label} | {who} |" for start, to, who in moves]
    head = ["# How a slot of the timetable stands", MADE.replace("inspections/enums", "inspections/timetable/enums"), ""]
    note = "A slot that asks no agency is agreed at once. From one state to the same: changed, or answered anew."
    head += [REFUSED, note, "", "```mermaid", "stateDiagram-v2"]
    return "\n".join([*head, *diagram, "```", "", "| from | to | who may |", "|---|---|---|", *table, ""])


def judging() -> str:
    """Return the page of a criterion's phases and a finding's states: each as a diagram and a table."""
    from joinedup.evidence.core.phases import PHASE_MOVES  # noqa: PLC0415
    from joinedup.evidence.findings.rules import FINDING_MOVES  # noqa: PLC0415  needs Django's settings

    phases = [(start.value, to.value, mover.value) for (start, to), mover in PHASE_MOVES.items()]
    made = MADE.replace("joinedup/inspections/enums.py", "evidence/core/phases.py and evidence/findings/rules.py")
    lines = ["# How a criterion and a finding are judged", made, "", "## The phase of one criterion", ""]
    lines += ["What was opened is never closed again. Nothing else moves a criterion.", "", "```mermaid", "stateDiagram-v2"]
    lines += ["    [*] --> independent", *(f"    {a} --> {b}: {why}" for a, b, why in phases), "```", ""]
    lines += ["| from | to | when |", "|---|---|---|", *(f"| {a} | {b} | {why} |" for a, b, why in phases)]
    states = [(a, b, " or ".join(sorted(role.label.lower() for role in who))) for (a, b), who in FINDING_MOVES.items()]
    lines += ["", "## A finding", "", REFUSED, "A change of words takes what was fed back to provisional.", "", "```mermaid"]
    lines += ["stateDiagram-v2", "    [*] --> PROVISIONAL", *(f"    {a.name} --> {b.name}: {who}" for a, b, who in states), "```"]
    lines += ["", "| from | to | who may |", "|---|---|---|", *(f"| {a.label} | {b.label} | {who} |" for a, b, who in states)]
    return "\n".join([*lines, ""])


def _only(only: str) -> str:
    """Return for which frameworks a need is; "" where for every one."""
    named = {"look_up": "look up", "own_view_first": "ask for own views first", "joint_audit": "ask for a joint audit"}
    return f" (frameworks that {named[only]})" if only else ""


def _node(stage: object) -> str:
    """Return a stage's name as mermaid takes it."""
    return str(stage.label).replace("-", "")  # type: ignore[attr-defined]  # an enum member


PAGES: dict[str, Callable[[], str]] = {
    "urgent-concerns.md": concerns,
    "stages.md": stages,
    "asking.md": asking,
    "enquiries.md": enquiries,
    "judging.md": judging,
    "timetable.md": timetable,
}


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
