"""Short hashes of names, for a device to ask “does this look like a name from the lists?” without holding one name.

A short hash keeps 16 bits of a single word, so that many names fit each: who tries a dictionary finds hundreds that are on no
list beside those that are, and no pair tells which belong together. It still says something to whoever suspects one name, so a
device keeps it sealed as it keeps notes. It is sometimes wrong for the same reason; a person decides whether a note holds a name.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

_HEX = 4
_SHORTEST = 3  # letters; shorter words are initials, or too common to hint at
_PARTS = re.compile(r"[\s\-‐'’]+")


def folded(word: str) -> str:
    """Return a word as every device folds it: lower case, compatibility forms taken apart, marks dropped, letters only."""
    for _ in range(2):
        word = "".join(letter for letter in unicodedata.normalize("NFKD", word.lower()) if unicodedata.category(letter)[0] == "L")
    return word


def tokens(names: Iterable[Mapping[str, str | None]]) -> set[str]:
    """Return what is hinted at of names (`given`, `family`): each word folded, alone: pairs would tell whose they are."""
    found: set[str] = set()
    for name in names:
        given, family = (_words(name.get(part) or "") for part in ("given", "family"))
        found |= {word for word in given | family if len(word) >= _SHORTEST}
    return found


def short_hashes(salt: str, names: Iterable[Mapping[str, str | None]]) -> list[str]:
    """Return the first 4 hex digits of sha256 over salt, "|" and each token, sorted."""
    return sorted({hashlib.sha256(f"{salt}|{token}".encode()).hexdigest()[:_HEX] for token in tokens(names)})


def _words(text: str) -> set[str]:
    """Return a name's words folded, a double name whole and in its parts."""
    spaced = text.split()
    parts = (part for word in spaced for part in (word, *_PARTS.split(word)))
    return {word for part in parts if (word := folded(part))}
