"""Fixed words of consent and of meetings, and their tables of states."""

from typing import Final

from django.db.models import TextChoices


class Whose(TextChoices):
    """Whose consent it is, by role; never a name."""

    CHILD = "child", "The child"
    PARENT = "parent", "A parent"
    CARER = "carer", "A carer"
    OTHER = "other", "Somebody else close to the child"


class Purpose(TextChoices):
    """What consent is given for. Each is asked on its own: to meet is not to be quoted."""

    MEET = "meet", "To meet an inspector"
    READ = "read", "To have their records read in more depth"
    QUOTE = "quote", "To have their words used, without a name"


class ConsentState(TextChoices):
    ASKED = "asked", "Asked"
    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Side(TextChoices):
    """Who may record it. At an agency that holds the child coordinators and contributors alike: whoever was told writes it down."""

    TEAM = "team", "the inspection’s team"
    AGENCY = "agency", "people of an agency that holds the child"


BOTH: Final = frozenset(Side)

#: (from, to) → who may. "" is where nobody has been asked. Everything not here is refused.
CONSENT_MOVES: Final[dict[tuple[str, ConsentState], frozenset[Side]]] = {
    ("", ConsentState.ASKED): BOTH,
    (ConsentState.ASKED, ConsentState.GIVEN): BOTH,
    (ConsentState.ASKED, ConsentState.REFUSED): BOTH,
    (ConsentState.GIVEN, ConsentState.GIVEN): BOTH,  # for more, or for less
    (ConsentState.GIVEN, ConsentState.WITHDRAWN): BOTH,
    (ConsentState.REFUSED, ConsentState.ASKED): BOTH,  # asked again
    (ConsentState.REFUSED, ConsentState.GIVEN): BOTH,  # a change of mind
    (ConsentState.WITHDRAWN, ConsentState.ASKED): BOTH,
    (ConsentState.WITHDRAWN, ConsentState.GIVEN): BOTH,
}


class MeetingState(TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CALLED_OFF = "called_off", "Called off"


#: What a planned meeting can become. A meeting held stays so. All by the team alone.
MEETING_MOVES: Final[frozenset[tuple[MeetingState, MeetingState]]] = frozenset(
    {(MeetingState.PLANNED, MeetingState.HELD), (MeetingState.PLANNED, MeetingState.CALLED_OFF)}
)


class Place(TextChoices):
    HOME = "home", "At home"
    SCHOOL = "school", "At school or college"
    SERVICE = "service", "At a service the child uses"
    OFFICE = "office", "At an agency’s office"
    CALL = "call", "By telephone or video"
    ELSEWHERE = "elsewhere", "Elsewhere"


class Aside(TextChoices):
    """What may be set aside after consent was withdrawn."""

    NOTE = "note", "A note"
    RECORD = "record", "A part of the tracking record"
