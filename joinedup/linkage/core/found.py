"""Under which of an agency's ids a number stands that somebody wrote down."""

from collections.abc import Iterable


def as_listed(written: str, held: Iterable[str]) -> str | None:
    """Return the one of an agency's ids that was meant: as written, else alike without leading zeros, case or outer spaces.

    None where the agency's lists hold no such id, or several that are alike.
    """
    ids = set(held)
    if written in ids:
        return written
    alike = [each for each in ids if _plain(each) == _plain(written)]
    return alike[0] if len(alike) == 1 else None


def _plain(own_id: str) -> str:
    return own_id.strip().casefold().lstrip("0")
