"""The document as a tagged PDF, set by typst under its PDF/UA-1 rules. The words go in as data, never as markup."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import typst

from joinedup.publication.document import Box, CannotPublish, Document, Section
from joinedup.publication.render import words
from joinedup.publication.render.as_json import to_json

_HERE = Path(str(files("joinedup.publication")))


class CannotBeSet(CannotPublish):
    """The letter cannot be set as an accessible PDF, mostly because the typeface lacks one of its characters."""


def to_pdf(document: Document, mark: str = "") -> bytes:
    """Return the letter as PDF bytes: tagged headings, lists and title, in the document's language; raise CannotBeSet.

    `mark` is printed on every page, and slanting across it: whose copy it is. A published letter bears none.
    """
    try:
        made: bytes = typst.compile(
            _HERE / "render" / "templates" / "letter.typ",
            font_paths=[_HERE / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={**_inputs(document), "mark": mark},
            pdf_standards=["ua-1"],
            timestamp=_midnight(document),
        )
    except typst.TypstError as fault:
        raise CannotBeSet(f"The letter cannot be set as an accessible PDF: {fault}. Change the words it names.") from fault
    return made


def _inputs(document: Document) -> dict[str, str]:
    """Return what the template reads."""
    return {
        "document": to_json(replace(document, sections=tuple(_with_headings(section) for section in document.sections))),
        "facts": json.dumps(words.facts(document)),
        "signatures": json.dumps([(words.alone(entry.inspectorate), entry.post) for entry in document.signatures]),
        "about": json.dumps(words.about(document)),
        "about_title": words.ABOUT,
        "childrens_heading": words.childrens_heading(document),
        "day": words.day(document.published_on),
        "made_up": words.MADE_UP,
        "made_up_mark": words.MADE_UP_MARK,
    }


def _with_headings(section: Section) -> Section:
    """Return the section with each box bearing the heading it is printed under."""
    boxes = (
        replace(block, title=words.box_heading(section, block)) if isinstance(block, Box) else block for block in section.blocks
    )
    return replace(section, blocks=tuple(boxes))


def _midnight(document: Document) -> int:
    """Return the day of publication as a Unix time, so that the bytes do not depend on the clock."""
    return (document.published_on.toordinal() - 719_163) * 86_400
