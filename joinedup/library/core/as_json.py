"""A letter as data: the keys every reader of `joinedup letters import --json` may rely on."""

from datetime import date
from typing import Any

from joinedup.library.core.letter import Group, Letter, Read


def as_json(letter: Letter) -> dict[str, Any]:
    """Return a letter under the published keys; what it does not say is None."""
    return {
        "file": letter.file,
        "area": letter.area.value,
        "publication_date": _iso(letter.publication_date),
        "fieldwork_start": _iso(letter.fieldwork_start),
        "fieldwork_end": _iso(letter.fieldwork_end),
        "theme": letter.theme.value,
        "inspectorates": list(letter.inspectorates.value or ()),
        "sections": [section.heading for section in letter.sections],
        "headline_words": letter.headline_words.value,
        "needs_to_improve": [item for group in letter.needs_to_improve for item in _items(group)],
        "strengths": None if letter.strengths is None else sum(len(group.findings) for group in letter.strengths),
        "priority_actions": [finding.text for finding in letter.priority_actions],
        "practice_studies": [
            {"kind": box.kind, "heading": box.heading, "first_words": box.first_words} for box in letter.practice_studies
        ],
        "principal_authority": letter.principal_authority.value,
        "statement_due": _iso(letter.statement_due),
        "statement_to": letter.statement_to.value,
        "addressees": [{"role": entry.role, "organisation": entry.organisation} for entry in letter.addressees],
    }


def _iso(read: Read[date]) -> str | None:
    return read.value.isoformat() if read.value else None


def _items(group: Group) -> list[Any]:
    bullets = [finding.text for finding in group.findings]
    return bullets if group.heading is None else [{"heading": group.heading, "bullets": bullets}]


def as_details(letter: Letter) -> dict[str, Any]:
    """Return where each field of a letter stands and how sure its reading is, for a person who checks it."""
    fields = {name: {"page": read.page, "sureness": read.sureness.value, "why": read.why} for name, read in letter.reads().items()}
    return {
        "file": letter.file,
        "fields": fields,
        "sections": [{"kind": s.kind, "heading": s.heading, "page": s.page} for s in letter.sections],
        "needs_to_improve": _pages(letter.needs_to_improve),
        "strengths": _pages(letter.strengths or ()),
        "priority_actions": [{"text": finding.text, "page": finding.page} for finding in letter.priority_actions],
        "practice_studies": [{"heading": box.heading, "page": box.page} for box in letter.practice_studies],
        "issues": list(letter.issues),
    }


def _pages(groups: tuple[Group, ...]) -> list[dict[str, Any]]:
    return [
        {"heading": group.heading, "text": finding.text, "page": finding.page} for group in groups for finding in group.findings
    ]
