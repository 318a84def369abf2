"""Reading age and long sentences.

The reading age is the Flesch–Kincaid grade (Kincaid, Fishburne, Rogers and Chissom, 1975) plus five, the age at which an English
school year begins: 0.39 · words a sentence + 11.8 · syllables a word − 15.59 + 5. Syllables are counted by rule, so that it stays a
rough figure. What is hard or long is taken from the 41 published letters: one passage in ten of theirs reads at 23 or above, one
sentence in ten has more than 35 words (`python -m benchmarks.letters_style`).
"""

import re
from typing import Final

from joinedup.letter.core.style.text import sentences, words

HARD_AGE: Final = 23.0
LONG_SENTENCE: Final = 35
#: Fewer words than these have no reading age worth telling.
ENOUGH_WORDS: Final = 30

_VOWELS: Final = re.compile(r"[aeiouy]+")
#: An e that is written and not spoken: of “homes”, “placed”, “care”, “timely”; those of “table”, “visited” and “houses” are spoken.
_SILENT: Final = re.compile(
    r"(?:(?<=[^laeiouyscxzg])es|(?<=[^tdaeiouy])ed|(?<=[^laeiouy])e|(?<=[aeiouy]l)e)$|(?<=[aeiouy][^aeiouyl])e(?=(?:ly|ment|less|ful|guard\w*)$)"
)
#: Two vowels side by side that are spoken apart: of “area”, “violence”, “being”, “previous”, “experience”.
_APART: Final = re.compile(r"ea$|(?<![cts])ia|(?<![ctsg])io(?!u)|ium|[aeouy]ing|(?<!q)ua(?!r)|(?<=[rvn])ious|(?<=r)ien|^scien")


def syllables(word: str) -> int:
    """Return about how many syllables a word has; a compound has those of its parts."""
    parts = [part for part in re.split(r"[^a-z]+", word.lower().replace("’s", "").replace("'s", "")) if part]
    return max(1, sum(_of_part(part) for part in parts))


def reading_age(text: str) -> float | None:
    """Return the age in years at which a text is read with ease, to a tenth; None where it is too short to say."""
    told = words(text)
    if len(told) < ENOUGH_WORDS:
        return None
    grade = 0.39 * len(told) / len(sentences(text)) + 11.8 * sum(map(syllables, told)) / len(told) - 15.59
    return round(grade + 5, 1)


def long_sentences(text: str) -> list[tuple[str, int]]:
    """Return the sentences longer than published letters' usually are, each with its number of words."""
    counted = ((sentence, len(words(sentence))) for sentence in sentences(text))
    return [(sentence, count) for sentence, count in counted if count > LONG_SENTENCE]


def _of_part(part: str) -> int:
    spoken = _SILENT.sub("", part) if len(part) > 2 else part
    return max(1, len(_VOWELS.findall(spoken)) + len(_APART.findall(part)))
