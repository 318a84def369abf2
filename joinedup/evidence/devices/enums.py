"""How the log calls what a device is given; who left a team is found by it."""

from typing import Final

PACK_READ: Final = "notebook pack read"
NOTES_SENT: Final = "notes sent to a device"
