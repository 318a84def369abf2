"""The document as a tagged PDF, set by typst under its PDF/UA-1 rules. The words go in as data, never as markup."""

import json
from importlib.resources import files
from pathlib import Path

import typst

from joinedup.publication.document import Document
from joinedup.publication.render import words
from joinedup.publication.render.as_json import to_json

_HERE = Path(str(files("joinedup.publication")))


def to_pdf(document: Document) -> bytes:
    """Return the letter as PDF bytes: tagged headings, lists and title, in the document's language."""
    inputs = {
        "document": to_json(document),
        "facts": json.dumps(words.facts(document)),
        "made_up": words.MADE_UP,
    }
    made: bytes = typst.compile(
        _HERE / "render" / "templates" / "letter.typ",
        font_paths=[_HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
        timestamp=_midnight(document),
    )
    return made


def _midnight(document: Document) -> int:
    """Return the day of publication as a Unix time, so that the bytes do not depend on the clock."""
    return (document.published_on.toordinal() - 719_163) * 86_400
