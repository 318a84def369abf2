"""Reads of what is determined with a letter, and the words it is printed in."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from joinedup.inspections.queries import agencies
from joinedup.letter.core.gaps import Gap
from joinedup.letter.determination.enums import Basis, RecipientKind
from joinedup.letter.determination.models import Determination, NamedRecipient

_IN_WORDS: Final = {
    Basis.MINISTERS: "The inspection was made under section 20(1), at the request of the Secretary of State.",
    Basis.OWN: "The inspection was made under section 20(2), on the inspectorates’ own initiative.",
}
SECRETARY_OF_STATE: Final = "Secretary of State for Education"


@dataclass(frozen=True)
class Determined:
    """What is determined beside the need of a statement; all empty where nobody has said yet."""

    principal_kind: str = ""
    prepared_by: str = ""
    prepared_kind: str = ""
    sent_by: str = ""
    sent_kind: str = ""
    basis: str = ""


def determined(letter) -> Determined:
    """Return what is determined with a letter."""
    row = Determination.objects.filter(letter=letter).first()
    return Determined(**{name: getattr(row, name) for name in Determined.__dataclass_fields__}) if row else Determined()


def bases_of(inspection) -> list[tuple[str, str]]:
    """Return the legal bases to choose from; none where the inspection is not made under section 20 of the Children Act 2004."""
    return list(Basis.choices) if "section 20" in inspection.legal_basis else []


def basis_words(letter) -> str:
    """Return on whose initiative the inspection was made, as the letter prints it; "" where it is not said, or not asked."""
    basis = determined(letter).basis
    return _IN_WORDS[Basis(basis)] if basis else ""


def recipients_of(letter) -> QuerySet[NamedRecipient]:
    """Return whom the letter is to be sent to, in order."""
    return NamedRecipient.objects.filter(letter=letter).order_by("position")


def principal_recipient(letter) -> NamedRecipient | None:
    """Return the principal authority among the recipients: the statement's time is counted from its receipt."""
    rows = list(recipients_of(letter))
    by_kind = [row for row in rows if row.kind == RecipientKind.PRINCIPAL_AUTHORITY]
    by_name = [row for row in rows if row.name == letter.principal_authority]
    return next(iter([*by_kind, *by_name]), None)


def proposed_recipients(letter) -> list[tuple[str, str, bool]]:
    """Return (name, kind, must publish) of those the regulations name: Secretary of State, each council, principal authority.

    Each council and the principal authority publish it; so may others. None stands here twice.
    """
    authorities = [agency.name for agency in agencies(letter.inspection) if agency.sector == "local_authority"]
    found = [(SECRETARY_OF_STATE, RecipientKind.SECRETARY_OF_STATE.value, False)]
    found += [(name, RecipientKind.LOCAL_AUTHORITY.value, True) for name in authorities if name != letter.principal_authority]
    if letter.principal_authority:
        found.append((letter.principal_authority, RecipientKind.PRINCIPAL_AUTHORITY.value, True))
    return found


def signed_facts(letter) -> dict[str, str]:
    """Return what a signature covers of it. Nothing said adds nothing, so that what was signed before still stands.

    Addresses may be put right after signing; who is sent the letter and who must publish it may not.
    """
    said = {name: value for name, value in vars(determined(letter)).items() if value}
    recipients = "; ".join(f"{row.name} ({row.kind}{', publishes' if row.must_publish else ''})" for row in recipients_of(letter))
    return {**said, **({"recipients": recipients} if recipients else {})}


def gaps_of(letter) -> list[Gap]:
    """Return what is not determined yet: whether a statement is needed, the legal basis, whom the letter is sent to."""
    gaps = []
    if letter.statement_needed is None:
        gaps.append(Gap("Say whether a written statement of action is needed, and who must make it."))
    elif bases_of(letter.inspection) and not determined(letter).basis:
        gaps.append(Gap("Say under which part of section 20 the inspection was made: the letter prints its legal basis."))
    if not recipients_of(letter).exists():
        gaps.append(Gap("Name whom the letter is sent to, and who must publish it."))
    elif letter.statement_needed and principal_recipient(letter) is None:
        gaps.append(Gap(f"{letter.principal_authority} is the principal authority and is not among those the letter is sent to."))
    return gaps
