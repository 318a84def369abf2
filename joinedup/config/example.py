"""Showing the worked example at set-up: its progress, and how its made-up people sign in."""

import time

import click
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from joinedup.inspections.queries import any_inspection
from joinedup.rehearsal.worked_example import play_worked_example, sign_ins


class Lines:
    """Shows each stage of the rehearsal as one line."""

    def begin(self, stage: str) -> None:
        """Say what begins."""
        click.echo(f"{stage} …", nl=False)

    def end(self, stage: str, seconds: float) -> None:
        """Say how long it took."""
        click.echo(f" {seconds:.1f} s")


def play_if_empty() -> None:
    """Play the worked example where the database holds no inspection."""
    if any_inspection():
        return
    click.echo("This installation is empty, so a made-up inspection is played into it. No child, person or place in it is real.")
    play_worked_example(Lines())


def print_sign_ins() -> None:
    """Print how each made-up person signs in; nothing where this installation has none."""
    entries = sign_ins()
    if not entries:
        return
    click.echo("\nSign in with an email and password, then the code an authenticator app shows once it was given the key:\n")
    width = max(len(entry.email) for entry in entries)
    for entry in entries:
        click.echo(f"  {entry.role}\n    {entry.email:<{width}}  {entry.password}  key {entry.totp_secret}")
    click.echo("\nWithout an authenticator app, ask for the code of the moment: .venv/bin/joinedup code EMAIL\n")


class NotMadeUpError(LookupError):
    """A code was asked for somebody who is not in the worked example."""


def code_now(email: str) -> str:
    """Return the six digits a made-up person's authenticator app shows now. Raises NotMadeUpError for anybody else."""
    for entry in sign_ins():
        if entry.email == email.strip().lower():
            return format_hotp_value(hotp_value(entry.totp_secret, int(time.time()) // 30))
    known = ", ".join(entry.email for entry in sign_ins()) or "nobody: there is no worked example here"
    raise NotMadeUpError(f"{email} is not one of the worked example's people. They are: {known}.")
