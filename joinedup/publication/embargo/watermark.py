"""What a copy under embargo carries, so that whoever finds it knows whose it is and until when it is secret."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from joinedup.records.dates import clock


@dataclass(frozen=True)
class Watermark:
    """Whose copy it is, when it was read, and when everybody may read it."""

    name: str
    email: str
    read_at: datetime
    public_from: datetime

    @property
    def until(self) -> str:
        """Until when it is secret, in words."""
        return _moment(self.public_from)

    @property
    def line(self) -> str:
        """The mark in a line, as every page of the PDF prints it."""
        return f"Under embargo until {self.until}. Copy of {self.name} ({self.email}), read at {_moment(self.read_at)}."


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{clock(local)} on {local.day} {local:%B %Y}"
