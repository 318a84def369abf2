"""How an event added by hand stands."""

from django.db.models import TextChoices


class AddedState(TextChoices):
    STANDS = "stands", "Stands"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: What may become of it: it is withdrawn, once and for good; what was withdrawn in error is added anew.
MOVES = {AddedState.STANDS: (AddedState.WITHDRAWN,), AddedState.WITHDRAWN: ()}
