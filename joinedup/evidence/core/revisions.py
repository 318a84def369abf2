"""One wording of a note, as a notebook writes it, as it travels, and as it is hashed (form 2)."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from joinedup.evidence.core.prompts import prompts_of, says_something
from joinedup.method.framework import Framework

DIRECTIONS: Final = ("strength", "concern", "context")
EYES: Final = ("team", "restricted")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class EvidenceError(ValueError):
    """What was asked would leave evidence that cannot be used; the sentence says what to do."""


@dataclass(frozen=True)
class Content:
    """What one revision says. Nothing chosen is ""; a note may be taken down before anything but its words is known.

    `source`, `sector` and `criteria` are ids of the inspection's framework; `tracked` and `question` ids of rows, or "".
    `seen_at` is a minute in UTC (2026-03-03T14:05Z) or a day (2026-03-03); `role` is work, never a name.
    """

    source: str = ""
    role: str = ""
    sector: str = ""
    criteria: tuple[str, ...] = ()
    tracked: str = ""
    direction: str = ""
    text: str = ""
    child_words: str = ""
    seen_at: str = ""
    period_from: str = ""
    period_to: str = ""
    question: str = ""
    eyes: str = "team"

    def is_usable(self, prompts: Collection[str] = frozenset()) -> bool:
        """Whether a finding could rest on this wording: it says what was seen, where it comes from and what it speaks to.

        Prompts left unfilled say nothing.
        """
        return all((self.source, self.sector, self.criteria, self.direction, says_something(self.text, prompts)))


@dataclass(frozen=True)
class Revision:
    """One revision and its place in the note's history. `parents` are ids, sorted; two or more where branches were joined."""

    id: str
    note: str
    parents: tuple[str, ...]
    device: str
    written_at: str
    content: Content

    def as_json(self) -> dict[str, Any]:
        """Return the revision as it travels, without its hash."""
        return json.loads(canonical_json(asdict(self)))  # type: ignore[no-any-return]  # an object, as it was written

    @property
    def hash(self) -> str:
        """Its sha256 in hex: over everything it is, so that no word of it, nor its place, can change unseen."""
        return hash_of(asdict(self))


def canonical_json(value: Any) -> str:
    """Return the one way a JSON value is written for hashing: keys sorted, no spaces, only the escapes JSON demands.

    Half of a surrogate pair becomes U+FFFD, for UTF-8 cannot hold it. JavaScript's JSON.stringify with sorted keys writes the same.
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return without_halves(text)


def without_halves(text: str) -> str:
    """Return text with each half of a surrogate pair replaced by U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def hash_of(revision: Mapping[str, Any]) -> str:
    """Return sha256 hex of a revision's canonical JSON, its own `hash` left out."""
    bare = {name: value for name, value in revision.items() if name != "hash"}
    return hashlib.sha256(canonical_json(bare).encode()).hexdigest()


def check_known(framework: Framework, content: Content) -> None:
    """Raise EvidenceError where a note names what the framework does not hold. What is not chosen yet passes."""
    if content.source and content.source not in {kind.id for kind in framework.sources}:
        raise EvidenceError(f"“{content.source}” is not a kind of source of this framework.")
    if content.sector and content.sector not in {sector.id for sector in framework.sectors}:
        raise EvidenceError(f"“{content.sector}” is not a sector of this framework.")
    known = {criterion.id for criterion in framework.criteria}
    if strange := [criterion for criterion in content.criteria if criterion not in known]:
        raise EvidenceError(f"“{strange[0]}” is not a criterion of this framework.")
    if content.direction and content.direction not in DIRECTIONS:
        raise EvidenceError("A note is a strength, a concern or context.")
    if content.eyes not in EYES:
        raise EvidenceError("A note is for the team, or for restricted eyes.")


def check_complete(framework: Framework, content: Content) -> None:
    """Raise EvidenceError where a note says nothing, leaves a choice open, or names what the framework does not hold."""
    if not says_something(content.text, prompts_of(framework)):
        raise EvidenceError("Say what was seen: the note is empty.")
    check_known(framework, content)
    missing = {
        "where it comes from": content.source,
        "whose work it is about": content.sector,
        "which criteria it speaks to": content.criteria,
        "whether it is a strength, a concern or context": content.direction,
    }
    if lacking := [words for words, value in missing.items() if not value]:
        raise EvidenceError(f"Say {', '.join(lacking)}.")


def in_order(framework: Framework, criteria: Any) -> tuple[str, ...]:
    """Return criteria in the order of the framework, each once; strange ones at the end, for `check_known` to name."""
    chosen = list(dict.fromkeys(criteria))
    places = {criterion.id: place for place, criterion in enumerate(framework.criteria)}
    return tuple(sorted(chosen, key=lambda one: places.get(one, len(places))))
