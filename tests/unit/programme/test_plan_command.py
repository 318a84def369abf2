"""`joinedup plan`, as somebody types it: the example of the documentation, and what is refused."""

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from joinedup.cli import main
from joinedup.method.loader import load_framework
from joinedup.programme import write_schema
from joinedup.programme.core.roster.checker import Broken
from joinedup.programme.core.roster.round_read import ask, mondays_of, read_round
from joinedup.programme.core.roster.schema import plan_schema, round_schema

EXAMPLE = Path(write_schema.PAGE).with_name("round.example.toml")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["plan", *map(str, words)])


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, bytes]:
    """The example, planned once for all who look at it."""
    out = tmp_path_factory.mktemp("plan") / "plan.json"
    return run(EXAMPLE, "--out", out, "--time-limit", 20), out.read_bytes()


@pytest.fixture
def changed(tmp_path: Path):
    """The example with words in it replaced."""

    def change(*pairs: tuple[str, str]) -> Path:
        text = EXAMPLE.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "round.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return change


def test_the_example_is_planned_and_its_file_is_as_the_schema_says(planned: tuple[Result, bytes]) -> None:
    result, data = planned
    assert result.exit_code == 0, result.output
    plan = json.loads(data)
    jsonschema.validate(plan, plan_schema())
    assert len(plan["teams"]) == 4 == len(plan["choice"]["chosen"])
    assert all(stage["proven"] for stage in plan["stages"][:2])
    assert "joint: cost" in result.output and "proven best" in result.output
    told = " ".join(one["words"] for one in plan["left_out"]) + result.output
    names = [area["name"] for area in tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))["inspections"]]
    assert not any(name in told for name in names), "sentences use code words"


def test_the_same_file_gives_the_same_bytes(planned: tuple[Result, bytes], tmp_path: Path) -> None:
    run(EXAMPLE, "--out", tmp_path / "again.json", "--time-limit", 20)
    assert (tmp_path / "again.json").read_bytes() == planned[1]


def test_another_seed_draws_other_areas(planned: tuple[Result, bytes], tmp_path: Path) -> None:
    first = {one["area"] for one in json.loads(planned[1])["choice"]["chosen"]}
    others = []
    for seed in (1, 2, 3):
        run(EXAMPLE, "--out", tmp_path / "plan.json", "--seed", seed, "--time-limit", 20)
        others.append({one["area"] for one in json.loads((tmp_path / "plan.json").read_bytes())["choice"]["chosen"]})
    assert any(other != first for other in others)


def test_a_plan_before_is_kept_to(planned: tuple[Result, bytes], tmp_path: Path, changed) -> None:
    before = tmp_path / "before.json"
    before.write_bytes(planned[1])
    leader = json.loads(planned[1])["teams"][0]["members"][1]["inspector"]
    area = json.loads(planned[1])["teams"][0]["inspection"]
    path = changed((f'key = "{area}"\n', f'key = "{area}"\nforbids = ["{leader}"]\n')) if area != "M03" else EXAMPLE
    result = run(path, "--out", tmp_path / "plan.json", "--before", before, "--time-limit", 20)
    assert result.exit_code == 0, result.output
    changes = json.loads((tmp_path / "plan.json").read_bytes())["changes"]
    assert {"moved"} & {one["kind"] for one in changes} == set()
    assert any(one["inspector"] == leader and one["kind"] == "left" for one in changes)


def test_a_round_without_a_plan_says_which_rules_clash(tmp_path: Path, changed) -> None:
    text = ('key = "M03"\n', 'key = "M03"\npins = ["hmicfrs-2"]\n')
    result = run(changed(text), "--out", tmp_path / "plan.json", "--time-limit", 20, "--json", tmp_path / "summary.json")
    assert result.exit_code == 1
    answer = json.loads((tmp_path / "plan.json").read_bytes())
    jsonschema.validate(answer, plan_schema())
    assert {one["kind"] for one in answer["clash"]} == {"placed", "pinned", "forbidden"}
    assert [one["words"] for one in answer["easings"]] == ["hmicfrs-2 does not have to be on Cedar."]
    assert "Rules that clash:" in result.output
    assert json.loads((tmp_path / "summary.json").read_bytes())["feasible"] is False
    assert result.stderr.strip().count("\n") == 0


