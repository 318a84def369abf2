"""British spelling, from a list of American spellings (british.toml)."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

_WORD: Final = re.compile(r"\b[A-Za-z]+\b")
#: A noun where British English has the verb, and the other way round; only where the word beside it leaves no doubt.
_PAIRS: Final = (
    (
        re.compile(
            r"\b(?:the|a|an|good|best|social work|safe|effective|this|their|in)\s+(practise)\b(?!\s+(?:a|the|their|this)\b)", re.I
        ),
        "practice",
    ),
    (re.compile(r"\b(?:to|can|must|should|not)\s+(practice)\s+(?:a|the|their|what)\b", re.I), "practise"),
    (re.compile(r"\b(?:the|a|this|their|driving)\s+(license)\b(?!\s+(?:a|the)\b)", re.I), "licence"),
)


def american_spellings(text: str) -> list[tuple[str, str]]:
    """Return the words of a text that are spelt as in America, each with its British spelling, in order and once."""
    plain = _without_names(text)
    known = _known()
    at = [
        (match.start(), match.group(), known[match.group().lower()])
        for match in _WORD.finditer(plain)
        if match.group().lower() in known
    ]
    at += [(match.start(1), match.group(1), right) for pattern, right in _PAIRS for match in pattern.finditer(plain)]
    return list(dict.fromkeys((word, _as_written(word, right)) for _, word, right in sorted(at)))


def _as_written(word: str, right: str) -> str:
    return right.capitalize() if word[:1].isupper() else right


def _without_names(text: str) -> str:
    for name in _data()["names"]:
        text = text.replace(name, " " * len(name))
    return text


@cache
def _known() -> dict[str, str]:
    """Return every American spelling with its British one."""
    data = _data()
    of_stems = {stem + end: right + end for stem, right in data["stems"].items() for end in data["endings"]}
    of_ise = {stem + end: right + end for stem, right in data["ise_stems"].items() for end in data["ise"]}
    alike = {stem + end for stem in ("fulfill", "enroll") for end in ("ed", "ing", "er", "ers")}  # “fulfilled” on both sides
    return {word: right for word, right in (of_stems | of_ise | data["words"]).items() if word not in alike}


@cache
def _data() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("british.toml").read_text("utf-8"))
    return found
