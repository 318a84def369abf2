"""Fixed words of recusals: the kinds of interest somebody can have in an area, here and in declarations."""

from django.db.models import TextChoices


class InterestKind(TextChoices):
    """What ties somebody to an area or to one of its agencies."""

    FORMER_EMPLOYER = "former_employer", "Works or worked for an agency there"
    HOME = "home", "Lives there, or did"
    FAMILY = "family", "Family or close friends work there, or are served there"
    EARLIER = "earlier_inspection", "Inspected it before"
    OTHER = "other", "Something else"
