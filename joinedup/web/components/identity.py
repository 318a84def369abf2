"""Who somebody is, as agencies wrote it: facts of one record, and the identity a question carries."""

import re
from datetime import date
from typing import Any, Final

from joinedup.linkage.core.identity import Identity, written
from joinedup.web.components.dates import day

Facts = list[tuple[str, str]]

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TITLES: Final = {"names": "Name", "births": "Date of birth", "sexes": "Sex", "addresses": "Address"}
_KINDS: Final = {"nhs": "NHS number", "upn": "Unique pupil number"}
NOT_GIVEN: Final = "not given"


def of_question(identity: Identity) -> Facts:
    """Return a question's identity as titled facts; more than one of a kind stand one to a line."""
    return [(title, "; ".join(_in_words(text) for text in identity.get(part, ())) or NOT_GIVEN) for part, title in _TITLES.items()]


def as_facts(record: dict[str, Any]) -> Facts:
    """Return what one record (RECORD) says of its person as titled facts."""
    names = [written(name) for name in (*(record["names"] or ()), *(record["aliases"] or ()))]
    known = (text.partition(":") for text in record["known_ids"] or ())
    facts = [
        ("The agency’s own number", record["own_id"] or ""),
        ("Name", names[0] if names else ""),
        ("Other names", "; ".join(names[1:])),
        ("Date of birth", _born(record)),
        ("Sex", record["sex"] or ""),
        ("Address", ", ".join(part for part in (record["address"], record["postcode"]) if part)),
        ("Known numbers", "; ".join(f"{_KINDS.get(kind, kind)} {value}" for kind, _, value in known)),
    ]
    return [(title, text or NOT_GIVEN) for title, text in facts]


def of_own_record(record: dict[str, Any]) -> Facts:
    """Return an agency's own record to itself, no more of it than tells who is meant: its own number, names, date of birth."""
    facts = dict(as_facts(record))
    told = [(title, facts[title]) for title in ("Name", "Other names", "Date of birth")]
    own = ("Your own number", facts["The agency’s own number"])
    return [own, *((title, text) for title, text in told if (title, text) != ("Other names", NOT_GIVEN))]


def _in_words(text: str) -> str:
    """Return a text with each ISO date in it as pages say dates."""
    return _ISO.sub(lambda found: day(date.fromisoformat(found.group())), text)


def _born(record: dict[str, Any]) -> str:
    first, last, kind = record["dob_earliest"], record["dob_latest"], record["dob_kind"]
    if first is None or kind == "missing":
        return ""
    said = day(first) if last in (None, first) else f"{day(first)} to {day(last)}"
    return said if kind == "exact" else f"{said} ({kind})"
