"""Fixed words of a look-up."""

from django.db.models import TextChoices


class Answer(TextChoices):
    """What an agency says of a child it sends no record of."""

    NOT_KNOWN = "not_known", "Not known to us"
    CANNOT_TELL = "cannot_tell", "We cannot tell"


class Standing(TextChoices):
    """How one child asked about stands at one agency."""

    KNOWN = "known", "On your list"
    NOT_KNOWN = "not_known", "Not known to us"
    CANNOT_TELL = "cannot_tell", "We cannot tell"
    AWAITED = "awaited", "Awaited"
