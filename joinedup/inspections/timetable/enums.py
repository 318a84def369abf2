"""Where a slot of the timetable stands, and the one table of its moves."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.core import timetable as core


class SlotState(TextChoices):
    """The states of `core.timetable.SlotState`, in words."""

    WANTED = core.SlotState.WANTED.value, "Asked for"
    OFFERED = core.SlotState.OFFERED.value, "Offered"
    AGREED = core.SlotState.AGREED.value, "Agreed"
    CHANGED = core.SlotState.CHANGED.value, "Changed"
    DONE = core.SlotState.DONE.value, "Done"
    CALLED_OFF = core.SlotState.CALLED_OFF.value, "Called off"


class Side(TextChoices):
    """Who moves a slot."""

    TEAM = "team", "an inspector of the team"
    AGENCY = "agency", "a coordinator of an agency asked"


class EntryKind(TextChoices):
    """What was done to a slot, one entry each, none ever changed."""

    PLANNED = "planned", "Planned"
    CHANGED = "changed", "Changed"
    OFFERED = "offered", "Offered"
    AGREED = "agreed", "Agreed"
    DONE = "done", "Took place"
    CALLED_OFF = "called_off", "Called off"
    TAKEN_UP = "taken_up", "Taken up again"
    NOT_DONE = "not_done", "Had not taken place"


TEAM: Final = frozenset({Side.TEAM})
AGENCY: Final = frozenset({Side.AGENCY})
BOTH: Final = frozenset(Side)

#: (from, to) → who may. "" is where there is no slot yet. Everything not here is refused.
SLOT_MOVES: Final[dict[tuple[str, SlotState], frozenset[Side]]] = {
    ("", SlotState.WANTED): TEAM,
    ("", SlotState.AGREED): TEAM,  # no agency is asked for anything
    (SlotState.WANTED, SlotState.WANTED): TEAM,  # asked for otherwise, before anybody answered
    (SlotState.WANTED, SlotState.OFFERED): AGENCY,
    (SlotState.WANTED, SlotState.AGREED): BOTH,  # as asked for; by the team: arranged by telephone
    (SlotState.WANTED, SlotState.CALLED_OFF): TEAM,
    (SlotState.OFFERED, SlotState.OFFERED): AGENCY,  # otherwise, or agreed to by another agency asked
    (SlotState.OFFERED, SlotState.AGREED): TEAM,
    (SlotState.OFFERED, SlotState.CHANGED): TEAM,
    (SlotState.OFFERED, SlotState.DONE): TEAM,
    (SlotState.OFFERED, SlotState.CALLED_OFF): TEAM,
    (SlotState.AGREED, SlotState.AGREED): BOTH,  # changed where no agency has to agree; agreed to by one that had not answered
    (SlotState.AGREED, SlotState.OFFERED): AGENCY,  # it cannot be kept as agreed
    (SlotState.AGREED, SlotState.CHANGED): TEAM,
    (SlotState.AGREED, SlotState.DONE): TEAM,
    (SlotState.AGREED, SlotState.CALLED_OFF): TEAM,
    (SlotState.CHANGED, SlotState.CHANGED): TEAM,
    (SlotState.CHANGED, SlotState.OFFERED): AGENCY,
    (SlotState.CHANGED, SlotState.AGREED): BOTH,
    (SlotState.CHANGED, SlotState.DONE): TEAM,
    (SlotState.CHANGED, SlotState.CALLED_OFF): TEAM,
    (SlotState.DONE, SlotState.AGREED): TEAM,  # said of the wrong slot
    (SlotState.CALLED_OFF, SlotState.WANTED): TEAM,
    (SlotState.CALLED_OFF, SlotState.AGREED): TEAM,  # no agency is asked for anything
}

#: States in which a slot can be planned otherwise by the inspectors.
STILL_PLANNED: Final = frozenset({SlotState.WANTED, SlotState.OFFERED, SlotState.AGREED, SlotState.CHANGED})

#: States in which an agency asked that has not answered is waited for: that the team agreed is not that the agency did.
WAITS_FOR_ANSWERS: Final = STILL_PLANNED


def after_a_change(state: str, *, asks: bool) -> SlotState:
    """Return where a slot stands once the team changed it: asked for still, agreed where no agency is asked, else changed."""
    if not asks:
        return SlotState.AGREED
    return SlotState.WANTED if state == SlotState.WANTED else SlotState.CHANGED
