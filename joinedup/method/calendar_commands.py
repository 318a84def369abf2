"""`joinedup calendar`: the key dates of an inspection, and working days counted from any day. Needs no network and no database."""

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from joinedup.method.calendar import CalendarError, KeyDay, add_working_days, is_working_day, key_dates
from joinedup.method.faults import FrameworkFaults, UnknownFrameworkError
from joinedup.method.framework import Framework
from joinedup.method.loader import load_framework
from joinedup.method.printed import question, said
from joinedup.records.outputs import CannotWriteError, check_can_write, write_whole

ISSUES, WRONG_USE, UNUSABLE = 1, 2, 3

#: The Act bank holidays rest on came into force in 1972; beyond 2100 no rule of today need hold.
YEARS: Final = range(1972, 2101)

#: More working days than any deadline counts; a longer count is a slip.
MOST_DAYS: Final = 5_000

_JSON = click.option("--json", "json_path", metavar="PATH", help="Write the answer as JSON to PATH; - is standard output.")


@click.group(invoke_without_command=True)
@click.option("--framework", "framework_id", metavar="ID", help="The framework whose calendar is counted out.")
@click.option("--notify", metavar="DATE", help="The day of notification, such as 2026-03-03.")
@click.option(
    "--move", "moves", multiple=True, metavar="STEP=DATE", help="A step that begins on another day; what follows it moves too."
)
@_JSON
@click.pass_context
def calendar(
    context: click.Context, framework_id: str | None, notify: str | None, moves: tuple[str, ...], json_path: str | None
) -> None:
    """Count out an inspection's key dates from the day of notification.

    Days are England's working days. Exit 0: counted; 1: something to look at, told below the dates; 2: wrong use;
    3: the framework cannot be used.
    """
    if context.invoked_subcommand:
        if framework_id or notify or moves or json_path:
            _stop("--framework, --notify, --move and --json stand alone: leave them out before a subcommand.", WRONG_USE)
        return
    if not framework_id or not notify:
        _stop("Name the framework and the day: joinedup calendar --framework ID --notify DATE.", WRONG_USE)
    _check_output(json_path)
    notified_on = _day(notify)
    framework = _framework(framework_id)
    moved = _moved(framework, moves)
    counted = _key_dates(framework, notified_on, {})
    days = _key_dates(framework, notified_on, moved)
    remarks = _remarks(framework, notified_on, {day.step: day for day in days}, moved)
    answer = _answer(framework, notified_on, counted, days, moved) | {"remarks": remarks}
    if json_path != "-":
        _print(answer)
    _write(answer, json_path)
    sys.exit(ISSUES if remarks else 0)


@calendar.command(context_settings={"ignore_unknown_options": True})
@click.argument("day", metavar="DATE")
@click.argument("number", metavar="DAYS")
@_JSON
def add(day: str, number: str, json_path: str | None) -> None:
    """Print the working day so many DAYS after DATE, which itself is day 0; before it, for a negative number.

    Exit 2: DATE is no date, or DAYS no whole number.
    """
    _check_output(json_path)
    start = _day(day)
    try:
        days = int(number)
    except ValueError:
        _stop(f"{number} is no whole number of working days, such as 70.", WRONG_USE)
    if abs(days) > MOST_DAYS:
        _stop(f"{number} is more working days than can be meant: {MOST_DAYS} at most.", WRONG_USE)
    found = add_working_days(start, days).isoformat()
    if json_path != "-":
        click.echo(found)
    _write({"from": start.isoformat(), "working_days": days, "day": found}, json_path)


@calendar.command("question")
@click.argument("day", metavar="DATE")
@click.argument("printed", metavar="PRINTED")
@click.argument("number", type=click.IntRange(1, MOST_DAYS), metavar="DAYS")
@_JSON
def question_printed(day: str, printed: str, number: int, json_path: str | None) -> None:
    """Say whether a PRINTED day is so many working DAYS after DATE, or was counted in calendar days.

    Exit 0: it is; 1: it is not, and what it would be; 2: wrong use.
    """
    _check_output(json_path)
    start, meant = _day(day), _day(printed)
    counted = add_working_days(start, number)
    right = meant == counted
    words = f"{said(meant)} is {number} working days after {said(start)}."
    if not right:
        unlike = f"{said(meant)} is not: {number} working days after {said(start)} is {said(counted)}."
        words = question(start, meant, number) or unlike
    if json_path != "-":
        click.echo(words)
    told = {"from": start.isoformat(), "printed": meant.isoformat(), "computed": counted.isoformat(), "working_days": number}
    _write({**told, "equal": right, "said": words}, json_path)
    sys.exit(0 if right else ISSUES)


