"""Whether a meeting with a child or family can go ahead, as far as consent goes."""

from django.db.models import TextChoices


class ToMeet(TextChoices):
    """What stands for everybody asked around one child; the first that fits."""

    LEFT_OUT = "left_out", "The child was left out"
    STANDS = "stands", "Somebody consents to be met"
    ASKED = "asked", "Asked, and not answered yet"
    AGAINST = "against", "Refused or withdrawn, or given for other things alone"
    NOBODY = "nobody", "Nobody has been asked"
