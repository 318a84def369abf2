"""What the whole cohort gives cause to ask about: one rule outside its limit, or one handover not shown, for many children.

It says how often and out of how many, and judges nobody: six children show how, never how many, and a list may be wrong.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

import polars as pl

from joinedup.cases.core.prompts import Prompt
from joinedup.method.framework import CohortPrompts, Framework

_QUESTIONS: Final = {
    "outside_timescale": "How does the partnership know of this? What do its own figures say, and what did it mean for children?",
    "never_arrived": "Do these arrive in another way than the lists show? How does the sender learn what came of one?",
}
_TOLD: Final = {"outside_timescale": ("met", "missed"), "never_arrived": ("arrived", "never_arrived")}
_ID_LENGTH: Final = 16


def cohort_prompts(framework: Framework, timescales: pl.DataFrame, handovers: pl.DataFrame) -> list[Prompt]:
    """Return what a cohort's timescales (TIMESCALE) and handovers (HANDOVER) give cause to ask, in the framework's order.

    From when on something is asked about stands in the framework (`cohort_prompts`). `id` stays the same for one kind
    and rule; `events` is empty, for no one child is meant.
    """
    rules = {rule.id: rule.title for rule in framework.timescales}
    sendings = {rule.id: rule.title for rule in framework.handovers}
    asked = framework.cohort_prompts
    return [*_about(rules, timescales, "outside_timescale", asked), *_about(sendings, handovers, "never_arrived", asked)]


def _about(titles: dict[str, str], rows: pl.DataFrame, kind: str, asked: CohortPrompts) -> Iterator[Prompt]:
    done, so = _TOLD[kind]
    part, whole = asked.share
    states = rows.group_by("rule").agg(
        pl.col("state").is_in([done, so]).sum().alias("told"),
        (pl.col("state") == so).sum().alias("so"),
        pl.col("child_id").filter(pl.col("state") == so).n_unique().alias("children"),
        (pl.col("state") == "open").sum().alias("open"),
        (pl.col("state") == "unknown").sum().alias("unknown"),
    )
    found = {row["rule"]: row for row in states.to_dicts()}
    for rule, title in titles.items():
        row = found.get(rule)
        if row and row["children"] >= asked.fewest_children and row["so"] * whole >= part * row["told"]:
            told = f"cohort|{kind}|{rule}"
            sentence = f"{title}. {_how_often(kind, row)}"
            yield Prompt(sha256(told.encode()).hexdigest()[:_ID_LENGTH], kind, rule, (), sentence, _QUESTIONS[kind])


def _how_often(kind: str, row: dict[str, int]) -> str:
    said = {
        "outside_timescale": "were outside the limit",
        "never_arrived": "have no record that it arrived",
    }[kind]
    once = f"Of {row['told']} times the lists can tell of, {row['so']} {said}, of {row['children']} children"
    rest = [f"{row['open']} still {'runs' if row['open'] == 1 else 'run'}"] if row["open"] else []
    rest += [f"{row['unknown']} cannot be told from the lists"] if row["unknown"] else []
    return f"{once}; {' and '.join(rest)}." if rest else f"{once}."
