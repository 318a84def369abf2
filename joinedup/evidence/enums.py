"""The words evidence is sorted by."""

from django.db.models import TextChoices


class NoteDirection(TextChoices):
    STRENGTH = "strength", "Strength"
    CONCERN = "concern", "Concern"
    CONTEXT = "context", "Context"


class Eyes(TextChoices):
    """Who may read a note."""

    TEAM = "team", "The whole team"
    RESTRICTED = "restricted", "Restricted eyes"


class FindingDirection(TextChoices):
    STRENGTH = "strength", "Strength"
    IMPROVE = "improve", "To improve"
    PRIORITY = "priority", "Priority action"


class FindingState(TextChoices):
    PROVISIONAL = "provisional", "Provisional"
    FED_BACK = "fed_back", "Fed back"
    AGREED = "agreed", "Agreed"


class KnownToLeaders(TextChoices):
    """Whether leaders knew of a weakness: letters nearly always say so."""

    ACTING = "acting", "Knew and acting"
    KNEW = "knew", "Knew"
    DID_NOT_KNOW = "did_not_know", "Did not know"
    NOT_ESTABLISHED = "not_established", "Not established"
