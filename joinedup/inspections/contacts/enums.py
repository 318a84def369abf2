"""How a contact stands."""

from django.db.models import TextChoices


class ContactState(TextChoices):
    """What one wording of a contact says: that somebody is reached so, that there is no such post, or that it ended."""

    STANDS = "stands", "Can be reached"
    NO_POST = "no_post", "No such post"
    ENDED = "ended", "No longer"
