"""How many is said: words such as “most” held against what was looked at. The writer chooses; nothing here blocks.

A letter prints no counts of children (method.md, section 7), so its quantifiers carry them. Three things make one doubtful: “most”
and its like where only tracked children were looked at (they are chosen, not drawn, and stand for nobody else); a word that the
notes beneath do not bear out; and one finding said with different words in different places.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

#: Weight by words: 6 all · 5 nearly all · 4 more than half · 3 many · 2 some · 1 few · 0 none. Longer ones first.
_SCALE: Final = (
    (r"almost all|nearly all|virtually all|the vast majority of|the overwhelming majority of", 5),
    (r"too many|many|a (?:large|significant|considerable) number of", 3),
    (r"not all|some|several|a number of", 2),
    (r"(?:only )?a (?:very )?small (?:number|minority|proportion) of|a minority of|(?:very |too )?few|a few", 1),
    (r"most|the (?:large )?majority of|a majority of|more than half(?: of)?", 4),
    (r"no|none of(?: the)?", 0),
    (r"all|every", 6),
)
_WHO: Final = (
    r"(?:of (?:the|these|those) )?(?:\w+[ -]){0,2}?(?:child(?:ren)?|young people|famil(?:y|ies)|parents|pupils|babies"
    r"|referrals|assessments|plans|contacts|decisions|visits|interviews|episodes|records)"
)
_PATTERN: Final = re.compile("|".join(rf"(?P<w{at}>\b(?:{words})) {_WHO}\b" for at, (words, _) in enumerate(_SCALE)), re.IGNORECASE)
#: “No” and “all” before such words are mostly no counts at all: “all children need …”, “no child should …”. They are left alone.
_STRONG: Final = (4, 5)
_DISTANT: Final = 2


@dataclass(frozen=True)
class Quantifier:
    """One quantifier of a passage: the words as printed and their weight, 6 for all to 0 for none."""

    words: str
    phrase: str
    weight: int


@dataclass(frozen=True)
class Beneath:
    """What lies beneath a passage: tracked children whose notes bear it out, those whose notes speak otherwise, and other notes."""

    bearing: int = 0
    otherwise: int = 0
    wider: int = 0

    @property
    def tracked(self) -> int:
        """How many tracked children were looked at."""
        return self.bearing + self.otherwise


def quantifiers(text: str) -> list[Quantifier]:
    """Return the quantifiers of a text that count children, families or what is done for them, in order."""
    found = []
    for match in _PATTERN.finditer(" ".join(text.split())):
        at = next(at for at in range(len(_SCALE)) if match.group(f"w{at}"))
        found.append(Quantifier(match.group(f"w{at}").lower(), match.group(), _SCALE[at][1]))
    return found


def doubts(text: str, beneath: Beneath) -> list[str]:
    """Return what is doubtful about a passage's quantifiers, a sentence each."""
    return [sentence for one in quantifiers(text) if (sentence := _doubt(one, beneath))]


def _doubt(one: Quantifier, beneath: Beneath) -> str:
    quoted = f"“{one.phrase}”"
    if one.weight in _STRONG and beneath.tracked and not beneath.wider:
        return f"{quoted} rests on tracked children only. They were chosen, not drawn, and stand for no others."
    if one.weight in _STRONG and beneath.otherwise > beneath.bearing:
        return f"{quoted} does not agree with the notes beneath: more tracked children were found otherwise than so."
    if one.weight == 1 and beneath.bearing > beneath.otherwise and beneath.tracked > _DISTANT:
        return f"{quoted} may say too little: of the tracked children beneath it, more were found so than otherwise."
    return ""


def uneven(said: Mapping[int, Sequence[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Return (passage id, sentence) where passages on one finding differ: finding number → (passage id, text) of each.

    “Most” in one place and “many” in another is a choice of words; “most” and “some” is not.
    """
    found = []
    for number, passages in said.items():
        used = [(passage, one) for passage, text in passages for one in quantifiers(text)]
        weights = [one.weight for _, one in used]
        if len({passage for passage, _ in used}) > 1 and max(weights) - min(weights) >= _DISTANT:
            most = max(used, key=lambda entry: entry[1].weight)
            least = min(used, key=lambda entry: entry[1].weight)
            if most[0] != least[0]:
                words = f"Finding {number} is told of “{most[1].phrase}” in one passage and of “{least[1].phrase}” in another."
                found.append((least[0], words))
    return found
