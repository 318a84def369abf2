"""Everything about how a letter reads that its writers may want to look at again. No hint holds a letter up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from joinedup.letter.core.style.figures import figures_without_source
from joinedup.letter.core.style.quantifiers import Beneath, doubts, uneven
from joinedup.letter.core.style.reading import HARD_AGE, long_sentences, reading_age
from joinedup.letter.core.style.spelling import american_spellings
from joinedup.letter.core.style.text import opening
from joinedup.letter.core.version import DraftPassage


@dataclass(frozen=True)
class Hint:
    """One thing to look at. `kind`: spelling | long | reading | many | figure; `passage`: its id."""

    kind: str
    sentence: str
    passage: str = ""

    @property
    def key(self) -> str:
        """Name it among the hints of its passage: it is the same hint as long as it says the same."""
        return key_of(self.kind, self.sentence)


def key_of(kind: str, sentence: str) -> str:
    """Return the key of a hint that says this."""
    return sha256(f"{kind}|{sentence}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Ground:
    """What passages stand on: what lies beneath each (by passage id), and the number of each finding (by its id)."""

    beneath: Mapping[str, Beneath] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


def hints_of(passages: Iterable[DraftPassage], ground: Ground) -> list[Hint]:
    """Return the hints of a draft, in the order of its passages; what concerns several passages stands with one of them."""
    rows = list(passages)
    across: dict[str, list[Hint]] = {}
    for passage, sentence in uneven(_by_finding(rows, ground.numbers)):
        across.setdefault(passage, []).append(Hint("many", sentence, passage))
    return [hint for row in rows for hint in (*hints_for(row, ground.beneath.get(row.id, Beneath())), *across.get(row.id, ()))]


def hints_for(passage: DraftPassage, beneath: Beneath) -> list[Hint]:
    """Return the hints of one passage by itself."""
    text = passage.text
    said = [
        *((f"“{word}” is spelt “{right}” in British English.", "spelling") for word, right in american_spellings(text)),
        *((f"{count} words in one sentence, which begins “{opening(one)}”", "long") for one, count in long_sentences(text)),
        *((sentence, "many") for sentence in doubts(text, beneath)),
        *(
            (f"“{figure}” has no source. Write behind it whose figure it is and of which year, or leave it out.", "figure")
            for figure, _ in figures_without_source(text)
        ),
    ]
    age = reading_age(text)
    if age is not None and age >= HARD_AGE:
        said.append((f"Hard to read: reading age about {round(age)}. Shorter sentences and plainer words help most.", "reading"))
    return [Hint(kind, sentence, passage.id) for sentence, kind in said]


def _by_finding(rows: list[DraftPassage], numbers: Mapping[str, int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        for finding in row.findings:
            if finding in numbers and len(row.findings) == 1:
                found.setdefault(numbers[finding], []).append((row.id, row.text))
    return {number: said for number, said in sorted(found.items()) if len(said) > 1}
