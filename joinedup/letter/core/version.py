"""One exact version of a letter: what a signature is given to."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class DraftPassage:
    """A passage as it stands in a draft, with what it rests on. Ids are text; `heading` is a criterion area or ""."""

    id: str
    section: str
    heading: str
    position: int
    direction: str
    text: str
    sectors: tuple[str, ...]
    box: str  # id of the box it stands in, or ""
    findings: tuple[str, ...]
    notes: tuple[str, ...]
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftBox:
    """A box of the draft: a practice study or case study."""

    id: str
    section: str
    position: int
    kind: str
    title: str


def version_hash(passages: Iterable[DraftPassage], boxes: Iterable[DraftBox], facts: dict[str, str]) -> str:
    """Return sha256 hex over every word, order and evidence id of the draft and the facts its standard sentences print.

    A changed comma gives another hash, so a signature can never cover words its signatory did not see.
    """
    whole = {
        "passages": sorted((asdict(passage) for passage in passages), key=lambda row: row["id"]),
        "boxes": sorted((asdict(box) for box in boxes), key=lambda row: row["id"]),
        "facts": facts,
    }
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def wording_hash(version_id: str, said: Mapping[str, Any]) -> str:
    """Return sha256 hex over one wording of a passage and its random id, which keeps short words from being guessed."""
    text = json.dumps([version_id, dict(said)], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
