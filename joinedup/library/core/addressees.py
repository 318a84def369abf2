"""The offices a letter is written to: role and organisation, without the name of who holds them."""

import re

from joinedup.library.core.blocks import join
from joinedup.library.core.dates import is_day
from joinedup.library.core.letter import Addressee
from joinedup.library.core.lines import Line
from joinedup.library.core.phrases import Phrases, Roles, plain

_PARTS = re.compile(r"\s*,\s+|\s*,$|\s+[–—-]\s+")
_WORDS = re.compile(r"[\w'’&/()]+(?:-\w+)*")
_JOINED = re.compile(r"\s+(?:of|at|for|to)(?: the)?\s+(?=[A-Z])")
_LIST = re.compile(r"\b(?:for|of) \w+$")
_AT = re.compile(r"\s+at(?: the)?\s+(?=[A-Z])|\s+(?:of|for)(?: the)?\s+(?=NHS\b|CCG\b|ICB\b)")
_SPACE = 4.0
_LETTERHEAD = 100.0  # lines further from the others than this stand in a column of their own, as a sender's address does


def read_addressees(before: tuple[Line, ...], right: float, phrases: Phrases) -> tuple[Addressee, ...]:
    """Return the addressees printed under the date; `right` is the edge running text reaches, in points."""
    dated = next((at for at, line in enumerate(before) if is_day(plain(line.text))), -1)
    under = before[dated + 1 :] or before[: max(dated, 0)]
    left = min((line.x0 for line in under), default=0.0)
    entries = _entries(tuple(line for line in under if line.x0 - left < _LETTERHEAD), right, phrases.roles)
    return tuple(entry for text, page in entries if (entry := _addressee(text, page, phrases.roles)) is not None)


def _entries(lines: tuple[Line, ...], right: float, roles: Roles) -> list[tuple[str, int]]:
    """Return one text an addressee: a line goes on with the one before where its first word would not have fitted there."""
    entries: list[tuple[str, int]] = []
    last: Line | None = None
    for line in lines:
        if last is not None and _goes_on(last, line, entries[-1][0], right, roles):
            entries[-1] = (join(entries[-1][0], line.text), entries[-1][1])
        else:
            entries.append((line.text, line.page))
        last = line
    return entries


def _goes_on(last: Line, line: Line, entry: str, right: float, roles: Roles) -> bool:
    first = line.words[0]
    if last.words[-1].x1 + _SPACE + first.x1 - first.x0 <= right:
        return False
    if last.page == line.page and last.y - line.y > 1.9 * line.size:
        return False
    return entry.rstrip().endswith((",", " of", " and", " the", " for", "&", "-")) or not _begins(plain(line.text), roles)


def _begins(text: str, roles: Roles) -> bool:
    """Return whether a line looks like a new addressee: a person's name, then a comma or a role."""
    parts = _PARTS.split(text)
    if len(parts) > 1 and _is_name(parts[0], roles):
        return _has(", ".join(parts[1:]), roles.roles | roles.organisations)
    words = parts[0].split()
    at = next((index for index, word in enumerate(words) if _has(word, roles.roles | roles.organisations)), 0)
    return at in (2, 3) and _is_name(" ".join(words[:at]), roles) and _has(words[at], roles.roles)


def _is_name(part: str, roles: Roles) -> bool:
    words = _WORDS.findall(part)
    named = 2 <= len(words) <= 6 and all(word[:1].isupper() or word in ("de", "van", "von", "of") for word in words)
    return named and not _has(part, roles.roles | roles.organisations)


def _has(text: str, wanted: frozenset[str]) -> bool:
    return any(word.lower() in wanted for word in _WORDS.findall(text))


def _addressee(text: str, page: int, roles: Roles) -> Addressee | None:
    parts = [part.strip(" .") for part in _PARTS.split(" ".join(text.split())) if part.strip(" .")]
    if not parts:
        return None
    known = parts[1:] if _is_name(parts[0], roles) else [without_name(parts[0], roles), *parts[1:]]
    role, organisation = role_and_organisation([part for part in known if part and not _honour(part, roles)], roles)
    return Addressee(role, organisation, page) if role or organisation else None


def _honour(part: str, roles: Roles) -> bool:
    return all(word.lower() in roles.honours for word in part.split())


