"""How a rehearsal tells what it is doing and how long each part took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Reporter(Protocol):
    """Told of each stage as it begins and ends."""

    def begin(self, stage: str) -> None:
        """Note that a stage begins."""

    def end(self, stage: str, seconds: float) -> None:
        """Note that a stage is done and took so many seconds."""


class Silent:
    """Tells nobody: for tests."""

    def begin(self, stage: str) -> None:
        """Say nothing."""

    def end(self, stage: str, seconds: float) -> None:
        """Say nothing."""


class Stopwatch:
    """Times stages in order and passes them on to a reporter."""

    def __init__(self, reporter: Reporter):
        self._reporter = reporter
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside as one stage."""
        self._reporter.begin(name)
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 2)
        self._reporter.end(name, self.seconds[name])
