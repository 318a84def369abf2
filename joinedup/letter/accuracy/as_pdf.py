"""A draft under embargo as a tagged PDF: who reads it stands across every page and at its foot."""

import json
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import typst

from joinedup.letter.core.sent_draft import SentDraft, fingerprint, to_plain
from joinedup.publication.render.words import MADE_UP, MADE_UP_MARK
from joinedup.records.dates import LONDON, clock

_TEMPLATE = Path(str(files("joinedup.letter"))) / "accuracy" / "templates" / "draft.typ"
_FONTS = Path(str(files("joinedup.publication"))) / "fonts"
EMBARGO = "Draft under embargo. It may change. Do not copy it, pass it on or speak of it outside your agency's reply."


class DraftCannotBeSet(ValueError):
    """The draft cannot be set as an accessible PDF, mostly because the typeface lacks one of its characters."""


@dataclass(frozen=True)
class Mark:
    """Who reads a draft and when: what stands on every page."""

    reader: str
    agency: str
    at: datetime

    def words(self) -> str:
        """Return the mark in words: "Ada Marsh, Madeup Police, 3 May 2026, 2:02pm"."""
        local = self.at.astimezone(LONDON)
        return f"{self.reader}, {self.agency}, {local.day} {local:%B %Y}, {clock(local)}"


def to_pdf(draft: SentDraft, mark: Mark, *, number: int, made_up: bool) -> bytes:
    """Return the draft as PDF bytes, marked with its reader; raise DraftCannotBeSet."""
    inputs = {
        "draft": json.dumps(to_plain(draft)),
        "mark": mark.words(),
        "embargo": EMBARGO,
        "number": f"Draft {number}",
        "sha256": fingerprint(draft),
        "made_up": MADE_UP if made_up else "",
        "made_up_mark": MADE_UP_MARK if made_up else "",
    }
    try:
        made: bytes = typst.compile(
            _TEMPLATE,
            font_paths=[_FONTS],
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
            timestamp=int(mark.at.timestamp()),
        )
    except typst.TypstError as fault:
        raise DraftCannotBeSet(f"The draft cannot be set as an accessible PDF: {fault}. Read it on the page.") from fault
    return made
