"""What no slot of the week looks at: criteria, sectors and tracked children."""

from collections.abc import Iterable
from dataclasses import dataclass

from joinedup.inspections.core.timetable import Slot


@dataclass(frozen=True)
class WithoutSlot:
    """What has no slot, in the order asked for."""

    criteria: tuple[str, ...]
    sectors: tuple[str, ...]
    children: tuple[str, ...]

    def __bool__(self) -> bool:
        """Say whether anything has no slot."""
        return bool(self.criteria or self.sectors or self.children)


def coverage(slots: Iterable[Slot], criteria: Iterable[str], sectors: Iterable[str], children: Iterable[str]) -> WithoutSlot:
    """Return which criteria, sectors and children (codes) no slot is about; a slot called off is about nothing."""
    held = [slot for slot in slots if slot.counts]
    asked = {criterion for slot in held for criterion in slot.criteria}
    seen, met = {slot.sector for slot in held}, {slot.child for slot in held}
    return WithoutSlot(
        tuple(one for one in criteria if one not in asked),
        tuple(one for one in sectors if one not in seen),
        tuple(one for one in children if one not in met),
    )
