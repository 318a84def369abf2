"""A first draft of a passage in the words letters use, made from findings alone: for a writer who asks, and rewrites it.

Letters say what was seen, then of a weakness whether leaders knew, and what was done during the inspection (57 and 39 of 64
published ones). The bullets of 2022 to 2025 under what needs to improve are noun phrases: “The timeliness of …”, “How well …”.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from joinedup.letter.core.sentences import sentence_places

#: What letters say of what leaders knew, by `known_to_leaders`; nothing where it was not established.
_KNEW: Final = {
    "acting": "Leaders know about this and are acting on it.",
    "knew": "Leaders knew about this.",
    "did_not_know": "Leaders did not know about this before the inspection.",
}
_OFTEN: Final = r"(?:always|consistently|routinely|yet|sufficiently|well enough)"
#: A weakness said as a sentence, and the noun phrase it becomes. `whom` is who or what it is about.
_NOUNS: Final = (
    (
        rf"(?P<whom>.+?) (?:is|are) (?:not (?:{_OFTEN} )?timely|(?:too |often )?(?:late|delayed|slow))\b.*",
        "The timeliness of {whom}",
    ),
    (rf"(?P<whom>.+?) (?:is|are) (?:not (?:{_OFTEN} )?consistent|inconsistent|variable)\b.*", "The consistency of {whom}"),
    (r"(?:The )?quality of (?P<whom>.+?) (?:is|are|varies|vary)\b.*", "The quality of {whom}"),
    (rf"(?P<whom>.+?) (?P<verb>is|are) not (?:{_OFTEN} )?(?P<what>.+)", "How consistently {whom} {verb} {what}"),
    (rf"(?P<whom>.+?) do not (?:{_OFTEN} )?(?P<what>.+)", "How well {whom} {what}"),
    (rf"(?P<whom>.+?) (?:does not|cannot|can not) (?:{_OFTEN} )?(?P<what>.+)", "The ability of {whom} to {what}"),
)


@dataclass(frozen=True)
class Said:
    """What a finding says, as a draft needs it. `known`: acting | knew | did_not_know | not_established."""

    text: str
    weakness: bool
    known: str = ""
    acted: str = ""


def draft_of(findings: Sequence[Said], *, bullets: bool, phrases: bool) -> str:
    """Return words to start from; "" where there is no finding. `phrases`: bullets of weaknesses are noun phrases (since 2022)."""
    if bullets and phrases:
        return "\n".join(noun_phrase(said.text) if said.weakness else _first(said.text) for said in findings)
    return ("\n" if bullets else " ").join(_prose(said) for said in findings)


def noun_phrase(text: str) -> str:
    """Return a weakness as letters since 2022 list it; its first sentence as it stands where no pattern fits."""
    sentence = _first(text).rstrip(".")
    for pattern, form in _NOUNS:
        if match := re.fullmatch(pattern, sentence):
            parts = match.groupdict()
            return form.format_map({**parts, "whom": _within(parts["whom"])}) + "."
    return f"{sentence}."


def _prose(said: Said) -> str:
    sentences = [said.text.strip()]
    if said.weakness and said.known in _KNEW:
        sentences.append(_KNEW[said.known])
    if said.weakness and said.acted.strip():
        sentences.append(f"During the inspection, {_within(said.acted.strip())}")
    return " ".join(sentence if sentence.endswith((".", "!", "?", "”")) else f"{sentence}." for sentence in sentences)


def _first(text: str) -> str:
    places = sentence_places(text)
    return text[slice(*places[0])] if places else ""


def _within(words: str) -> str:
    """Return words as they stand within a sentence: names and abbreviations keep their capitals."""
    first, _, rest = words.partition(" ")
    plain = first[:1].isupper() and first[1:].islower() and not rest[:1].isupper()
    return words[:1].lower() + words[1:] if plain or len(first) == 1 else words
