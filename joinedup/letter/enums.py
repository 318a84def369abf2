"""The words a letter is described by."""

from django.db.models import TextChoices


class LetterState(TextChoices):
    DRAFTING = "drafting", "Being written"
    OFFERED = "offered", "Offered for signature"
    SIGNED = "signed", "Signed by every inspectorate"
    FROZEN = "frozen", "Frozen under embargo"
    PUBLISHED = "published", "Published"


class BoxKind(TextChoices):
    EFFECTIVE = "effective_practice", "Effective practice"
    IMPROVEMENT = "improvement", "Area for improvement"
    PRIORITY = "priority_action", "Area for priority action"
