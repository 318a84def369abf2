"""The pack as a tagged PDF, set by typst under its PDF/UA-1 rules. The words go in as data, never as markup."""

import json
from importlib.resources import files
from pathlib import Path

import typst

from joinedup.inspections.core.pack import Pack, canonical, day_words
from joinedup.inspections.notifying import words
from joinedup.publication.render.words import MADE_UP_MARK

_TEMPLATE = Path(str(files("joinedup.inspections"))) / "notifying" / "templates" / "pack.typ"
_FONTS = Path(str(files("joinedup.publication"))) / "fonts"
_EPOCH = 719_163  # 1 January 1970, in days of the calendar


class PackCannotBeSet(ValueError):
    """The pack cannot be set as an accessible PDF, mostly because the typeface lacks one of its characters."""


def to_pdf(pack: Pack, sha256: str) -> bytes:
    """Return the pack as PDF bytes: tagged headings, tables and title; raise PackCannotBeSet."""
    inputs = {
        "pack": canonical(pack),
        "particulars": json.dumps(words.particulars(pack, sha256)),
        "day": day_words(pack.published_on),
        "secret": words.UNTIL_NOTIFIED,
        "made_up": words.MADE_UP,
        "made_up_mark": MADE_UP_MARK,
    }
    try:
        made: bytes = typst.compile(
            _TEMPLATE,
            font_paths=[_FONTS],
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
            timestamp=(pack.made_on.toordinal() - _EPOCH) * 86_400,
        )
    except typst.TypstError as fault:
        raise PackCannotBeSet(f"The pack cannot be set as an accessible PDF: {fault}. Change the words it names.") from fault
    return made
