"""A model whose SQL cannot be run is refused before the lists are linked, by the name of its comparison."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from joinedup.linkage.commands import link
from joinedup.linkage.core.model import Comparison, Level, Model, ModelError, load_model
from joinedup.linkage.core.trying import check_runs

OWN = (files("joinedup.linkage") / "model" / "people.toml").read_text(encoding="utf-8")
SAME_SEX = 'sql = "sex_l = sex_r"'
ROW = "1,Amelia,Okafor,2014-05-06,F,LS1 2AB\n2,Amelia,Okafor,2014-05-06,F,LS1 2AB\n"


def spoilt(**changed: Any) -> Model:
    """Joinedup's own model with the second level of its last comparison, sex, changed."""
    model = load_model()
    unknown, same, *rest = model.comparisons[-1].levels
    last = replace(model.comparisons[-1], levels=(unknown, replace(same, **changed), *rest))
    return replace(model, comparisons=(*model.comparisons[:-1], last))


def test_the_own_model_and_further_columns_run() -> None:
    check_runs(load_model())
    school = Comparison("school", ("school",), (Level("same", "school_l = school_r", 3.0), Level("different", "else", -1.0)))
    check_runs(replace(load_model(), comparisons=(*load_model().comparisons, school)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sql": "sex_l ="}, "missing"),
        ({"sql": "'female"}, "Missing '"),
        ({"sql": ""}, "No expression"),
        ({"sql": "sexx_l = sex_r"}, "sexx"),
        ({"sql": "sounds_like(sex_l, sex_r)"}, "sounds_like does not exist"),
        ({"column": "shoe"}, "shoe"),
        ({"weight": 1e9}, "out of range"),
    ],
)
def test_what_cannot_be_run_is_said_with_its_comparison(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ModelError, match=f"^The comparison sex of the model people-1 cannot be run: .*{said}"):
        check_runs(spoilt(**changed))


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("sex_l = = sex_r", "The comparison sex of the model people-1 cannot be run: "),
        ("cast(sex_l as int) = 1", "The model people-1 cannot be run on these lists: its SQL fails on what a row holds."),
    ],
)
def test_the_command_says_it_in_one_sentence(tmp_path: Path, sql: str, said: str) -> None:
    assert SAME_SEX in OWN
    (tmp_path / "model.toml").write_text(OWN.replace(SAME_SEX, f'sql = "{sql}"'))
    (tmp_path / "la.csv").write_text(f"record_id,given_names,family_name,date_of_birth,sex,postcode\n{ROW}")
    given = [str(tmp_path / "la.csv"), "--out", str(tmp_path / "out.csv"), "--model", str(tmp_path / "model.toml")]
    done = CliRunner().invoke(link, given)
    assert done.exit_code == 3
    told = done.stderr.strip()  # the progress bar leaves an empty line
    assert told.startswith(said)
    assert "\n" not in told
    assert "female" not in told
    assert not (tmp_path / "out.csv").exists()
