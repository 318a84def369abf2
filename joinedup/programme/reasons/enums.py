"""Fixed words of reasons."""

from django.db.models import TextChoices


class ReasonKind(TextChoices):
    """Why an area should be looked at, as far as somebody says so. What measures show and what spread asks for is counted anew."""

    CONCERN = "concern", "Concern"
    INTEREST = "interest", "Interest"
    GOOD_PRACTICE = "good_practice", "Good practice others can learn from"
    MINISTERS = "ministers", "Ministers’ request"


class Eyes(TextChoices):
    """Who may read the words of a reason."""

    PLANNERS = "planners", "Everybody who plans the round"
    NAMED = "named", "Only those I name"
