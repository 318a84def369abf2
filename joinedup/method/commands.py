"""`joinedup frameworks`: check the frameworks on the search path, and show one."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from joinedup.method import canonical
from joinedup.method.dpia import dpia as begun
from joinedup.method.faults import FrameworkFaults, UnknownFrameworkError
from joinedup.method.framework import Framework
from joinedup.method.loader import framework_ids, load_framework, search_path
from joinedup.method.summary import summary
from joinedup.records.outputs import CannotWriteError, check_can_write, write_whole

ISSUES, WRONG_USE, UNUSABLE = 1, 2, 3

_JSON = click.option("--json", "json_path", metavar="PATH", help="Write the answer as JSON to PATH; - is standard output.")


@click.group()
def frameworks() -> None:
    """Check or show the inspection frameworks.

    A framework is a folder of TOML files: the package's own, and those in the folders named by JOINEDUP_FRAMEWORKS.
    """


@frameworks.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@_JSON
def check(ids: tuple[str, ...], json_path: str | None) -> None:
    """Check the named frameworks, or all.

    Exit 0: sound; 1: faults found; 2: a folder or path is wrong; 3: there is no such framework.
    """
    _check_use(json_path)
    answers = [_checked(name) for name in ids or framework_ids()]
    if json_path != "-":
        for answer in answers:
            click.echo(f"{answer['id']}: " + ("sound" if answer["sound"] else f"faults: {len(answer['faults'])}"))
            for fault in answer["faults"]:
                click.echo("  " + ": ".join(part for part in (fault["file"], fault["key"], fault["reason"]) if part))
    _write({"frameworks": answers}, json_path)
    if not all(answer["sound"] for answer in answers):
        sys.exit(ISSUES)


@frameworks.command()
@click.argument("id", metavar="ID")
@_JSON
def show(id: str, json_path: str | None) -> None:
    """Show one framework in words. --json writes the canonical JSON an inspection keeps.

    Exit 2: a folder or path is wrong; 3: it cannot be used.
    """
    _check_use(json_path)
    try:
        framework = _known(id)
    except FrameworkFaults as error:
        _stop(str(error))
    if json_path:
        _write_text(canonical.to_json(framework), json_path)
    else:
        click.echo("\n".join(summary(framework)))


@frameworks.command()
@click.argument("id", metavar="ID")
@click.option("--out", metavar="PATH", default="-", show_default=True, help="Where to write it; - is standard output.")
def dpia(id: str, out: str) -> None:
    """Begin a data protection impact assessment for inspections under one framework, as Markdown.

    What the framework says of lists, columns, purposes and retention is filled in. Exit 2: a path is wrong; 3: it cannot be used.
    """
    _check_use(None if out == "-" else out)
    try:
        _write_text(begun(_known(id)).rstrip("\n"), out)
    except FrameworkFaults as error:
        _stop(str(error))


def _check_use(json_path: str | None) -> None:
    """Stop with a sentence where the answer cannot be written, or a folder of frameworks that is named is not there."""
    missing = [str(folder) for folder in search_path() if not folder.is_dir()]
    if missing:
        _stop(f"JOINEDUP_FRAMEWORKS names what is not a folder: {', '.join(missing)}. Put the name right.", WRONG_USE)
    try:
        check_can_write(json_path)
    except CannotWriteError as error:
        _stop(str(error), WRONG_USE)


def _known(id: str) -> Framework:
    try:
        return load_framework(id)
    except UnknownFrameworkError as error:
        _stop(error.args[0])


def _checked(id: str) -> dict[str, Any]:
    """Return what is to be said of one framework."""
    try:
        framework = _known(id)
    except FrameworkFaults as error:
        return {"id": id, "sound": False, "sha256": None, "faults": [vars(fault) for fault in error.faults]}
    return {"id": id, "sound": True, "sha256": canonical.sha256(framework), "faults": []}


def _stop(sentence: str, code: int = UNUSABLE) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)


def _write(answer: dict[str, Any], path: str | None) -> None:
    if path:
        _write_text(json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True), path)


def _write_text(text: str, path: str) -> None:
    """Write to a file in one step, so that nothing half-written is left, or to standard output."""
    if path == "-":
        click.echo(text)
        return
    try:
        write_whole(Path(path), (text + "\n").encode())
    except OSError as error:
        _stop(f"{path} cannot be written: {error.strerror}.")
