"""Standard sentences: the wording in force on a day, filled with the letter's own facts."""

import string
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from joinedup.method.framework import DatedText, Framework, StandardSentence

#: Facts a letter has only where it asks for a written statement.
OF_STATEMENT: Final = frozenset({"principal_authority", "principal_and_preparer", "prepared_by", "sent_by", "statement_due"})


class StandardSentenceError(ValueError):
    """A standard sentence cannot be printed: no wording was in force, or it asks for a fact the letter does not have."""


def wording_on(wordings: tuple[DatedText, ...], day: date) -> str:
    """Return the newest wording in force on `day`; raise StandardSentenceError where none was."""
    in_force = [wording for wording in wordings if wording.since is None or wording.since <= day]
    if not in_force:
        raise StandardSentenceError(f"No wording was in force on {day.isoformat()}.")
    return max(in_force, key=lambda wording: wording.since or date.min).text


def needs(text: str) -> set[str]:
    """Return the names of the facts a wording asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def printed_where(framework: Framework, sentences: Iterable[str], day: date, *, statement: bool) -> list[str]:
    """Return which of a section's standard sentences are printed: what asks for a written statement only where one is needed.

    A sentence the framework does not have is left in: `standard_sentence` says so.
    """
    known = {entry.id: entry for entry in framework.sentences}
    return [one for one in sentences if one not in known or _fits(known[one], day, statement)]


def _fits(sentence: StandardSentence, day: date, statement: bool) -> bool:
    if statement:
        return not sentence.without_statement
    return sentence.without_statement or not OF_STATEMENT & needs(wording_on(sentence.wordings, day))


def standard_sentence(framework: Framework, sentence: str, day: date, facts: Mapping[str, str]) -> str:
    """Return a framework's standard sentence as printed on `day`; raise StandardSentenceError naming what is missing."""
    known = {entry.id: entry for entry in framework.sentences}
    if sentence not in known:
        raise StandardSentenceError(f"The framework has no standard sentence “{sentence}”.")
    text = wording_on(known[sentence].wordings, day)
    if absent := sorted(name for name in needs(text) if not facts.get(name)):
        raise StandardSentenceError(f"The sentence “{sentence}” needs {', '.join(absent)}, which the letter does not have yet.")
    return text.format_map(dict(facts))
