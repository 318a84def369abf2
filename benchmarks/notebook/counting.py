"""The strict bookkeeping: what was typed, what must be found, and what the server holds."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

WORD = re.compile(r"w[0-9a-f]{6}x\d{6}")
WRITER = "notebook@notes.example"


@dataclass
class Counted:
    """What was done, and what must be found. A word once due stays due until the end of the run."""

    faults: Counter = field(default_factory=Counter)
    typed: int = 0
    due: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)  # due in the history, and not in what stands
    excused: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)  # sent under the name of somebody who did not write it
    found: int = 0
    interrupted: int = 0  # times the harness itself stopped and was begun again
    during: dict[str, str] = field(default_factory=dict)  # word: the fault of the round it was typed in, and how its page went
    struck: Counter = field(default_factory=Counter)  # what came of the faults

    SETS = ("due", "undone", "excused")
    KEPT = ("typed", "found", "lost", "doubled", "misnamed", "interrupted")

    def kept(self) -> dict[str, Any]:
        """Return it as JSON values."""
        sets = {name: sorted(getattr(self, name)) for name in self.SETS}
        rest = {name: getattr(self, name) for name in self.KEPT}
        return {**sets, **rest, "faults": dict(self.faults), "struck": dict(self.struck), "during": self.during}

    @classmethod
    def again(cls, kept: dict[str, Any]) -> "Counted":
        """Return what was counted before."""
        told = cls(Counter(kept["faults"]), struck=Counter(kept["struck"]), during=kept["during"])
        for name in cls.KEPT:
            setattr(told, name, kept[name])
        for name in cls.SETS:
            setattr(told, name, set(kept[name]))
        return told

    def missing(self, held: dict) -> set[str]:
        """Return the words that are due and not there: in what stands, or, where a person undid them, anywhere in the history."""
        anywhere = set(held_words(held)[0])
        return {word for word in self.due - standing_words(held) if word not in self.undone or word not in anywhere}

    def looked(self, held: dict) -> None:
        """Count what was found, and what was not."""
        most, notes, writers = held_words(held)
        missing = self.missing(held)
        self.lost += sorted(missing)
        twice = {word for word in self.due - missing if most[word] > 1 or len(notes[word]) > 1}
        self.doubled += sorted(twice.difference(self.doubled))
        foreign = {word for word, by in writers.items() if by != {WRITER}}
        self.misnamed += sorted(foreign.difference(self.misnamed))
        self.due -= missing
        self.found = len(self.due)

    def figures(self) -> dict[str, Any]:
        """Return what is printed."""
        return {
            "faults": self.faults.total(),
            "typed": self.typed,
            "found": self.found,
            "excused": len(self.excused - self.due),
            "undone": len(self.undone & self.due),
            "lost": len(self.lost),
            "doubled": len(self.doubled),
            "misnamed": len(self.misnamed),
            "interrupted": self.interrupted,
            "by_fault": dict(self.faults.most_common()),
            "struck": dict(self.struck.most_common()),
        }

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, doubled or sent under another name."""
        return not (self.lost or self.doubled or self.misnamed)


def held_words(held: dict) -> tuple[dict[str, int], dict[str, set[str]], dict[str, set[str]]]:
    """Return for each word how often one wording holds it at most, the notes that hold it, and who wrote them."""
    most: dict[str, int] = {}
    notes: dict[str, set[str]] = {}
    writers: dict[str, set[str]] = {}
    texts = [(note, text, by) for _, note, text, _, by in held["rows"]] + [(note, text, WRITER) for note, text in held["aside"]]
    for note, text, by in texts:
        for word, times in Counter(WORD.findall(text)).items():  # a word cut short by a crash may stand right before the next
            most[word] = max(most.get(word, 0), times)
            notes.setdefault(word, set()).add(note)
            writers.setdefault(word, set()).add(by)
    return most, notes, writers


def standing_words(held: dict) -> set[str]:
    """Return the words of the wordings nothing stands on, and of what is kept aside. Pages only add words: none may go."""
    parents = {parent for *_, above, _ in held["rows"] for parent in above}
    heads = [text for key, _, text, *_ in held["rows"] if key not in parents]
    return {word for text in [*heads, *(text for _, text in held["aside"])] for word in WORD.findall(text)}
