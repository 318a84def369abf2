"""Fixed words of the library's letters."""

from django.db.models import TextChoices


class LetterState(TextChoices):
    """Where a letter stands between being read and being in the library."""

    TO_CHECK = "to_check", "To be checked by a person"
    IN_LIBRARY = "in_library", "In the library"
    LEFT_OUT = "left_out", "Left out"
    TAKEN_OUT = "taken_out", "Taken out of the library"
