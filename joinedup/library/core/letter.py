"""One published letter, of either generation, as read from its PDF: every field with its page and how sure the reading is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Sureness(StrEnum):
    """How a field came to be known."""

    PRINTED = "printed"  # it stands on the page in those words
    WORKED_OUT = "worked out"  # from two places of the letter, such as the year from its date
    DOUBTFUL = "doubtful"  # the letter contradicts itself, or is laid out in a way not met before: a person should look
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """One field: its value, or None where the letter does not say; the page; how sure; and why, where a person should look."""

    value: T | None
    page: int | None = None
    sureness: Sureness = Sureness.NOT_FOUND
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One section's heading as printed, its kind (`context`, `headline`, `improve` …, or `other`), and its page."""

    kind: str
    heading: str
    page: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One bullet, whole, and the page it begins on."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Group:
    """The findings under one subhead; heading None where they stand under their section alone."""

    heading: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A case study, practice study, or another box: what it is an example of, its heading, how it begins, its page."""

    kind: str | None
    heading: str
    first_words: str
    page: int


@dataclass(frozen=True, slots=True)
class Addressee:
    """One office a letter is written to. The person's name is left out: offices stay, people move on."""

    role: str | None
    organisation: str | None
    page: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A published letter, read."""

    file: str
    area: Read[str]
    publication_date: Read[date]
    fieldwork_start: Read[date]
    fieldwork_end: Read[date]
    theme: Read[str]
    inspectorates: Read[tuple[str, ...]]
    sections: tuple[Section, ...]
    headline_words: Read[int]
    needs_to_improve: tuple[Group, ...]
    strengths: tuple[Group, ...] | None
    priority_actions: tuple[Finding, ...]
    practice_studies: tuple[Box, ...]
    principal_authority: Read[str]
    statement_due: Read[date]
    statement_to: Read[str]
    addressees: tuple[Addressee, ...]
    issues: tuple[str, ...]

    def reads(self) -> dict[str, Read[str] | Read[date] | Read[int] | Read[tuple[str, ...]]]:
        """Return the fields that are one value each, by name."""
        return {
            "area": self.area,
            "publication_date": self.publication_date,
            "fieldwork_start": self.fieldwork_start,
            "fieldwork_end": self.fieldwork_end,
            "theme": self.theme,
            "inspectorates": self.inspectorates,
            "headline_words": self.headline_words,
            "principal_authority": self.principal_authority,
            "statement_due": self.statement_due,
            "statement_to": self.statement_to,
        }
