"""The findings of a section: its bullets, grouped where the letter groups them."""

from joinedup.library.core.blocks import Block, Kind
from joinedup.library.core.letter import Finding, Group
from joinedup.library.core.phrases import Phrases, plain
from joinedup.library.core.sections import Part

_SUBHEAD_WORDS = 12


def read_groups(parts: list[Part]) -> tuple[Group, ...]:
    """Return the bullets of sections under their subheads.

    A subhead without bullets is no group. Where a section has no bullet at all, its paragraphs are its findings.
    """
    blocks = [block for part in parts for block in part.blocks]
    wanted = Kind.BULLET if has_bullets(parts) else Kind.TEXT
    groups: list[tuple[str | None, list[Finding]]] = [(None, [])]
    for at, block in enumerate(blocks):
        if block.kind is Kind.HEADING or (wanted is Kind.BULLET and _divides(blocks, at)):
            groups.append((block.text.strip().rstrip(":") or None, []))
        elif block.kind is wanted:
            groups[-1][1].append(Finding(block.text, block.page))
    return tuple(Group(heading, tuple(findings)) for heading, findings in groups if findings)


def _divides(blocks: list[Block], at: int) -> bool:
    """Return whether a plain line is a subhead in all but weight: short, no sentence, bullets after it.

    One alone that ends in a colon leads into its list ("The partnership should improve:") and divides nothing.
    """
    if not _short(blocks, at):
        return False
    others = [index for index in range(len(blocks)) if index != at and _short(blocks, index)]
    return bool(others) or not blocks[at].text.rstrip().endswith(":")


def _short(blocks: list[Block], at: int) -> bool:
    block, after = blocks[at], blocks[at + 1 : at + 2]
    text = block.text.rstrip()
    plainly = block.kind is Kind.TEXT and bool(after) and after[0].kind is Kind.BULLET
    return plainly and len(text.split()) <= _SUBHEAD_WORDS and not text.endswith((".", ";", ","))


def has_bullets(parts: list[Part]) -> bool:
    """Return whether sections list their findings as bullets."""
    return any(block.kind is Kind.BULLET for part in parts for block in part.blocks)


def read_priority(parts: list[Part], phrases: Phrases) -> tuple[Finding, ...]:
    """Return the priority actions. A heading over words that say there is none gives none."""
    findings = [finding for group in read_groups(parts) for finding in group.findings]
    return tuple(finding for finding in findings if not phrases.nothing.found(plain(finding.text)))


def count_words(part: Part) -> int:
    """Return how many words a section has under its heading."""
    return sum(len(block.text.split()) for block in part.blocks if block.kind is not Kind.HEADING)
