"""The rules lists are checked against, read once from `rules.toml`: a severity and a sentence each."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Severity = Literal["blocks", "check", "note"]

#: From the gravest: nothing is made of what it touches; used, but somebody should look; for information.
SEVERITIES: Final = ("blocks", "check", "note")


@dataclass(frozen=True)
class Rule:
    """One rule: its severity unless the place says otherwise, and its sentence with {column} and other words to fill in."""

    severity: Severity
    sentence: str


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its code."""
    text = (files(__package__) / "rules.toml").read_text(encoding="utf-8")
    return {code: Rule(**fields) for code, fields in tomllib.loads(text).items()}