def without_name(part: str, roles: Roles) -> str:
    """Return a part that holds a name beside a role, without the name: “Acting Chief Constable Jim Colwell”, “Jo Bell Manager”."""
    words = part.split()
    at = [index for index, word in enumerate(words) if _has(word, roles.roles | roles.organisations)]
    if not at:
        return ""
    first, last = at[0], at[-1]
    name_last = len(words) - last - 1 in (2, 3) and all(word[:1].isupper() for word in words[last + 1 :])
    if name_last and first <= 2:
        return " ".join(words[: last + 1])
    honoured = words[0].lower().strip(".") in roles.honours
    return " ".join(words[2 + honoured :]) if first >= 2 else part


def role_and_organisation(parts: list[str], roles: Roles) -> tuple[str | None, str | None]:
    """Tell role from organisation among the parts after the name; what is not said is None."""
    at = next((index for index, part in enumerate(parts) if _has(part, roles.roles)), None)
    if at is None:
        return None, _organisation(parts, roles)
    start, end = _whole_role(parts, at, roles)
    role, here = _cut(", ".join(parts[start:end]), roles)
    return role, _organisation([*parts[:start], *([here] if here else []), *parts[end:]], roles)


def _organisation(parts: list[str], roles: Roles) -> str | None:
    return roles.organisation_ends.sub("", ", ".join(parts)).strip(" ,") or None


def _whole_role(parts: list[str], at: int, roles: Roles) -> tuple[int, int]:
    """Return where the role begins and ends among the parts: commas stand within some roles and places."""
    following = parts[at + 1] if at + 1 < len(parts) else ""
    if parts[at].lower().endswith(roles.after_place):
        return 0, at + 1  # “Devon, Cornwall and the Isles of Scilly Police and Crime Commissioner”
    if parts[at].lower().startswith("fire and crime commissioner"):
        return max(at - 1, 0), at + 1
    listed = _LIST.search(parts[at]) and " and " in following and at + 2 < len(parts)
    return at, at + 2 if listed else at + 1  # “Director for Children, Families and Education”


def _cut(part: str, roles: Roles) -> tuple[str, str | None]:
    """Cut a part that names both: “Kent Police and Crime Commissioner”, “Chair of Torbay LSCB”, “Youth Offending Team Manager”."""
    ways = (_place_first, _role_first, _at_organisation, _organisation_first, _organisation_last)
    return next((found for way in ways if (found := way(part, roles)) is not None), (part, None))


def _place_first(part: str, roles: Roles) -> tuple[str, str | None] | None:
    lower = part.lower()
    ending = next((role for role in roles.after_place if lower.endswith(role)), None)
    if ending is None:
        return None
    place = part[: -len(ending)].strip(" ,")
    if not place or place.lower() in roles.not_places or _has(place, roles.roles):
        return part, None
    return part[-len(ending) :], place


def _role_first(part: str, roles: Roles) -> tuple[str, str | None] | None:
    lower = part.lower()
    role = next((role for role in roles.before_of if lower.startswith(f"{role} ")), None)
    if role is None:
        return None
    rest = part[len(role) :]
    joined = _JOINED.match(rest)
    if joined:
        return part[: len(role)], rest[joined.end() :]
    plainly = role in roles.after_place or _has(rest, roles.organisations)
    return (part[: len(role)], rest.strip()) if plainly and not _has(rest, roles.roles) else None


def _at_organisation(part: str, roles: Roles) -> tuple[str, str | None] | None:
    found = _AT.search(part)
    return (part[: found.start()], part[found.end() :]) if found and not _has(part[found.end() :], roles.roles) else None


def _organisation_first(part: str, roles: Roles) -> tuple[str, str | None] | None:
    words = part.split()
    role = next((index for index, word in enumerate(words) if _has(word, roles.roles)), 0)
    if not role or words[0].lower().startswith("head") or not _has(words[role - 1], roles.organisations):
        return None
    return " ".join(words[role:]), " ".join(words[:role])


def _organisation_last(part: str, roles: Roles) -> tuple[str, str | None] | None:
    """Cut “Borough Commander Metropolitan Police” behind the role; a role's field (“… Children's Services”) is no organisation."""
    words = part.split()
    last = max((index for index, word in enumerate(words) if _has(word, roles.roles)), default=len(words))
    rest = words[last + 1 :]
    capitals = all(word[:1].isupper() or word in ("and", "of", "&", "the") for word in rest)
    if (
        not rest
        or not rest[0][:1].isupper()
        or not capitals
        or rest[-1].lower() == "services"
        or not _has(rest[-1], roles.organisations)
    ):
        return None
    return " ".join(words[: last + 1]), " ".join(rest)
