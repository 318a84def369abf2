"""`joinedup statement`: takes a partnership's written statement out of one installation and into another."""

from pathlib import Path
from typing import NoReturn

import click

from joinedup.config.commands import django_loaded
from joinedup.records.outputs import CannotWriteError, check_can_write, write_whole

#: Larger than any statement: a file of this size is something else.
_LARGEST = 20_000_000


class CannotCarry(click.ClickException):
    """A statement cannot be taken out or in; the sentence says why and what to do."""

    exit_code = 3


@click.group()
def statement() -> None:
    """Carry a partnership's written statement from one installation to another."""


@statement.command(name="list")
@django_loaded()
def listed() -> None:
    """Name the written statements of this installation: id, area, where each stands."""
    from joinedup.improvement.models import WrittenStatement  # noqa: PLC0415  Django must be loaded first

    for row in WrittenStatement.objects.select_related("area"):
        click.echo(f"{row.pk}  {row.area.name}  {row.get_state_display()}")


@statement.command(name="take-out")
@click.argument("statement_id", type=click.UUID, metavar="ID")
@click.option("--json", "json_path", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="PATH")
@django_loaded()
def take_out(*, statement_id: object, json_path: Path) -> None:
    """Write a whole written statement to a file, everything its partnership keeps in it included."""
    from joinedup.improvement.actions import read_statement  # noqa: PLC0415  Django must be loaded first
    from joinedup.improvement.core.as_json import to_json  # noqa: PLC0415
    from joinedup.improvement.models import WrittenStatement  # noqa: PLC0415
    from joinedup.improvement.queries import content_of  # noqa: PLC0415

    try:
        check_can_write(json_path)
        found = WrittenStatement.objects.filter(pk=statement_id).first()
        if found is None:
            _refuse("No written statement of this id is here. `joinedup statement list` names those that are.")
        read_statement(by=None, statement=found, part="data")
        write_whole(json_path, to_json(content_of(found)).encode())
    except CannotWriteError as reason:
        raise CannotCarry(str(reason)) from reason


@statement.command(name="take-in")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@django_loaded()
def take_in(*, file: Path) -> None:
    """Take in a statement that was taken out elsewhere; its area and agencies are put on the register where they are not."""
    from joinedup.areas.rules import RegisterRefused  # noqa: PLC0415  Django must be loaded first
    from joinedup.improvement.carrying import carry_in  # noqa: PLC0415
    from joinedup.improvement.core.as_json import NotAStatement, from_json  # noqa: PLC0415
    from joinedup.improvement.rules import StatementRefused  # noqa: PLC0415

    if file.stat().st_size > _LARGEST:
        _refuse(f"{file} is too large to be a written statement.")
    try:
        made = carry_in(by=None, statement=from_json(file.read_bytes()))
    except (NotAStatement, StatementRefused, RegisterRefused, UnicodeDecodeError) as reason:
        raise CannotCarry(str(reason)) from reason
    click.echo(f"{made.pk}  {made.area.name}  {made.get_state_display()}")


def _refuse(sentence: str) -> NoReturn:
    raise CannotCarry(sentence)
