from dataclasses import dataclass, replace
from datetime import date

import polars as pl
import pytest

from joinedup.cases.core.cohort import cohort
from joinedup.method.framework import CodeSet, Column, EventMapping, ListSpec, Selection
from joinedup.records.shape import EVENT, MEMBERSHIP, RECORD

NOTIFIED = date(2024, 5, 14)
RULE = Selection(
    cohort_sector="local_authority",
    cohort_kinds=("referral", "child_in_need"),
    cohort_attributes=(),
    age_from=10,
    age_to=17,
    months=6,
    sample_size=20,
    strata=("age_band", "sex"),
    shortlist_size=10,
    shortlist_range=("age_band",),
    tracked_min=5,
    tracked_max=7,
    tracked=6,
)


SOURCE = Column("from", "Source", "code", "test", codes="source")
REFERRAL = EventMapping("referral", "d", "", (("source", "from"),))
LISTS = (
    ListSpec(
        "r", "R", "local_authority", "events", "test", (SOURCE,), events=(EventMapping("referral", "d", "", (("source", "from"),)),)
    ),
    ListSpec("p", "P", "local_authority", "events", "test", (), events=(EventMapping("child_in_need", "d", "e"),)),
)


@dataclass(frozen=True)
class Theme:
    selection: Selection = RULE
    lists: tuple[ListSpec, ...] = LISTS
    code_sets: tuple[CodeSet, ...] = (CodeSet("source", (("1A", "Individual"),)),)


def person(record_id, born=(date(2010, 1, 1), date(2010, 1, 1)), kind="exact", sex="female", sector="local_authority"):
    row = dict.fromkeys(RECORD) | {"record_id": record_id, "agency": "la", "sector": sector, "sex": sex}
    return row | {"dob_earliest": born[0], "dob_latest": born[1], "dob_kind": kind, "list": "people"}


@pytest.fixture
def drawn(told):
    def make(people, events, theme=Theme(), clusters=None):
        clusters = clusters or {row["record_id"]: row["record_id"] for row in people}
        run = pl.DataFrame([("people", one, child, 1.0) for one, child in clusters.items()], schema=MEMBERSHIP, orient="row")
        frame = told(*[event[1] if isinstance(event[1], dict) else ("la", *event[1:]) for event in events])
        frame = frame.with_columns(pl.Series("record_id", [event[0] for event in events], pl.String)).select(list(EVENT))
        return cohort(theme, NOTIFIED, run, pl.DataFrame(people, schema=RECORD), frame)

    return make


@pytest.mark.parametrize(
    ("event", "within"),
    [
        (("referral", "2023-11-14"), True),
        (("referral", "2023-11-13"), False),
        (("referral", "2023-11"), True),  # some day of that month may be within
        (("referral", "2024-05-14"), True),
        (("referral", "2024-05-15"), False),
        (("child_in_need", "2021-01-01"), True),  # still runs
        (("child_in_need", "2021-01-01", "2024-02-01"), False),
        (("child_in_need", "2021-01-01", "2024-06-01"), True),
        (("contact", "2024-05-01"), False),
    ],
)
def test_the_window_of_months(drawn, event, within):
    assert drawn([person("la:1")], [("la:1", *event)]).height == within


@pytest.mark.parametrize(
    ("born", "kind", "age", "band"),
    [
        ((date(2014, 5, 14),) * 2, "exact", 10, "10 to 13"),
        ((date(2014, 5, 15),) * 2, "exact", "out", None),
        ((date(2006, 5, 15),) * 2, "exact", 17, "14 to 17"),
        ((date(2006, 5, 14),) * 2, "exact", "out", None),
        ((date(2012, 1, 1), date(2012, 12, 31)), "estimated", None, "10 to 13"),
        ((date(2014, 1, 1), date(2014, 12, 31)), "estimated", None, "not known"),
        ((None, None), "missing", None, "not known"),
        ((date(2008, 2, 29),) * 2, "exact", 16, "14 to 17"),
    ],
)
def test_age_on_the_day_of_notification(drawn, born, kind, age, band):
    frame = drawn([person("la:1", born, kind)], [("la:1", "referral", "2024-05-01")])
    assert frame.select("age", "age_band").rows() == ([] if age == "out" else [(age, band)])


def test_an_unborn_child_is_in_a_theme_from_birth(drawn):
    theme = Theme(replace(RULE, age_from=0, age_to=7))
    frame = drawn([person("la:1", (date(2024, 8, 1), date(2024, 8, 20)), "expected")], [("la:1", "referral", "2024-05-01")], theme)
    assert frame.select("age", "age_band").rows() == [(0, "0 to 4")]


