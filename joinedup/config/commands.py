"""`joinedup setup`, `serve` and `doctor`. Django is loaded inside each: `joinedup --help` needs none of it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from joinedup.records.outputs import CannotWriteError, check_can_write

ISSUES_FOUND = 1


class NotReady(click.ClickException):
    """This machine cannot do what is asked; the sentence says why and what to do."""

    exit_code = 3


class WrongPath(click.ClickException):
    """Nothing can be written where it was asked for."""

    exit_code = 2


@contextmanager
def django_loaded() -> Iterator[None]:
    """Load Django with our settings; what a machine lacks is told in a sentence, without a traceback."""
    import django  # noqa: PLC0415  only these commands need it
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    os.umask(0o077)  # whatever these commands write is its owner's alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.config.settings")
    try:
        django.setup()
        yield
    except ImproperlyConfigured as error:
        raise NotReady(str(error)) from error
    except DatabaseError as error:
        raise NotReady(f"The database does not do what is asked: {str(error).strip()}. Check DATABASE_URL.") from error


@click.command()
@click.option(
    "--example/--no-example", default=True, help="Play the worked example where there is no inspection yet (as standard, yes)."
)
@django_loaded()
def setup(example: bool) -> None:
    """Prepare this machine: keys, database, static files, and the worked example if there is no inspection."""
    from joinedup.config import preparing  # noqa: PLC0415  Django must be loaded first

    preparing.prepare()
    if not example:
        return
    # The whole path from lists to letter, not wanted on a real server; and Django must be loaded first.
    from joinedup.config import example as worked_example  # noqa: PLC0415

    worked_example.play_if_empty()
    worked_example.print_sign_ins()


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on. Anything but loopback is refused unless it is safe.",
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@django_loaded()
def serve(host: str, port: int) -> None:
    """Serve the pages and run the jobs until Ctrl-C. If either part dies it is started again."""
    from joinedup.config import serving  # noqa: PLC0415  Django must be loaded first

    for sentence in serving.reasons_not_to_serve(host):
        raise NotReady(sentence)
    address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}/"
    try:
        serving.serve(host, port, begun=lambda: click.echo(f"Joinedup is at {address} — stop it with Ctrl-C."))
    except serving.AlreadyServingError as error:
        raise NotReady(str(error)) from error


@click.command()
@click.argument("email")
@django_loaded()
def code(email: str) -> None:
    """Print the code that EMAIL's authenticator app shows now: for trying the worked example without an app."""
    from joinedup.config import example  # noqa: PLC0415  Django must be loaded first

    try:
        click.echo(example.code_now(email))
    except example.NotMadeUpError as error:
        raise NotReady(str(error)) from error


@click.command()
@click.option("--json", "json_path", metavar="PATH", help="Write the findings as JSON; - for the screen.")
@click.option("--sweep", is_flag=True, help="Remove sealed files that no row points to, where they are older than an hour.")
@django_loaded()
def doctor(json_path: str | None, sweep: bool) -> None:
    """Check keys, database, stored files, log and front end, and say what to do. Exit code 1 where something is wrong."""
    from joinedup.config import examining  # noqa: PLC0415  Django must be loaded first

    _check_output(json_path)
    findings = examining.examine(sweep=sweep)
    if json_path:
        _write(json_path, json.dumps([asdict(finding) for finding in findings], indent=2) + "\n")
    if json_path != "-":
        for finding in findings:
            click.echo(f"{'ok   ' if finding.ok else 'WRONG'} {finding.subject}: {finding.sentence}")
    if not all(finding.ok for finding in findings):
        raise SystemExit(ISSUES_FOUND)


def _check_output(path: str | None) -> None:
    """Raise WrongPath, before any work, where the findings cannot be written."""
    try:
        check_can_write(path)
    except CannotWriteError as error:
        raise WrongPath(str(error)) from error


def _write(path: str, text: str) -> None:
    """Write text to a file, whole or not at all, or to the screen for `-`."""
    if path == "-":
        click.echo(text, nl=False)
        return
    beside = Path(f"{path}.tmp")
    try:
        beside.write_text(text)
        beside.replace(path)
    except OSError as error:
        raise NotReady(f"{path} cannot be written: {error.strerror}.") from error
