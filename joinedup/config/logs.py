"""Log lines that quote nobody: where an error was raised and of what kind, not what a library put into its words.

A library's error often quotes the value it stumbled over ("could not parse 'Amelia …'"; a database's, the whole row), and logs
are read, copied and kept by people who may not see it. The service's own errors are sentences without values and stand as they are.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

LEFT_OUT = "(its words are left out: they may quote what an agency sent)"

#: The secret of a calendar's address: whoever reads it in a log could read the calendar.
_SECRET_ADDRESS = re.compile(r"(/calendar/+)[^\s\"'<>]+", re.IGNORECASE)


class QuietFormatter(logging.Formatter):
    """Formats lines as ever, an error without the words of whatever is not ours, and no secret address."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what another handler made of the error is not taken over."""
        record.exc_text = None
        return _SECRET_ADDRESS.sub(r"\1…", super().format(record))

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]) -> str:
        """Return the error and what led to it, innermost first, as tracebacks."""
        return "".join(_told(ei[1])) if ei[1] is not None else ""


def _told(error: BaseException) -> Iterator[str]:
    led_to_it = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if led_to_it is not None:
        yield from _told(led_to_it)
        yield "\n\nwhich led to:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}: {_words(error)}"


def _words(error: Any) -> str:
    return str(error) if type(error).__module__.startswith("joinedup.") else LEFT_OUT