def test_the_summary_goes_to_standard_output(tmp_path: Path) -> None:
    result = run(EXAMPLE, "--out", tmp_path / "plan.json", "--json", "-", "--time-limit", 20)
    summary = json.loads(result.stdout)
    assert (summary["feasible"], summary["inspections"], summary["inspectors"]) == (True, 4, 14)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("joinedup-round-1", "joinedup-round-9", "does not say schema"),
        ("schema =", "schema", "not TOML"),
        ("number = 4", 'number = "four"', "choice.number: This must be a whole number"),
        ("number = 4", "number = 0", "at least one area"),
        ('framework = "jtai-2022-front-door"', 'framework = "unheard-of"', "unheard-of"),
        ("last = 2027-07-23", "last = 2026-07-23", "the last day lies before the first"),
        ('key = "M02"', 'key = "M01"', "two have the key 'M01'"),
        ("percent = 60", "percent = 0", "above 0"),
        ('area = "M03", rule', 'area = "M99", rule', "there is no area 'M99'"),
        ("forbidden = 0", "forbiden = 0", "rules.easing.forbiden"),
        ("forbidden = 0", "placed = 0", "rules.easing.placed"),
        ('grade = "experienced"', 'gade = "experienced"', "gade"),
        ('inspectorate = "cqc"', 'inspectorate = "cgc"', "inspectors[cqc-1]: 'cgc' is no inspectorate of the framework"),
        ('key = "M04"', 'key = "M04"\nteam = [{ inspectorate = "army" }]', "inspections[M04].team: 'army' is no inspectorate"),
        ('key = "M04"', 'key = "M04"\nlead = "nobody"', "there is no inspector 'nobody'"),
        ('kind = "school_holiday"', 'kind = "picnic"', "picnic"),
        ("last = 2027-03-05", "last = 2027-02-05", "a last day lies before its first"),
        ('forbids = ["hmicfrs-2"]', 'forbids = ["hmicfrs-9"]', "hmicfrs-9"),
        ("[[inspections]]", "fixed = 1\n[[inspections]]", "fixed"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_nothing_is_written(
    old: str, new: str, words: str, tmp_path: Path, changed
) -> None:
    result = run(changed((old, new)), "--out", tmp_path / "plan.json", "--time-limit", 5)
    assert result.exit_code == 3
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert not (tmp_path / "plan.json").exists()


def test_what_is_no_text_and_what_is_no_plan_are_refused(tmp_path: Path) -> None:
    binary, other = tmp_path / "round.toml", tmp_path / "other.json"
    binary.write_bytes(b"\xff\xfe\x00")
    assert run(binary, "--out", tmp_path / "plan.json").exit_code == 3
    for text in ("{", "{}", "[1]"):
        other.write_text(text, encoding="utf-8")
        result = run(EXAMPLE, "--out", tmp_path / "plan.json", "--before", other)
        assert result.exit_code == 3 and "cannot be planned from" in result.stderr


def test_wrong_use_is_told_before_any_work(tmp_path: Path) -> None:
    assert run(EXAMPLE).exit_code == 2
    assert run(EXAMPLE, "--out", tmp_path / "none" / "plan.json").exit_code == 2
    assert run(EXAMPLE, "--out", EXAMPLE).exit_code == 2
    assert run(EXAMPLE, "--out", tmp_path / "plan.json", "--json", tmp_path / "plan.json").exit_code == 2
    assert run(EXAMPLE, "--out", tmp_path / "plan.json", "--time-limit", 0).exit_code == 2
    assert run(tmp_path / "none.toml", "--out", tmp_path / "plan.json").exit_code == 2


def test_without_the_solver_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("joinedup.programme.commands.find_spec", lambda name: None)
    result = run(EXAMPLE, "--out", tmp_path / "plan.json")
    assert result.exit_code == 2 and "pip install 'joinedup[server]'" in result.stderr


def test_a_plan_that_breaks_a_rule_is_never_given_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("joinedup.programme.commands.check_plan", lambda *given: (Broken("rest", "M01", None, "Too near."),))
    result = run(EXAMPLE, "--out", tmp_path / "plan.json", "--time-limit", 20)
    assert isinstance(result.exception, RuntimeError)
    assert not (tmp_path / "plan.json").exists()


def test_schemas_and_page_are_as_the_dataclasses_make_them() -> None:
    for name in write_schema.SCHEMAS:
        assert (write_schema.HERE / name).read_text(encoding="utf-8") == write_schema.text_of(name), "run write_schema"
    assert write_schema.PAGE.read_text(encoding="utf-8") == write_schema.page(), "run write_schema"


def test_the_example_is_as_the_schema_says() -> None:
    text = re.sub(r"(= |\[)(\d{4}-\d\d-\d\d)\b", r'\1"\2"', EXAMPLE.read_text(encoding="utf-8"))
    jsonschema.validate(tomllib.loads(text), round_schema())


def test_days_away_are_the_weeks_they_touch() -> None:
    file = read_round(EXAMPLE.read_text(encoding="utf-8"))
    spells = next(who for who in file.inspectors if who.key == "ofsted-2").away
    assert sorted(day.isoformat() for day in mondays_of(spells)) == ["2027-02-22", "2027-03-01"]


def test_what_ministers_ask_for_stands_beside_another_inspection_in_the_week_it_was_given(changed) -> None:
    pairs = (("last = 2026-11-27", "last = 2027-07-23"), ('area = "M03"\nkind = "concern"', 'area = "M01"\nkind = "ministers"'))
    file = read_round(changed(*pairs).read_text(encoding="utf-8"))
    asked = ask(file, load_framework(file.framework), seed=1)
    assert asked.choice is not None
    first = asked.choice.chosen[0]
    assert (first.area, first.by) == ("M01", "ministers")
    assert next(one for one in asked.inspections if one.key == "M01").weeks == {first.week}
    assert asked.rules.shared_apart == 8
