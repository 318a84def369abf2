"""What a letter stands on in law, and what its framework has it say where the inspection was incomplete or taken further."""

from datetime import date

from joinedup.inspections.interruptions.models import Interruption
from joinedup.inspections.interruptions.queries import stated
from joinedup.method.interruptions import interruption_of


def basis_of(inspection) -> str:
    """Return the legal basis as the letter prints it, with what is said of an incomplete inspection or of additional evidence."""
    return " ".join([inspection.legal_basis, *interruption_sentences(inspection)])


def interruption_sentences(inspection) -> list[str]:
    """Return the framework's sentences for what is stated on the inspection, in order of days; none where it has none."""
    return [sentence for one in stated(inspection) if (sentence := _sentence(inspection, one))]


def lacking_day(inspection) -> list[Interruption]:
    """Return what the letter has to state and cannot: its sentence names a last day nobody has set yet."""
    return [one for one in stated(inspection) if one.until is None and _names_last_day(inspection, one)]


def _names_last_day(inspection, one: Interruption) -> bool:
    rule = interruption_of(inspection.framework, one.kind)
    return rule is not None and "{until}" in rule.letter


def _sentence(inspection, one: Interruption) -> str:
    """Return the sentence for one; "" where the framework has none, or where it names a last day nobody has set yet."""
    rule = interruption_of(inspection.framework, one.kind)
    if rule is None or ("{until}" in rule.letter and one.until is None):
        return ""
    return rule.letter.format(**{"from": _day(one.begins), "until": _day(one.until) if one.until else ""})


def _day(day: date) -> str:
    """Return a day as letters print it."""
    return f"{day.day} {day:%B %Y}"
