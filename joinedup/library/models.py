"""The library's tables, room by room."""

from joinedup.library.findings.models import About, Entry
from joinedup.library.letters.models import LetterCheck, LibraryLetter

__all__ = ["About", "Entry", "LetterCheck", "LibraryLetter"]
