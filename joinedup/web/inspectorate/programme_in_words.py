"""A round's areas, plans and clashes as its pages say them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from joinedup.programme.choices.queries import Shown
from joinedup.programme.core.roster.plan import Infeasible, Plan, Stage
from joinedup.programme.core.yearplan import Bar
from joinedup.programme.plans.models import Assignment
from joinedup.programme.plans.models import Plan as PlanRow

#: What each stage of a plan is, in words.
STAGES = {"weeks": "Which week each inspection is in", "people": "Who goes", "joint": "Weeks and people together"}


@dataclass(frozen=True)
class AreaRow:
    """One line of the year plan's table."""

    shown: Shown
    begins: date | None
    ends: date | None
    lead: str
    team: tuple[str, ...]


def bar_of(shown: Shown, goes: Sequence[Assignment]) -> Bar:
    """Return one area's line of the picture: by its code word, whoever looks."""
    if not goes:
        return Bar(shown.called, shown.week, shown.week, shown.week)
    return Bar(shown.called, min(one.from_week for one in goes), shown.week, max(one.until_week for one in goes))


def shown_rows(shown: Sequence[Shown], goes: Mapping[object, Sequence[Assignment]]) -> list[AreaRow]:
    """Return the lines of the year plan's table."""
    return [_row(one, goes.get(one.row.pk, ())) for one in shown]


def _row(shown: Shown, goes: Sequence[Assignment]) -> AreaRow:
    return AreaRow(
        shown=shown,
        begins=min((one.from_week for one in goes), default=None),
        ends=max((one.until_week for one in goes), default=None),
        lead=", ".join(one.person.name for one in goes if one.lead),
        team=tuple(one.person.name for one in goes if not one.lead),
    )


def how_good(stage: Stage) -> str:
    """Return how good one stage of a plan is proven to be."""
    if stage.proven:
        return "proven: no better one exists"
    return f"not proven: a better one, if there is one, is at most {stage.gap:.1%} better"


def stages_of(found: Plan) -> list[tuple[str, str]]:
    """Return what each stage of a plan is and how good it is."""
    return [(STAGES.get(stage.name, stage.name), how_good(stage)) for stage in found.stages]


def left_out_kinds(found: Plan) -> list[tuple[str, list[str]]]:
    """Return by inspection why others do not go: each kind of rule once, with how many it left out."""
    kinds: dict[str, dict[str, int]] = {}
    for one in found.left_out:
        counted = kinds.setdefault(one.inspection, {})
        counted[one.kind] = counted.get(one.kind, 0) + 1
    return [(key, [f"{kind}: {number}" for kind, number in sorted(counted.items())]) for key, counted in kinds.items()]


@dataclass(frozen=True)
class Copied:
    """One plan beside others: of the round itself, or of a what-if copy."""

    title: str
    row: PlanRow | None
    found: Plan | Infeasible | None
    weeks: Mapping[str, date]  # by the key of an inspection
    teams: Mapping[str, Sequence[str]]  # names, lead first


def beside(title: str, row: PlanRow | None, found: Plan | Infeasible | None, names: Mapping[str, str]) -> Copied:
    """Return a plan as a column of the comparison."""
    teams = found.teams if isinstance(found, Plan) else ()
    return Copied(
        title,
        row,
        found,
        {team.inspection: team.week for team in teams},
        {team.inspection: [names.get(one.inspector, "") for one in team.members] for team in teams},
    )
