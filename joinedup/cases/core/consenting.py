"""Whether consent stood on a day: the entries of one consent read in the order they happened."""

from dataclasses import dataclass
from datetime import date

GIVEN = "given"


@dataclass(frozen=True)
class Happened:
    """One thing that happened to a consent: what it became, on which day, and what it then covered."""

    to: str  # asked | given | refused | withdrawn
    on: date
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """What happened to one consent, in the order it happened."""

    entries: tuple[Happened, ...]

    @property
    def dropped(self) -> frozenset[str]:
        """Return the purposes consent was given for once and does not cover now: withdrawn, or given again for less."""
        given = frozenset(purpose for entry in self.entries for purpose in entry.purposes if entry.to == GIVEN)
        return given - frozenset(self.entries[-1].purposes if self.entries and self.entries[-1].to == GIVEN else ())

    def stood_on(self, day: date, purpose: str) -> bool:
        """Return whether consent for a purpose stood at some moment of a day.

        Days have no hours here: consent given on a day stood on it, and consent withdrawn on a day stood on it until then.
        """
        stood = False
        for entry in self.entries:
            if entry.on > day:
                break
            given = entry.to == GIVEN and purpose in entry.purposes
            stood = given or (stood and entry.on == day)
        return stood
