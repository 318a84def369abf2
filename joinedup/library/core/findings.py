"""The findings of a section: its bullets, grouped where the letter groups them."""

from joinedup.library.core.blocks import Kind
from joinedup.library.core.letter import Finding, Group
from joinedup.library.core.phrases import Phrases, plain
from joinedup.library.core.sections import Part


def read_groups(parts: list[Part], phrases: Phrases) -> tuple[Group, ...]:
    """Return the bullets of sections under their subheads; bullets that only say there is nothing are left out.

    A subhead without bullets is no group. Where a section has no bullet at all, its paragraphs are its findings.
    """
    blocks = [block for part in parts for block in part.blocks]
    wanted = Kind.BULLET if any(block.kind is Kind.BULLET for block in blocks) else Kind.TEXT
    groups: list[tuple[str | None, list[Finding]]] = [(None, [])]
    for block in blocks:
        if block.kind is Kind.HEADING:
            groups.append((block.text or None, []))
        elif block.kind is wanted and not phrases.nothing.found(plain(block.text)):
            groups[-1][1].append(Finding(block.text, block.page))
    return tuple(Group(heading, tuple(findings)) for heading, findings in groups if findings)


def read_priority(parts: list[Part], phrases: Phrases) -> tuple[Finding, ...]:
    """Return the priority actions. A heading over words that say there is none gives none."""
    return tuple(finding for group in read_groups(parts, phrases) for finding in group.findings)


def count_words(part: Part) -> int:
    """Return how many words a section has under its heading."""
    return sum(len(block.text.split()) for block in part.blocks if block.kind is not Kind.HEADING)
