"""What `joinedup serve` does: refuses what is not safe, then keeps a web server and one worker running."""

import fcntl
import hashlib
import ipaddress
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from joinedup.config.jobs import requeue_jobs_of
from joinedup.config.supervisor import Child, supervise
from joinedup.inspections.survey.tasks import count_closed_surveys
from joinedup.people.queries import made_up_accounts


class AlreadyServingError(RuntimeError):
    """Another `joinedup serve` uses this var folder."""


def reasons_not_to_serve(host: str) -> Iterator[str]:
    """Yield, in a sentence each, what must be put right before serving at `host`."""
    if not Path(settings.MASTER_KEY_FILE).is_file():
        yield "There is no master key on this machine. Run `joinedup setup` first."
    elif unapplied_migrations():
        yield "The database is not up to date with this version. Run `joinedup setup` first."
    elif not is_loopback(host):
        yield from _reasons_not_to_be_public()


def _reasons_not_to_be_public() -> Iterator[str]:
    """Yield what keeps this machine from serving to others."""
    if settings.DEBUG:
        yield "JOINEDUP_DEBUG is on: pages would show the insides of the program. Serve on 127.0.0.1, or turn it off."
    if settings.LOCAL:
        yield "Say which host names people will use, as in JOINEDUP_HOSTS=jtai.example.gov.uk; cookies then need https."
    if made_up_accounts():
        yield "The database holds made-up accounts of the worked example. Use a fresh database: `joinedup setup --no-example`."
    if Path(settings.MASTER_KEY_FILE).resolve().is_relative_to(settings.CODE_FOLDER):
        yield "The master key lies beside the code. Move it elsewhere and set JOINEDUP_MASTER_KEY to its path."


def is_loopback(host: str) -> bool:
    """Return whether an address reaches this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def unapplied_migrations() -> bool:
    """Return whether the database lags behind the code."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def serve(host: str, port: int, *, begun: Callable[[], None] = lambda: None) -> None:
    """Run the web server (one process, four threads) and one worker until told to stop; call `begun` once nobody else does.

    Raises AlreadyServingError.
    """
    owner = hashlib.sha256(f"{socket.gethostname()}|{settings.VAR}".encode()).hexdigest()[:12]
    with _only_one_here():
        begun()
        requeue_jobs_of(owner)
        count_closed_surveys.enqueue()  # one that closed while nothing ran here
        connection.close()
        supervise([_web(host, port), _worker(owner)])


def _web(host: str, port: int) -> Child:
    """Return how the web server is started."""
    options = [
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--host",
        host,
        "--port",
        str(port),
        "--no-access-log",
    ]
    return Child(
        "web server",
        lambda: [sys.executable, "-m", "granian", *options, "--log-level", "warning", "joinedup.config.wsgi:application"],
    )


def _worker(owner: str) -> Child:
    """Return how the worker is started; when it dies, what it was doing goes back to the queue."""

    def command() -> list[str]:
        name = f"{owner}-{secrets.token_hex(4)}"
        return [
            sys.executable,
            "-m",
            "django",
            "db_worker",
            "--worker-id",
            name,
            "--interval",
            "0.5",
            "--no-startup-delay",
            "-v",
            "0",
        ]

    def tidy() -> None:
        requeue_jobs_of(owner)
        connection.close()

    return Child("worker", command, tidy)


@contextmanager
def _only_one_here() -> Iterator[None]:
    """Hold the var folder's lock: two workers with one name would take each other for dead."""
    descriptor = os.open(Path(settings.VAR) / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise AlreadyServingError(f"Another `joinedup serve` is running on {settings.VAR}. Stop it first.") from None
    finally:
        os.close(descriptor)