def test_other_agencies_lists_never_redraw(drawn):
    ours, theirs = person("la:1"), person("police:1", (date(2009, 1, 1),) * 2, sex="male", sector="police")
    events = [("la:1", "referral", "2024-05-01"), ("police:1", "referral", "2024-02-01")]
    alone = drawn([ours], events[:1], clusters={"la:1": "c"})
    assert drawn([ours, theirs], events, clusters={"la:1": "c", "police:1": "c"}).equals(alone)
    assert drawn([theirs], events[1:]).is_empty()


def test_the_authoritys_surest_record_describes_the_child(drawn):
    people = [person("la:1", (date(2010, 1, 1), date(2010, 12, 31)), "estimated", None), person("la:2", (date(2010, 6, 1),) * 2)]
    frame = drawn(people, [("la:1", "referral", "2024-05-01")], clusters={"la:1": "c", "la:2": "c"})
    assert frame.select("age", "sex", "events").rows() == [(13, "female", 1)]


def test_the_first_event_gives_kind_and_strata(drawn):
    theme = Theme(replace(RULE, strata=("sex", "first_kind", "source")))
    referral = {"agency": "la", "kind": "referral", "start": "2024-04-01", "source": "1A"}
    later = {"agency": "la", "kind": "child_in_need", "start": "2024-04-03", "source": "2B"}
    frame = drawn([person("la:1"), person("la:2", sex=None)], [("la:1", later), ("la:1", referral), ("la:2", later)], theme)
    assert frame["stratum"].to_list() == [
        "female · Referral to children's social care · Individual",
        "not known · Child in need plan · 2B",
    ]
    assert frame.select("first_kind", "events", "source").rows() == [("referral", 2, "1A"), ("child_in_need", 1, "2B")]


def test_an_attribute_can_be_asked_for(drawn):
    theme = Theme(replace(RULE, cohort_attributes=(("exploitation", ("a",)),)))
    rows = [("la:1", {"exploitation": "a"}), ("la:2", {"exploitation": "b"}), ("la:3", {})]
    events = [(who, {"agency": "la", "kind": "referral", "start": "2024-04-01", **more}) for who, more in rows]
    assert drawn([person(who) for who, _ in rows], events, theme)["child_id"].to_list() == ["la:1"]


def test_what_a_list_could_not_show_to_end_does_not_run_for_ever(drawn):
    endless = Theme(lists=(replace(LISTS[1], events=(EventMapping("child_in_need", "d"),)),))
    events = [("la:1", "child_in_need", "2021-01-01")]
    assert drawn([person("la:1")], events).height == 1
    assert drawn([person("la:1")], events, endless).is_empty()


@pytest.mark.parametrize(
    ("start", "week"),
    [
        ("2024-01-01", "2024-W01"),
        ("2023-12-31", "2023-W52"),  # a Sunday belongs to the week before
        ("2024-04-01 00:30", "2024-W14"),  # London’s day: in UTC it is still Sunday
        ("2024-02", None),  # a month holds several weeks
    ],
)
def test_the_week_of_the_event_is_known_where_all_its_days_lie_in_one(drawn, start, week):
    theme = Theme(replace(RULE, strata=("week",)))
    frame = drawn([person("la:1")], [("la:1", "referral", start)], theme)
    assert frame.select("week", "stratum").rows() == [(week, week or "not known")]


def test_no_value_holds_what_stands_between_the_parts_of_a_stratum(drawn):
    theme = Theme(replace(RULE, strata=("sex", "source")))
    told = {"agency": "la", "kind": "referral", "start": "2024-04-01", "source": "Police · night desk"}
    assert drawn([person("la:1")], [("la:1", told)], theme)["stratum"].to_list() == ["female · Police - night desk"]


def test_ethnicity_is_what_the_authoritys_lists_first_tell(drawn):
    coded = Theme(
        lists=(replace(LISTS[0], columns=(SOURCE, Column("eth", "E", "code", "t", codes="eth", holds="ethnicity"))), LISTS[1]),
        code_sets=(CodeSet("eth", (("a", "White British"),)),),
    )
    told = {"agency": "la", "kind": "referral", "start": "2024-04-01"}
    events = [("la:1", told | {"ethnicity": "a"}), ("la:2", told)]
    assert drawn([person("la:1"), person("la:2")], events, coded)["ethnicity"].to_list() == ["White British", None]
