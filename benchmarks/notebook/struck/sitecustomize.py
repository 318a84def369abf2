"""Kills the server at a commit, when told to: loaded by every Python of the fault harness's server, and by nothing else.

The file named by NOTEBOOK_KILL_AT says where: `before` the commit that takes notes in, `in` it, or `after` it and before the
answer. It is renamed to `….struck` as the blow falls, so that the harness knows that it fell, and where.
"""

import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

ORDER = os.environ.get("NOTEBOOK_KILL_AT", "")
#: Seconds a commit on disk takes, more or less: a blow in it falls within them.
COMMIT = 0.004


def taking_in() -> bool:
    """Return whether this is the commit of a request that brought notes, before it is known what became of them."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_name == "sync" and frame.f_code.co_filename.endswith("notebook/api.py"):
            return bool(frame.f_locals.get("revisions")) and "taken" not in frame.f_locals
        frame = frame.f_back
    return False


def dies(wait: float = 0.0) -> None:
    """Fall dead, as if the current had gone."""
    time.sleep(wait)
    os.kill(os.getpid(), signal.SIGKILL)


def arm() -> None:
    """Put the blow into every commit: it does nothing until it is ordered."""
    from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: PLC0415  before the server itself loads it

    commit, order = BaseDatabaseWrapper._commit, Path(ORDER)

    def struck(self):
        if not order.exists() or not taking_in():
            return commit(self)
        where = order.read_text()
        order.rename(f"{ORDER}.struck")
        if where == "before":
            dies()
        if where == "in":
            threading.Thread(target=dies, args=[random.uniform(0, COMMIT)]).start()
        commit(self)
        return dies(1 if where == "in" else 0)

    BaseDatabaseWrapper._commit = struck


if ORDER and any("granian" in word for word in sys.orig_argv):
    arm()
