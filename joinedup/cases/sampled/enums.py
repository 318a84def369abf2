"""Fixed words of the short form, and the one table of its states."""

from typing import Final

from django.db.models import TextChoices


class FormState(TextChoices):
    NOT_BEGUN = "not_begun", "Not begun"
    BEGUN = "begun", "Begun"
    DONE = "done", "Done"


class Who(TextChoices):
    """Whose move it is."""

    LOOKS = "looks", "The inspector who looks at the child"
    LOOKS_OR_LEADS = "looks_or_leads", "The inspector who looks at the child, or a lead inspector"


#: (from, to) → who may. Everything not here is refused.
MOVES: Final[dict[tuple[FormState, FormState], Who]] = {
    (FormState.NOT_BEGUN, FormState.BEGUN): Who.LOOKS,  # the first answers are saved
    (FormState.BEGUN, FormState.DONE): Who.LOOKS,
    (FormState.DONE, FormState.BEGUN): Who.LOOKS_OR_LEADS,  # something to add, or to look at again
}