def _answer(
    framework: Framework,
    notified_on: date,
    counted: Sequence[KeyDay],
    days: Sequence[KeyDay],
    moved: Mapping[str, date],
) -> dict[str, Any]:
    """Return what is told: each step's days, the day it was counted for beside one it was moved to, and the statement's."""
    steps = [
        {
            "step": day.step,
            "title": day.title,
            "first": day.first.isoformat(),
            "last": day.last.isoformat() if day.last else None,
            "computed": before.first.isoformat(),
            "moved": day.step in moved,
        }
        for before, day in zip(counted, days, strict=True)
    ]
    published = next((day.first for day in days if day.step == "publication"), None)
    due = add_working_days(published, framework.statement_days).isoformat() if published else None
    statement = {"working_days": framework.statement_days, "counted_from": "receipt", "if_received_on_publication": due}
    told = {"framework": framework.id, "notified_on": notified_on.isoformat(), "steps": steps}
    return {**told, "statement": statement}


def _remarks(framework: Framework, notified_on: date, days: Mapping[str, KeyDay], moved: Mapping[str, date]) -> list[str]:
    """Return what a person should look at: days nobody works, and moved days that fit calendar days."""
    said_of = [] if is_working_day(notified_on) else [f"{said(notified_on)} is no working day: nobody answers the telephone."]
    for step in (step for step in framework.calendar if step.id in moved):
        to = moved[step.id]
        start = days[step.after].first if step.after else notified_on
        if not is_working_day(to):
            said_of.append(f"{step.title}: {said(to)} is no working day.")
        elif asked := question(start, to, step.offset):
            said_of.append(f"{step.title}: {asked}")
        elif to < start:
            said_of.append(f"{step.title}: {said(to)} is before the day it is counted from, {said(start)}.")
    return said_of


def _print(answer: dict[str, Any]) -> None:
    for step in answer["steps"]:
        days = step["first"] + (f" to {step['last']}" if step["last"] else "")
        beside = f" (counted: {step['computed']})" if step["computed"] != step["first"] else ""
        click.echo(f"{days:24} {step['title']}{beside}")
    statement = answer["statement"]
    if due := statement["if_received_on_publication"]:
        click.echo(
            f"{due:24} Written statement due: {statement['working_days']} working days from receipt, here the day of publication"
        )
    for remark in answer["remarks"]:
        click.echo(f"Look at: {remark}")


def _moved(framework: Framework, moves: Sequence[str]) -> dict[str, date]:
    """Return the steps that begin on another day; stop where one is unknown, twice named or badly written."""
    known = {step.id for step in framework.calendar}
    moved: dict[str, date] = {}
    for move in moves:
        step, sign, day = move.partition("=")
        if not sign:
            _stop(f"{move} does not say where to: write STEP=DATE, such as fieldwork=2026-03-23.", WRONG_USE)
        if step not in known:
            _stop(f"{framework.id} has no step {step}. It has: {', '.join(sorted(known))}.", WRONG_USE)
        if step in moved:
            _stop(f"{step} is moved twice. Say one day.", WRONG_USE)
        moved[step] = _day(day)
    return moved


def _key_dates(framework: Framework, notified_on: date, moved: Mapping[str, date]) -> list[KeyDay]:
    try:
        return key_dates(framework, notified_on, moved)
    except CalendarError as error:
        _stop(str(error))


def _framework(framework_id: str) -> Framework:
    try:
        return load_framework(framework_id)
    except UnknownFrameworkError as error:
        _stop(error.args[0])
    except FrameworkFaults as error:
        _stop(str(error))


def _day(text: str) -> date:
    """Return a day written as 2026-03-03, or stop with a sentence."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        _stop(f"{text} is no date: write year, month and day, such as 2026-03-03.", WRONG_USE)
    if day.year not in YEARS:
        _stop(f"{text} cannot be counted from: working days are known from {YEARS[0]} to {YEARS[-1]}.", WRONG_USE)
    return day


def _check_output(json_path: str | None) -> None:
    try:
        check_can_write(json_path)
    except CannotWriteError as error:
        _stop(str(error), WRONG_USE)


def _write(answer: dict[str, Any], path: str | None) -> None:
    """Write to a file in one step, so that nothing half-written is left, or to standard output."""
    if path is None:
        return
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    if path == "-":
        click.echo(text)
        return
    try:
        write_whole(Path(path), (text + "\n").encode())
    except OSError as error:
        _stop(f"{path} cannot be written: {error.strerror}.")


def _stop(sentence: str, code: int = UNUSABLE) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
