"""One framework as one text, always the same: what an opened inspection keeps, and the hash that proves it."""

import hashlib
import json
from dataclasses import asdict
from datetime import date

from joinedup.method.convert import convert
from joinedup.method.faults import Fault, FrameworkFaults
from joinedup.method.framework import Framework


def to_json(framework: Framework) -> str:
    """Return the canonical JSON: keys sorted, no spaces, UTF-8 kept as it is, ISO dates, every default written out."""
    return json.dumps(asdict(framework), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_iso)


def from_json(text: str) -> Framework:
    """Return the framework a canonical JSON holds; raise FrameworkFaults where it is not one (meaning is not checked again)."""
    faults: list[Fault] = []
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise FrameworkFaults("stored", [Fault("JSON", "", f"This is not JSON: {error}.")]) from error
    made = convert(Framework, data, "", lambda key, reason: faults.append(Fault("JSON", key, reason)))
    if not isinstance(made, Framework) or faults:
        name = data.get("id", "stored") if isinstance(data, dict) else "stored"
        raise FrameworkFaults(str(name), faults)
    return made


def sha256(framework: Framework) -> str:
    """Return the sha256 (hex) of the canonical JSON's UTF-8 bytes."""
    return hashlib.sha256(to_json(framework).encode()).hexdigest()


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"A framework holds no {type(value).__name__}.")
