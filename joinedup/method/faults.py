"""What is wrong with a framework: each fault names the file, the key and the reason, and all are told at once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: the file it stands in, the key ("lists[police-missing].due"; "" for the whole file) and a plain sentence."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.reason) if part)


class FrameworkFaults(Exception):
    """A framework that cannot be used, with every fault found in it."""

    def __init__(self, framework: str, faults: Iterable[Fault]) -> None:
        self.framework = framework
        self.faults = tuple(sorted(set(faults)))
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"The framework {framework} has {count}:\n{lines}")


class UnknownFrameworkError(LookupError):
    """No folder of that name on the search path."""
