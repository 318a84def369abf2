"""One way to run CP-SAT: one worker, a seed and a limit counted in work, not in time, so that a plan can be made again."""

import time
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Final


def solver_room() -> Any:
    """Return CP-SAT's Python room."""
    # Lazy: ortools takes a second to load, and the shapes beside it are wanted everywhere.
    from ortools.sat.python import cp_model  # noqa: PLC0415

    return cp_model


def solver_name() -> str:
    """Return the solver and its version, which a plan is made again with."""
    return f"OR-Tools CP-SAT {version('ortools')}"


#: The share of the time that what only makes a plan better leaves for what makes it whole.
_KEPT: Final = 0.25


@dataclass
class Limits:
    """How much work a plan may take. `seconds` are CP-SAT's own count of work, near to seconds, which is the same on every run.

    `clock` is when to stop whatever the count says; `by_the_clock` says that it was.
    """

    seconds: float
    seed: int
    clock: float = field(init=False)
    by_the_clock: bool = False

    def __post_init__(self) -> None:
        self.clock = time.monotonic() + self.seconds


@dataclass(frozen=True)
class Solved:
    """What came of one run: `state` is optimal, feasible, infeasible or unknown; the solver holds the values."""

    state: str
    cost: int
    bound: int
    solver: Any

    @property
    def found(self) -> bool:
        """Whether there is a solution to read."""
        return self.state in ("optimal", "feasible")

    def is_on(self, literal: Any) -> bool:
        """Return whether a true-or-false variable is true."""
        return bool(self.solver.boolean_value(literal))


def solve(model: Any, limits: Limits, share: float, *, may_wait: bool = False, **parameters: Any) -> Solved:
    """Run the model with a share of the work allowed; the same model, seed and share give the same values.

    What `may_wait` ends early by the clock, so that time is left for what may not.
    """
    clock = limits.clock - (_KEPT * limits.seconds if may_wait else 0)
    cp_model = solver_room()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limits.seed % 2**31
    solver.parameters.max_deterministic_time = max(0.01, share * limits.seconds)
    solver.parameters.max_time_in_seconds = max(0.01, clock - time.monotonic())
    for name, value in parameters.items():
        setattr(solver.parameters, name, value)
    status = solver.solve(model)
    states = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}
    state = states.get(status, "unknown")
    if state in ("feasible", "unknown") and time.monotonic() >= clock:
        limits.by_the_clock = True
    found = state in ("optimal", "feasible")
    cost = round(solver.objective_value) if found and model.has_objective() else 0
    bound = cost if state == "optimal" else _bound(solver, model)
    return Solved(state, cost, bound, solver)


def _bound(solver: Any, model: Any) -> int:
    """Return the proven bound, rounded up: every cost is a whole number."""
    if not model.has_objective():
        return 0
    bound = solver.best_objective_bound
    return max(0, -int(-(bound - 1e-6) // 1)) if abs(bound) < 1e15 else 0
