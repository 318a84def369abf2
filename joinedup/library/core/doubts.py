"""What of a letter a person should look at: fields not found, fields that contradict one another, an unusual layout."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from joinedup.library.core.letter import Letter, Sureness

_SAID = {
    "area": "the area in its title",
    "publication_date": "the letter's date",
    "fieldwork_start": "the days of fieldwork",
    "theme": "the theme",
    "inspectorates": "who inspected",
    "statement_due": "the day the written statement is due",
    "statement_to": "the address the written statement goes to",
}


def issues_of(letter: Letter, *, later: bool, unlisted: Iterable[str], empty: Iterable[int]) -> Letter:
    """Return the letter with a sentence for everything a person should look at.

    `later`: of the generation of 2022. `unlisted`: headings of sections whose findings are paragraphs, not bullets.
    `empty`: pages no word could be read from.
    """
    pages = (f"no word could be read from page {number}" for number in empty)
    return replace(letter, issues=(*_issues(letter, later, unlisted), *pages))


def _issues(letter: Letter, later: bool, unlisted: Iterable[str]) -> Iterator[str]:
    reads = letter.reads()
    for name, what in _SAID.items():
        if reads[name].sureness is Sureness.NOT_FOUND:
            yield f"{what} could not be found"
    told = {read.why: read.page for read in reads.values() if read.sureness is Sureness.DOUBTFUL and read.why}
    for why, page in told.items():
        yield f"{why} (page {page})" if page else why
    if not letter.needs_to_improve:
        yield "no point to improve could be found"
    if letter.strengths is None:
        yield "no heading for strengths could be found"
    if later and letter.headline_words.value is None:
        yield "no headline findings could be found"
    for heading in unlisted:
        yield f"“{heading}” has paragraphs and no bullets: each paragraph was taken for one finding"
    for section in letter.sections:
        if section.kind == "other":
            yield f"the heading on page {section.page}, “{section.heading}”, is none that letters usually have"
    if not letter.addressees:
        yield "no addressee could be found"
