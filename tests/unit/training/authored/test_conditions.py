"""Conditions: each holds where it should and fails where it should."""

from collections.abc import Callable

import pytest

from joinedup.training.authored import AuthoredNote, ChildFacts, true_of
from joinedup.training.authored.conditions import holds
from joinedup.training.authored.templates import When

Tell = Callable[..., ChildFacts]


@pytest.fixture
def child(tell: Tell) -> ChildFacts:
    return tell(
        ("r1", "referral", "local_authority", "2016-03-01"),
        ("r2", "referral", "local_authority", "2016-03-20"),
        ("a1", "assessment", "local_authority", "2016-03-05"),
        ("m1", "missing_episode", "police", "2016-02-01"),
        ("p1", "probation_order", "probation", "2015-01-01"),
        ("x1", "custody", "police", "2015-05-05"),
        ends={"m1": "2016-02-02"},
        said={"m1": {"risk": "high"}},
        via={"p1": "partner", "x1": "partner"},
        timescales=(
            ("referral-decision", "met", "r1", None),
            ("referral-decision", "missed", "r2", None),
            ("assessment-45", "missed", "r1", "a1"),
        ),
        handovers=(("told", "arrived", "m1", "r1"),),
    )


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(), True),
        (When(has=("referral",)), True),
        (When(has=("icpc",)), False),
        (When(lacks=("icpc",)), True),
        (When(lacks=("referral",)), False),
        (When(has=("custody",)), False),  # an adult's arrest is not the child's
        (When(has=("probation_order",)), True),  # a kind about adults counts through a relation
        (When(count_at_least=(("referral", 2),)), True),
        (When(count_at_least=(("referral", 3),)), False),
        (When(count_at_most=(("referral", 1),)), False),
        (When(timescale=(("referral-decision", "met"),)), True),
        (When(timescale_always=(("referral-decision", "met"),)), False),
        (When(timescale=(("assessment-45", "late"),)), True),
        (When(timescale=(("assessment-45", "never"),)), False),
        (When(timescale=(("referral-decision", "never"),)), True),
        (When(timescale=(("unknown-rule", "met"),)), False),
        (When(handover=(("told", "arrived"),)), True),
        (When(handover_always=(("told", "arrived"),)), True),
        (When(handover=(("told", "never_arrived"),)), False),
        (When(attribute=(("missing_episode.risk", ("high",)),)), True),
        (When(attribute=(("missing_episode.risk", ("low",)),)), False),
        (When(adult=(("probation_order", ("partner",)),)), True),
        (When(adult=(("probation_order", ("parent",)),)), False),
        (When(days_at_least=(("referral>assessment", 4),)), True),
        (When(days_at_least=(("referral>assessment", 5),)), False),
        (When(days_at_most=(("referral>assessment", 4),)), True),
        (When(days_at_most=(("referral>assessment", 3),)), False),
        (When(days_at_most=(("assessment>missing_episode", 999),)), False),  # nothing follows
        (When(sectors_at_least=2), True),
        (When(sectors_at_least=3), False),  # probation's event is an adult's
        (When(age_from=14, age_to=14), True),
        (When(age_from=15), False),
        (When(age_to=13), False),
    ],
)
def test_each_condition(child: ChildFacts, when: When, expected: bool) -> None:
    assert holds(when, child) is expected
    # The second reader, which works another way, agrees on a note that states nothing but its conditions.
    note = AuthoredNote("t", child.code, "c", "police", "tracking", "context", "Seen.", wording="Seen.", when=when)
    assert true_of(note, child) is expected
