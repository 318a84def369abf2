"""Notes and findings written beforehand for the worked example, each printed only where its conditions hold.

One folder of TOML per framework, `any` for a framework without one. A note's facts are filled from one child's own chronology and
from nowhere else; `true_of` checks a printed note again by another way.
"""

from joinedup.training.authored.checking import true_of
from joinedup.training.authored.facts import ChildFacts
from joinedup.training.authored.findings import AuthoredFinding, findings_for
from joinedup.training.authored.notes import AuthoredNote, notes_for

__all__ = ["AuthoredFinding", "AuthoredNote", "ChildFacts", "findings_for", "notes_for", "true_of"]
