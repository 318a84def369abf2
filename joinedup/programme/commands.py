"""`joinedup plan`: a round from one file, areas chosen where it asks for that, weeks and people placed, without a server."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from joinedup.method.faults import FrameworkFaults, UnknownFrameworkError
from joinedup.method.framework import Framework
from joinedup.method.loader import load_framework
from joinedup.programme.core.roster.asked import RosterError
from joinedup.programme.core.roster.canonical import NotAPlanError, as_json, plain, read_plan
from joinedup.programme.core.roster.checker import check_plan
from joinedup.programme.core.roster.plan import Infeasible, Plan
from joinedup.programme.core.roster.planning import SECONDS, plan_round
from joinedup.programme.core.roster.round_read import RoundAsked, RoundFileError, ask, read_round
from joinedup.records.outputs import CannotWriteError, check_can_write, write_whole

ISSUES, WRONG_USE, UNUSABLE = 1, 2, 3

#: A day of work is more than any plan is worth waiting for.
LONGEST: Final = 86_400.0

_IN: Final = click.Path(path_type=Path, exists=True, dir_okay=False)
_OUT: Final = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("round_file", metavar="ROUND.toml", type=_IN)
@click.option("--out", required=True, type=_OUT, help="Where to write the plan, as JSON.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="The same seed gives the same plan.")
@click.option(
    "--time-limit",
    type=click.FloatRange(0.1, LONGEST),
    default=SECONDS,
    show_default=True,
    metavar="S",
    help="Seconds of work, at most.",
)
@click.option("--before", type=_IN, help="A plan to change as little as the rules allow.")
@click.option("--json", "json_path", metavar="PATH", help="Write a summary as JSON to PATH; - is standard output.")
def plan(*, round_file: Path, out: Path, seed: int, time_limit: float, before: Path | None, json_path: str | None) -> None:
    """Plan a round: which weeks, and which inspectors.

    Exit 0: planned; 1: no plan keeps every rule, and the file says which clash; 2: wrong use; 3: a file cannot be used.
    """
    if find_spec("ortools") is None:
        _stop("`joinedup plan` needs ortools, which is not installed. Install it with: pip install 'joinedup[server]'", WRONG_USE)
    try:
        check_can_write(out, json_path, inputs=[round_file, before])
    except CannotWriteError as error:
        _stop(str(error), WRONG_USE)
    asked, former = _asked(round_file, seed), _before(before)
    try:
        answer = plan_round(asked.inspections, asked.inspectors, asked.rules, seed=seed, time_limit=time_limit, before=former)
    except RosterError as error:
        _stop(f"{round_file}: {error}")
    _check(asked, answer)
    summary = _summary(asked, answer)
    _write(out, {**as_json(answer), "choice": plain(asked.choice)})
    if json_path != "-":
        click.echo("\n".join(_lines(asked, answer)))
    if json_path == "-":
        click.echo(_text(summary), nl=False)
    elif json_path:
        _write(Path(json_path), summary)
    if isinstance(answer, Infeasible):
        _stop(answer.words, ISSUES)


def _asked(path: Path, seed: int) -> RoundAsked:
    """Read the round's file with its framework."""
    try:
        file = read_round(path.read_text(encoding="utf-8"))
        return ask(file, _framework(file.framework), seed)
    except (RoundFileError, UnicodeDecodeError, OSError) as error:
        why = error if isinstance(error, RoundFileError) else "It is not a text in UTF-8 that can be read."
        _stop(f"{path} cannot be planned. {why}")


def _framework(id: str) -> Framework:
    try:
        return load_framework(id)
    except (FrameworkFaults, UnknownFrameworkError) as error:
        raise RoundFileError(f"framework: {error.args[0] if error.args else error}") from error


def _before(path: Path | None) -> Plan | None:
    if path is None:
        return None
    try:
        return read_plan(json.loads(path.read_text(encoding="utf-8")))
    except (NotAPlanError, UnicodeDecodeError, json.JSONDecodeError, OSError) as error:
        why = error if isinstance(error, NotAPlanError) else "It is not JSON that can be read."
        _stop(f"{path} cannot be planned from. {why}")


def _check(asked: RoundAsked, answer: Plan | Infeasible) -> None:
    """Read every hard rule a second time before anything is written: a plan that breaks one is never given out."""
    broken = check_plan(asked.inspections, asked.inspectors, asked.rules, answer) if isinstance(answer, Plan) else ()
    if broken:
        raise RuntimeError(f"The plan breaks a rule it should keep ({broken[0].rule}): {broken[0].words} Nothing was written.")


def _summary(asked: RoundAsked, answer: Plan | Infeasible) -> dict[str, Any]:
    told = as_json(answer)
    keys = ("schema", "feasible", "inputs_hash", "seed", "stages", "by_the_clock", "words", "proven", "cheapest")
    return {
        **{key: told[key] for key in keys if key in told},
        "inspections": len(asked.inspections),
        "inspectors": len(asked.inspectors),
    }


def _lines(asked: RoundAsked, answer: Plan | Infeasible) -> list[str]:
    """Return what is said at the terminal."""
    if isinstance(answer, Infeasible):
        clash = ["Rules that clash:", *(f"  {one.words}" for one in answer.clash)] if answer.clash else []
        least = (
            "What would have to give way, at the least:"
            if answer.cheapest
            else "With these giving way there is a plan; fewer may do:"
        )
        return [*clash, *([least, *(f"  {one.words}" for one in answer.easings)] if answer.easings else [])]
    called = {one.key: one.called or one.key for one in (*asked.inspections, *asked.inspectors)}
    placed = [
        f"{team.week}  {called[team.inspection]}: {', '.join(called[member.inspector] for member in team.members)}"
        for team in answer.teams
    ]
    proofs = [
        f"{stage.name}: cost {stage.cost}, " + ("proven best" if stage.proven else f"at most {stage.gap:.1%} from the best")
        for stage in answer.stages
    ]
    return [*placed, *proofs, *(["The time ran out: another run may end elsewhere."] if answer.by_the_clock else [])]


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _write(path: Path, data: dict[str, Any]) -> None:
    try:
        write_whole(path, _text(data).encode())
    except OSError as error:
        _stop(f"{path} cannot be written: {error.strerror}.")


def _stop(sentence: str, code: int = UNUSABLE) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
