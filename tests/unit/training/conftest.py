"""Areas made once and read by many tests."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from joinedup.method.framework import CodeSet, Column, EventMapping, Framework, Handover, ListSpec, Selection, Timescale
from joinedup.method.loader import framework_ids, load_framework
from joinedup.training.area import MadeUpArea, make_area
from joinedup.training.lists import WrittenList, write_lists

ON = date(2026, 9, 15)
FRAMEWORKS = framework_ids()
OWN_ID = Column("ref", "Our ref", "id", "to join rows", required=True, holds="own_id")


@cache
def area_of(framework: str, children: int = 700, seed: int = 5) -> MadeUpArea:
    """An area for a shipped framework, made once in a test run."""
    return make_area(load_framework(framework), children=children, seed=seed, notified_on=ON)


@pytest.fixture(scope="session", params=FRAMEWORKS)
def shipped(request: pytest.FixtureRequest) -> tuple[Framework, MadeUpArea]:
    return load_framework(request.param), area_of(request.param)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[WrittenList]]:
    """Writes the lists of a shipped framework's area, once."""

    @cache
    def write(framework: str) -> list[WrittenList]:
        folder = tmp_path_factory.mktemp(framework)
        return write_lists(area_of(framework), load_framework(framework), folder)

    return write


def people_list(sector: str) -> ListSpec:
    columns = (
        OWN_ID,
        Column("first", "First", "name", "tell apart", required=True, holds="given_names"),
        Column("last", "Last", "name", "tell apart", required=True, holds="family_name"),
        Column("born", "Born", "date", "tell apart", holds="date_of_birth"),
        Column("who", "Boy or girl", "code", "tell apart", codes="sexes", holds="sex"),
    )
    return ListSpec(f"{sector}-who", f"{sector} who", sector, "people", "find", columns)


@pytest.fixture(scope="session")
def strange() -> Framework:
    """A framework unlike those shipped: other list ids, headers, codes and a column that decides which event a row is."""
    calls = ListSpec(
        "front-desk",
        "Calls: to the [front] desk",
        "local_authority",
        "events",
        "follow",
        (
            OWN_ID,
            Column("rang", "Rang on", "date", "when", required=True),
            Column("what", "What it was", "code", "which", codes="what", required=True),
            Column("worry", "Worry", "code", "which", codes="worry"),
            Column("answered", "Answered on", "date", "how soon"),
            Column("calls", "Calls in a year", "integer", "again", counts="contact"),
        ),
        window_months=6,
        events=(
            EventMapping("contact", "rang", attributes=(("worry", "worry"),), when=(("what", ("ask",)),)),
            EventMapping("early_help_assessment", "rang", when=(("what", ("help", "plan")),)),
            EventMapping("referral", "answered"),
        ),
    )
    beat = ListSpec(
        "beat-book",
        "Beat book",
        "police",
        "events",
        "follow",
        (OWN_ID, Column("gone", "Gone", "datetime", "when", required=True), Column("back", "Back", "datetime", "when")),
        window_months=12,
        events=(EventMapping("missing_episode", "gone", end="back"), EventMapping("contact", "gone", end="back")),
    )
    told = ListSpec(
        "gone-book",
        "Gone book",
        "local_authority",
        "events",
        "follow",
        (OWN_ID, Column("left", "Left", "datetime", "when", required=True), Column("home", "Home", "datetime", "when")),
        window_months=12,
        events=(EventMapping("missing_episode", "left", end="home"),),
    )
    return replace(
        load_framework(FRAMEWORKS[0]),
        id="strange",
        lists=(people_list("local_authority"), people_list("police"), calls, beat, told),
        code_sets=(
            CodeSet("sexes", (("1", "Boy (male)"), ("2", "Girl (female)"))),
            CodeSet("what", (("ask", "Asked"), ("help", "Helped"), ("plan", "Planned")), lettered=True),
            CodeSet("worry", (("y", "Yes"), ("n", "No"))),
        ),
        selection=Selection("local_authority", ("contact",), (("worry", ("y",)),), 3, 15, 6, 10, ("sex",), 8, ("sex",), 5, 7, 6),
        timescales=(Timescale("answer", "Answered in time", "contact", "referral", 10, "working_days", "house rule"),),
        handovers=(Handover("told", "Told of missing", "missing_episode", "police", "contact", "local_authority", within_days=20),),
    )


@pytest.fixture(scope="session")
def strange_area(strange: Framework) -> MadeUpArea:
    return make_area(strange, children=600, seed=2, notified_on=ON)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
