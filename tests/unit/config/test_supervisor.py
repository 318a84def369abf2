"""Keeping processes running, with real processes."""

import os
import signal
import sys
import threading
import time

from joinedup.config.supervisor import Child, supervise


def sleeper() -> list[str]:
    return [sys.executable, "-c", "import time; time.sleep(60)"]


def supervise_until(children: list[Child], done, within: float = 15.0) -> None:
    """Run the supervisor here and send it SIGTERM, as a machine shutting down does, once `done()` or the time is up."""

    def watch() -> None:
        deadline = time.monotonic() + within
        while not done() and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGTERM)

    watcher = threading.Thread(target=watch)
    watcher.start()
    supervise(children)
    watcher.join()


def test_a_dead_child_is_restarted_and_what_it_did_is_tidied():
    pids, tidied = [], []
    child = Child("sleeper", sleeper, lambda: tidied.append(1))

    def done() -> bool:
        if child.process and child.process.pid not in pids:
            pids.append(child.process.pid)
            if len(pids) == 1:
                os.kill(child.process.pid, signal.SIGKILL)
        return len(pids) == 2

    supervise_until([child], done)
    assert len(pids) == 2
    assert tidied == [1]


def test_ending_the_supervisor_ends_every_child():
    children = [Child("one", sleeper), Child("two", sleeper)]
    supervise_until(children, lambda: all(child.process for child in children))
    for child in children:
        assert child.process.poll() is not None


def test_a_child_that_dies_at_once_is_restarted_ever_more_slowly():
    starts: list[float] = []

    def command() -> list[str]:
        starts.append(time.monotonic())
        return [sys.executable, "-c", "pass"]

    supervise_until([Child("short", command)], lambda: len(starts) >= 3)
    assert starts[2] - starts[1] > starts[1] - starts[0] > 0.9
