"""Numbers and codes as words."""

from collections.abc import Iterable
from decimal import Decimal


def number(value: int | None) -> str:
    """Return "12,345"; "not known" for none: unknown is never zero."""
    return "not known" if value is None else f"{value:,}"


def count(value: int | None, one: str, many: str = "") -> str:
    """Return "1 child", "2 children", "not known"."""
    if value is None:
        return "not known"
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def hours(value: Decimal | None) -> str:
    """Return hours of work as people write them, "2.5" or "10", without needless noughts; "none stated" for none."""
    return "none stated" if value is None else f"{value.normalize():f}"


def listed(values: Iterable[object]) -> str:
    """Return "a, b and c"; "none" for nothing."""
    words = [str(value) for value in values]
    if not words:
        return "none"
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def plain(code: str | None) -> str:
    """Return a code as words: "local_authority" is "local authority". Labels of a framework are better where there are any."""
    return (code or "").replace("_", " ").replace("-", " ")


def file_size(size: int) -> str:
    """Return "640 bytes", "38 KB" or "1.2 MB"."""
    kilobyte = 1024
    if size < kilobyte:
        return f"{size} bytes"
    if size < kilobyte * kilobyte:
        return f"{round(size / kilobyte)} KB"
    return f"{size / kilobyte / kilobyte:.1f} MB"


def masked(title: object, names: Iterable[str] | None = None) -> str:
    """Return a title without names that must not stand in it yet: windows and histories show titles to whoever looks on."""
    said = str(title)
    for name in sorted(names or (), key=len, reverse=True):
        said = said.replace(name, "…")
    return said
