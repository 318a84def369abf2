"""Reads one published letter from its PDF."""

from collections.abc import Sequence
from pathlib import Path

from joinedup.library.core.addressees import read_addressees
from joinedup.library.core.blocks import read_blocks
from joinedup.library.core.boxes import read_box
from joinedup.library.core.doubts import issues_of
from joinedup.library.core.findings import count_words, has_bullets, read_groups, read_priority
from joinedup.library.core.letter import Letter, Read, Sureness
from joinedup.library.core.lines import Text, read_lines
from joinedup.library.core.next_steps import read_due, read_principal, read_statement_to
from joinedup.library.core.opening import read_area, read_fieldwork, read_inspectorates, read_published, read_theme
from joinedup.library.core.parts import Parts, cut
from joinedup.library.core.pdf import read_pages
from joinedup.library.core.phrases import Phrases, load_phrases, plain
from joinedup.library.core.sections import Body, read_body
from joinedup.library.core.unusable import UnusableLetterError
from joinedup.library.core.words import Page


def read_letter(path: Path) -> Letter:
    """Read a letter of either generation. Raises UnusableLetterError where the file is no letter that can be read."""
    return from_pages(read_pages(path), path.name)


def from_pages(pages: Sequence[Page], name: str) -> Letter:
    """Read a letter from the pages of its PDF. Raises UnusableLetterError where they are not those of a letter."""
    phrases = load_phrases()
    text = read_lines(pages)
    parts = cut(text.lines, phrases)
    body = read_body(read_blocks(text, parts.body, phrases), text.size, phrases)
    if not _is_letter(body, phrases):
        raise UnusableLetterError(
            f"{name} is not a joint inspection letter: it does not call itself one, or lacks the headings they have. Leave it out."
        )
    letter = _letter(name, text, parts, body, phrases)
    return issues_of(letter, later=body.later(phrases), unlisted=_unlisted(body), empty=_empty(pages))


def _empty(pages: Sequence[Page]) -> list[int]:
    """Return the numbers of pages without a word, but for a last one left blank."""
    return [page.number for page in pages[:-1] if not page.words]


def _is_letter(body: Body, phrases: Phrases) -> bool:
    """A letter calls itself a joint inspection in its title or opening, and has two of the sections such letters have."""
    kinds = {part.section.kind for part in body.parts} - {"other", "context"}
    opening = " ".join(block.text for block in (*body.title, *body.scope))
    return len(kinds) >= 2 and phrases.itself.search(plain(opening)) is not None


def _letter(name: str, text: Text, parts: Parts, body: Body, phrases: Phrases) -> Letter:
    published = read_published(parts.before)
    fieldwork_start, fieldwork_end = read_fieldwork(body, published.value)
    strengths = body.of("strengths")
    return Letter(
        file=name,
        area=read_area(body, phrases),
        publication_date=published,
        fieldwork_start=fieldwork_start,
        fieldwork_end=fieldwork_end,
        theme=read_theme(body, phrases),
        inspectorates=read_inspectorates(body, parts.after, phrases),
        sections=tuple(part.section for part in body.parts),
        headline_words=_headline_words(body),
        needs_to_improve=read_groups(body.of("improve")),
        strengths=read_groups(strengths) if strengths else None,
        priority_actions=read_priority(body.of("priority"), phrases),
        practice_studies=tuple(read_box(box, phrases) for box in body.boxes),
        principal_authority=read_principal(body, phrases),
        statement_due=read_due(body, published.value, phrases),
        statement_to=read_statement_to(body, phrases),
        addressees=read_addressees(parts.before, _right(text), phrases),
        issues=(),
    )


def _unlisted(body: Body) -> list[str]:
    listed = [part for kind in ("improve", "strengths") for part in body.of(kind)]
    return [part.section.heading for part in listed if part.blocks and not has_bullets([part])]


def _right(text: Text) -> float:
    """Return the edge running text reaches: that of all but the longest hundredth of lines."""
    edges = sorted(line.words[-1].x1 for line in text.lines)
    return edges[int(0.99 * (len(edges) - 1))] if edges else 0.0


def _headline_words(body: Body) -> Read[int]:
    parts = body.of("headline")
    if not parts:
        return Read(None)
    return Read(sum(count_words(part) for part in parts), parts[0].section.page, Sureness.PRINTED)
