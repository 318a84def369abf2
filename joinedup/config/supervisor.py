"""Keeping child processes running: either's death restarts it, and Ctrl-C or SIGTERM ends all of them."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

import click

LOOK_EVERY = 0.25  # seconds
GRACE = 20.0  # seconds a child has to finish what it does before it is killed
SHORT_LIFE = 5.0  # seconds: a child that lived less is restarted after a growing pause
LONGEST_PAUSE = 30.0


@dataclass
class Child:
    """One process to keep running. `command` is asked anew for each start; `tidy` runs after each death."""

    name: str
    command: Callable[[], list[str]]
    tidy: Callable[[], None] = lambda: None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    start_at: float = 0.0
    pause: float = field(default=0.5)

    def start(self) -> None:
        """Start the process in a group of its own, so that the terminal's Ctrl-C reaches only the supervisor."""
        self.process, self.started = subprocess.Popen(self.command(), start_new_session=True), time.monotonic()  # noqa: S603

    def look(self) -> None:
        """Restart the process if it died, at once after a long life, after a pause that doubles after short ones."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            self.signal(signal.SIGKILL)  # whatever it left behind in its group
            short = time.monotonic() - self.started < SHORT_LIFE
            self.pause = min(self.pause * 2, LONGEST_PAUSE) if short else 0.5
            click.echo(f"The {self.name} ended with code {code}; starting it again.", err=True)
            self.process, self.start_at = None, time.monotonic() + (self.pause if short else 0)
            self.tidy()

    def signal(self, number: int) -> None:
        """Send a signal to the process and everything it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):  # all gone already
                os.killpg(self.process.pid, number)


class _Stop:
    """Set once somebody asks the supervisor to end."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def supervise(children: Sequence[Child]) -> None:
    """Keep the children running until SIGINT or SIGTERM, then end them all. Returns when none is left."""
    stop = _Stop()
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        while not stop.asked:
            for child in children:
                child.look()
            time.sleep(LOOK_EVERY)
    finally:
        _end(children)
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(children: Sequence[Child]) -> None:
    """Ask every child to end, wait, and kill what has not."""
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for child in children:
        if child.process is None:
            continue
        try:
            child.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            click.echo(f"The {child.name} did not end in {GRACE:.0f} seconds and was stopped.", err=True)
        child.signal(signal.SIGKILL)
        child.process.wait()
