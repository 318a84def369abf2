"""Fixed words of what is said of a box, and its one table of agreement."""

from typing import Final

from django.db.models import TextChoices


class About(TextChoices):
    """Whom a box tells of."""

    CHILD = "child", "A child"
    SERVICE = "service", "A service"


class Whose(TextChoices):
    """Who agrees that it is told, by role; never a name."""

    CHILD = "child", "The child"
    PARENT = "parent", "A parent"
    CARER = "carer", "A carer"
    SERVICE = "service", "The service"


class Agreement(TextChoices):
    GIVEN = "given", "Agreed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: (from, to): what can be recorded after what. "" is where nobody has been asked. Everything not here is refused.
AGREEMENTS: Final[frozenset[tuple[str, Agreement]]] = frozenset(
    {
        ("", Agreement.GIVEN),
        ("", Agreement.REFUSED),
        (Agreement.GIVEN, Agreement.WITHDRAWN),
        (Agreement.REFUSED, Agreement.GIVEN),  # a change of mind
        (Agreement.WITHDRAWN, Agreement.GIVEN),
    }
)


class Answer(TextChoices):
    """What an agency answers that read a box: nothing stands against it, or something does."""

    CLEAR = "clear", "Nothing stands against it"
    NOT_CLEAR = "not_clear", "It cannot stand as it is"
