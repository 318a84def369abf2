"""Who took part: spec table of what the lists may say, and what follows."""

from dataclasses import dataclass

import polars as pl
import pytest

from joinedup.cases.core.taking_part import TAKING_PART, taking_part
from joinedup.method.framework import TakingPart

ATTENDANCE = (("police", "police_took_part"), ("health", "health_took_part"))
RULE = TakingPart("three", "Three", "strategy_discussion", ("local_authority", "police", "health"), ATTENDANCE, "guidance")


@dataclass(frozen=True)
class Rules:
    taking_part: tuple[TakingPart, ...] = (RULE,)


def held(start="2024-05-02", agency="la", **said):
    return {
        "agency": agency,
        "kind": "strategy_discussion",
        "start": start,
        **{f"{who}_took_part": word for who, word in said.items()},
    }


SPEC = [
    ("all were there", [held(police="a", health="a")], [("met", [])]),
    ("one was not", [held(police="a", health="b")], [("missed", ["health"])]),
    ("neither was", [held(police="b", health="b")], [("missed", ["police", "health"])]),
    ("nothing said", [held()], [("unknown", [])]),
    ("one said nothing of, the other was not there", [held(health="b")], [("missed", ["health"])]),
    ("one said nothing of, the other was there", [held(health="a")], [("unknown", [])]),
    ("said to be unknown", [held(police="a", health="c")], [("unknown", [])]),
    ("its own record of the day", [held(police="a"), held(agency="trust")], [("met", [])]),
    ("its own record against a no", [held(police="a", health="b"), held(agency="trust")], [("unknown", [])]),
    ("its own record may be of the day",
     [held(police="a", health="b"), held("2024-05", "trust")], [("unknown", [])] * 2),
    ("its own record of another day",
     [held(police="a", health="b"), held("2024-05-03", "trust")], [("missed", ["health"]), ("unknown", [])]),
    ("two rows of one meeting", [held(police="a"), held(health="a")], [("met", [])]),
    ("two rows that differ", [held(police="a", health="a"), held(health="b")], [("unknown", [])]),
    ("two meetings",
     [held(police="a", health="a"), held("2024-05-09", police="b", health="a")], [("met", []), ("missed", ["police"])]),
    ("not held yet", [held("2024-08-01", police="b", health="b")], []),
    ("held by the police alone", [held(agency="police", health="a")], [("unknown", [])]),
    ("about an adult of the family", [{**held(police="b"), "via": "parent"}], []),
]  # fmt: skip


@pytest.mark.parametrize(("events", "told_"), [case[1:] for case in SPEC], ids=[case[0] for case in SPEC])
def test_who_took_part(told, moment, events, told_):
    frame = taking_part(Rules(), told(*events), moment("2024-07"))
    assert frame.select("state", "absent").rows() == told_
    assert frame.schema == pl.Schema(TAKING_PART)


def test_it_names_everyone_it_must(told, moment):
    row = taking_part(Rules(), told(held(police="b", health="c")), moment("2024-07")).row(0, named=True)
    assert (row["took_part"], row["absent"], row["not_known"]) == (["local_authority"], ["police"], ["health"])
    assert (row["event"], row["rule"]) == ("e0", "three")


def test_no_rule_and_no_event_tell_nothing(told, moment):
    assert taking_part(Rules(()), told(held()), moment("2024-07")).is_empty()
    assert taking_part(Rules(), told(), moment("2024-07")).is_empty()
