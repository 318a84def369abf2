"""What cannot be, or hardly ever is, by the child's age, the year and whether the child was in care."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from joinedup.training.stories.diary import Entry

#: Health visitors see children until they begin school; schools know them from nursery on.
LEAVES_VISITOR, KNOWN_TO_SCHOOL, LIVES_ALONE = 5, 3, 16
#: The Adoption and Children Act 2002 came into force on 30 December 2005; no child has been freed for adoption since.
LAST_FREED = 2005
RARELY = 0.02
#: Part of a placement's label → how it compares with its place in the code set (England: DfE, Children looked after).
RARE_HOMES = {"nhs trust": RARELY, "young offender": RARELY, "mother and baby": RARELY, "secure": 0.1}

Spell = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Sense:
    """Weighs what an event might say against what is true of its child. `care`: each person's times in care."""

    born: Mapping[int, date]
    care: Mapping[int, tuple[Spell, ...]]

    @classmethod
    def of(cls, entries: Iterable[Entry], born: Mapping[int, date]) -> "Sense":
        """Read the times in care out of the diary's entries."""
        care: dict[int, tuple[Spell, ...]] = defaultdict(tuple)
        for entry in entries:
            if entry.kind == "looked_after":
                care[entry.person] += ((entry.start, entry.end),)
        return cls(born, care)

    def weigh(self, entry: Entry, attribute: str, labels: Iterable[str]) -> list[float]:
        """Return a factor for each label in lower case: 0 for what cannot be, 1 for what is as likely as any."""
        return [self._factor(entry, attribute, label) for label in labels]

    def _factor(self, entry: Entry, attribute: str, label: str) -> float:
        if "missing_from" in attribute:
            return float(label != ("home" if self._in_care(entry.person, entry.start) else "care placement"))
        if "freeing order" in label:
            return float(entry.start.year <= LAST_FREED)
        if entry.kind == "child_in_need" and ("residence order" in label or "adopt" in label):
            return float(not self._in_care(entry.person, entry.end or entry.start))
        if "source" in attribute:
            return float(label_fits_age(label, self._age(entry)))
        return self._home(entry, label) if entry.kind == "placement" else 1.0

    def _home(self, entry: Entry, label: str) -> float:
        if ("independent living" in label or "young offender" in label) and self._age(entry) < LIVES_ALONE:
            return 0.0
        return next((factor for part, factor in RARE_HOMES.items() if part in label), 1.0)

    def _in_care(self, person: int, moment: datetime) -> bool:
        return any(start <= moment and (end is None or moment <= end) for start, end in self.care.get(person, ()))

    def _age(self, entry: Entry) -> int:
        return age_on(self.born.get(entry.person, entry.start.date()), entry.start.date())


def age_on(born: date, day: date) -> int:
    """Return the age in whole years on a day; negative before birth."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def label_fits_age(label: str, age: int) -> bool:
    """Say whether those a source's label names would know a child of this age."""
    if "health visitor" in label:
        return age < LEAVES_VISITOR
    return "school" not in label or age >= KNOWN_TO_SCHOOL
