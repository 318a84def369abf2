"""What a proposed line of enquiry rests on, in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from joinedup.cases.core import words


def rests_on(fact: Mapping[str, Any], agencies: Mapping[str, str]) -> str:
    """Return one event as it stood on the lists: "Referral, Larkmere Borough Council, 3 May 2022"."""
    began, ended = (_days(fact, edge) for edge in ("start", "end"))
    when = f"{began} to {ended}" if ended else began
    return f"{words.label(fact['kind'])}, {agencies.get(fact['agency'], fact['agency'])}, {when}"


def as_uuid(text: str | None) -> UUID | None:
    """Return the id a form sent, none where it sent no id."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _days(fact: Mapping[str, Any], edge: str) -> str:
    first, last = fact[f"{edge}_earliest"], fact[f"{edge}_latest"]
    return words.interval(datetime.fromisoformat(first), datetime.fromisoformat(last)) if first and last else ""
