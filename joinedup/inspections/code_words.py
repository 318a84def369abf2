"""What a code word must not hold: whatever would tell the area to somebody who reads it."""

import re
from collections.abc import Iterable
from typing import Final

from django.utils.text import slugify

from joinedup.areas.models import Agency, Area

#: Words of names up to this long tell nothing by themselves ("of", "and", "on"), and stand inside many others; nor does a number.
_SHORT: Final = 3
#: What agencies everywhere are called: these tell no area.
_COMMON: Final = frozenset({
    "academy", "authority", "board", "borough", "care", "children", "childrens", "city", "clinical", "college",
    "commissioning", "committee", "community", "company", "constabulary", "council", "county", "district", "education",
    "foundation", "group", "health", "healthcare", "hospital", "hospitals", "integrated", "justice", "limited", "local",
    "mental", "metropolitan", "national", "offending", "partnership", "police", "primary", "probation", "safeguarding",
    "school", "schools", "secondary", "service", "services", "team", "trust", "unitary", "university", "youth",
})  # fmt: skip


def fault_of(code_word: str, area: Area, agencies: Iterable[Agency]) -> str:
    """Return, as a sentence, why a code word would tell the area; "" for one that would not.

    Hyphens are left out on both sides, so that neither "northbeck" nor "north-becks" names North Beck; and a part of the code
    word must not be part of the area's name either ("beck").
    """
    said = _plain(code_word)
    if _whole(area.name, said) or _longer(area.name, said) or any(part in _plain(area.name) for part in _parts(code_word)):
        return "The code word must not hold a word of the area's name."
    if any(_whole(telling, said) for telling in (area.code, *area.postcodes)):
        return "The code word must not hold the area's code or a postcode of it."
    for agency in agencies:
        names = " ".join(part for part in _parts(agency.name) if part not in _COMMON)
        if _whole(agency.name, said) or _whole(agency.key, said) or _longer(names, said):
            return "The code word must not hold a word of the name of an agency that takes part."
    return ""


def _whole(name: str, said: str) -> bool:
    """Return whether all of a name, however short, stands in what is said."""
    plain = _plain(name)
    return bool(plain) and plain in said


def _longer(name: str, said: str) -> bool:
    """Return whether one of a name's longer words stands in what is said."""
    return any(part in said for part in _parts(name))


def _parts(name: str) -> list[str]:
    return [part for part in slugify(name).split("-") if len(part) > _SHORT and not part.isdigit()]


def _plain(text: str) -> str:
    return re.sub(r"[-_]", "", slugify(text))
