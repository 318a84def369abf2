"""Postcodes and addresses made comparable."""

import re
from typing import Final

from joinedup.records.names import folded

_POSTCODE: Final = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(?:(\d)([A-Z]{2})?)?")
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
    """Return a postcode in capitals without spaces, as far as it was given ("LS1", "LS12", "LS12AB"); None where it is none.

    The letter O read for a nought, or I for a one, is put right where only a digit can stand. Codes of other places (BFPO 57,
    an Eircode, a foreign code) are kept whole.
    """
    if not text:
        return None
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    read = plain[:-3] + {"O": "0", "I": "1"}.get(plain[-3], plain[-3]) + plain[-2:] if len(plain) >= 5 else plain
    if _POSTCODE.fullmatch(read):
        plain = read
    if plain.startswith("ZZ99"):  # the census pseudo-postcodes: overseas, no fixed abode, not known
        return None
    return plain if _POSTCODE.fullmatch(plain) or _ELSEWHERE.fullmatch(plain) else None


def sector(code: str | None) -> str | None:
    """Return the sector of a postcode made comparable: all but its last two letters, or the whole of another place's code.

    None where only the district or the sector is known.
    """
    if code is None:
        return None
    found = _POSTCODE.fullmatch(code)
    if found is None:
        return code
    return code[:-2] if found[3] else None


def address(text: str | None) -> str | None:
    """Return the first line of an address comparable: folded, short forms written out; None where it names nobody's home."""
    words = folded(text).split()
    plain = " ".join(_SHORT.get(word, word) for word in words)
    return None if not plain or _NOWHERE.search(plain) else plain
