"""What the style hints, the check for grades and the check for counts say of the 41 published letters.

    python -m benchmarks.letters_style [--letters ../shared/data/letters]

Printed: phrases that would be taken for a grade (there must be none), counts of children and of cases, how old a reader must be
for a passage, how long sentences are, American spellings, quantifiers, percentages without a source. Ends with 1 where a letter
that inspectorates have published would be held back.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from joinedup.evidence.core.grades import graded_phrases
from joinedup.letter.core.counts import counts_of_children
from joinedup.letter.core.style.figures import figures_without_source
from joinedup.letter.core.style.quantifiers import quantifiers
from joinedup.letter.core.style.reading import HARD_AGE, LONG_SENTENCE, reading_age
from joinedup.letter.core.style.spelling import american_spellings
from joinedup.letter.core.style.text import sentences, words
from joinedup.library.core.blocks import Kind, read_blocks
from joinedup.library.core.lines import read_lines
from joinedup.library.core.parts import cut
from joinedup.library.core.pdf import read_pages
from joinedup.library.core.phrases import load_phrases
from joinedup.library.core.sections import read_body

LETTERS = Path(__file__).resolve().parents[2] / "shared" / "data" / "letters"


def passages(path: Path) -> Iterator[str]:
    """Yield a published letter's bullets and paragraphs, those of its boxes too."""
    phrases = load_phrases()
    text = read_lines(read_pages(path))
    body = read_body(read_blocks(text, cut(text.lines, phrases).body, phrases), text.size, phrases)
    blocks = [
        *body.scope,
        *(block for part in body.parts for block in part.blocks),
        *(block for box in body.boxes for block in box),
    ]
    yield from (block.text for block in blocks if block.kind is not Kind.HEADING)


def held_back(texts: list[str]) -> list[str]:
    """Return the phrases for which a letter could not be offered for signature: grades, and counts of children."""
    counts = [count.phrase for text in texts for count in counts_of_children(text) if count.children]
    return [phrase for text in texts for phrase in graded_phrases(text)] + counts


def main() -> None:
    """Read the letters and print what is said of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=Path, default=LETTERS)
    files = sorted(parser.parse_args().letters.glob("*.pdf"))
    if not files:
        sys.exit("There are no PDFs in that folder.")
    texts = {path.name: list(passages(path)) for path in files}
    everything = [text for of in texts.values() for text in of]
    held = {name: phrases for name, of in texts.items() if (phrases := held_back(of))}
    cases = [count.phrase for text in everything for count in counts_of_children(text) if not count.children]
    print(f"{len(files)} letters, {sum(len(text.split()) for text in everything)} words")
    print(f"held back: {held or 'none'}; counts of cases, which hold nothing back: {cases}")
    _spread("reading age", [age for text in everything if (age := reading_age(text)) is not None], HARD_AGE)
    _spread("words a sentence", [len(words(one)) for text in everything for one in sentences(text)], LONG_SENTENCE)
    print("American spellings", dict(Counter(word for text in everything for word, _ in american_spellings(text))))
    print("quantifiers", dict(Counter(one.words for text in everything for one in quantifiers(text)).most_common(12)))
    print("percentages without a source", sum(len(figures_without_source(text)) for text in everything))
    sys.exit(1 if held else 0)


def _spread(name: str, values: list[float], bound: float) -> None:
    ordered = sorted(values)
    parts = [f"{share:.0%} {ordered[int(share * (len(ordered) - 1))]:g}" for share in (0.05, 0.5, 0.9, 0.95)]
    above = sum(value > bound for value in values) / len(values)
    print(f"{name}: {' · '.join(parts)}; {above:.1%} above {bound:g}")


if __name__ == "__main__":
    main()
