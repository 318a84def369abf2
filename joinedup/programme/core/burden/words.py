"""Days and numbers as sentences say them."""

from collections.abc import Sequence
from datetime import date


def days(first: date, last: date) -> str:
    """Return "6 to 10 March 2023", "27 February to 3 March 2023", "18 December 2023 to 5 January 2024", "6 March 2023"."""
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    begins = str(first.day) if first.month == last.month else f"{first.day} {first:%B}"
    return f"{begins} to {day(last)}"


def day(one: date) -> str:
    """Return "6 March 2023"."""
    return f"{one.day} {one:%B %Y}"


def number_of(count: int, one: str, many: str = "") -> str:
    """Return "1 week", "3 weeks"; `many` where the plural is not made by an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Return "a, b and c"."""
    return " ".join(words) if len(words) < 2 else f"{', '.join(words[:-1])} {joint} {words[-1]}"
