"""What one wording of a finding says, and its hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Acted:
    """What was done about a finding during the inspection: what, when (ISO day, "" unknown), and which inspectorate saw it.

    `seen_by` is the id of an inspectorate, or "". Never a worker.
    """

    what: str = ""
    on: str = ""
    seen_by: str = ""

    @property
    def day(self) -> date | None:
        """Return the day, null where it is not known."""
        return date.fromisoformat(self.on) if self.on else None


@dataclass(frozen=True)
class Wording:
    """Everything a finding says. `notes` are "note:revision" pairs; `agencies` keys of agencies taking part."""

    text: str
    direction: str
    criterion: str
    also: tuple[str, ...]
    sectors: tuple[str, ...]
    agencies: tuple[str, ...]
    known_to_leaders: str
    acted: Acted
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Wording":
        """Return what was kept."""
        lists = {name: tuple(said[name]) for name in ("also", "sectors", "agencies", "notes")}
        return cls(**{**said, **lists, "acted": Acted(**said["acted"])})


def wording_hash(version_id: str, wording: Wording) -> str:
    """Return sha256 hex over a version's id and all it says; the random id keeps short words from being guessed."""
    text = json.dumps([version_id, wording.as_json()], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
