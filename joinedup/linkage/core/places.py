"""Postcodes and addresses made comparable."""

import re
from typing import Final

from joinedup.records.names import folded
from joinedup.records.postcodes import read_postcode

_FULL: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
_PART: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?( \d)?")
_ELSEWHERE: Final = re.compile(r"(?=.*\d)[A-Z\d]{4,9}")
#: Written where no address is known, or where nobody lives: they say nothing of a household.
_NOWHERE: Final = re.compile(
    r"\b(unknown|not known|no fixed (abode|address)|nfa|homeless|hospital|infirmary|maternity|refuge|hostel|police station|"
    r"civic cent(re|er)|town hall|council offices?|social services|prison|hmp|withheld|confidential|address protected|tbc)\b"
)
_SHORT: Final = {
    "rd": "road", "ave": "avenue", "av": "avenue", "cl": "close", "dr": "drive", "ln": "lane", "cres": "crescent", "ct": "court",
    "gdns": "gardens", "gdn": "gardens", "pl": "place", "sq": "square", "terr": "terrace", "tce": "terrace", "gr": "grove",
    "grv": "grove", "pk": "park", "hse": "house", "apt": "flat", "apartment": "flat",
}  # fmt: skip


def postcode(text: str | None) -> str | None:
    """Return a postcode as far as it was given: "LS12AB" in full, "LS1" or "LS1 2" in part; None where it is none.

    Codes of other places (BFPO 57, an Eircode, a foreign code) are kept whole.
    """
    found, kind = read_postcode(text or "")
    if found is not None:
        return found.replace(" ", "") if kind == "full" else found
    plain = re.sub(r"[^A-Z0-9]", "", (text or "").upper())
    return plain if kind == "unreadable" and _ELSEWHERE.fullmatch(plain) else None


def sector(code: str | None) -> str | None:
    """Return the sector of a postcode made comparable: all but its last two letters, or the whole of another place's code.

    None where the postcode is known in part.
    """
    if code is None or _PART.fullmatch(code):
        return None
    return code[:-2] if _FULL.fullmatch(code) else code


def address(text: str | None) -> str | None:
    """Return the first line of an address comparable: folded, short forms written out; None where it names nobody's home."""
    words = folded(text).split()
    plain = " ".join(_SHORT.get(word, word) for word in words)
    return None if not plain or _NOWHERE.search(plain) else plain
