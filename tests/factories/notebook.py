"""A device as a notebook makes one, and what it writes: revisions as they travel."""

import uuid
from typing import Any

from joinedup.evidence.core.revisions import Content, Revision
from joinedup.evidence.devices.actions import register_device
from joinedup.evidence.models import Device

SAID: dict[str, Any] = {
    "source": "meeting",
    "role": "Duty sergeant",
    "sector": "police",
    "criteria": ("c2",),
    "direction": "strength",
    "text": "The child was seen the same day.",
    "seen_at": "2022-10-18T09:05Z",
}


def make_device(person: Any, name: str = "Tablet") -> Device:
    """Register a device for somebody."""
    return register_device(by=person, device_id=uuid.uuid4(), name=name)


def sent(
    note: str = "", *, parents: tuple[str, ...] = (), device: str = "", at: str = "2022-10-18T09:06:07.891Z", **said: Any
) -> dict:
    """Return one revision as a device sends it, hashed; without `note`, the first of a new one."""
    content = Content(**{**SAID, **said})
    revision = Revision(str(uuid.uuid4()), note or str(uuid.uuid4()), tuple(sorted(parents)), device, at, content)
    return {**revision.as_json(), "hash": revision.hash}
