"""What happened to a passage."""

from django.db.models import TextChoices


class PassageChange(TextChoices):
    STOOD = "stood", "As it stood before its history was kept"
    WRITTEN = "written", "Written"
    REWORDED = "reworded", "Reworded"
    LINKED = "linked", "Linked to evidence anew"
    MOVED = "moved", "Moved"
    REMOVED = "removed", "Taken out"
    RESTORED = "restored", "Put back"
