"""Cuts a letter where it salutes and where it closes: before, body, after."""

from dataclasses import dataclass

from joinedup.library.core.lines import Line
from joinedup.library.core.phrases import Phrases, plain


@dataclass(frozen=True, slots=True)
class Parts:
    """A letter's lines: date and addressees; title, scope and sections; signatures."""

    before: tuple[Line, ...]
    body: tuple[Line, ...]
    after: tuple[Line, ...]


def cut(lines: tuple[Line, ...], phrases: Phrases) -> Parts:
    """Return the parts; a letter without a salutation begins at its title, one without a close has no signatures."""
    dear = _first(lines, 0, phrases, salutation=True)
    start = dear + 1 if dear is not None else _title(lines, phrases)
    close = _first(lines, start, phrases, salutation=False)
    end = close if close is not None else len(lines)
    return Parts(
        before=lines[: dear if dear is not None else start],
        body=lines[start:end],
        after=lines[end + 1 :],
    )


def _first(lines: tuple[Line, ...], start: int, phrases: Phrases, *, salutation: bool) -> int | None:
    pattern = phrases.salutation if salutation else phrases.close
    return next((at for at in range(start, len(lines)) if pattern.match(plain(lines[at].text))), None)


def _title(lines: tuple[Line, ...], phrases: Phrases) -> int:
    return next((at for at, line in enumerate(lines) if phrases.title.match(plain(line.text))), 0)
