"""The model file: what is read from it, and what is said when it cannot be."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from joinedup.linkage.core.model import Level, ModelError, load_model, probability, splink_settings

OWN = (files("joinedup.linkage") / "model" / "people.toml").read_text(encoding="utf-8")


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "model.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_shipped_model_compares_what_agencies_send() -> None:
    assert [each.name for each in load_model().comparisons] == ["known_id", "given", "middle", "family", "birth", "place", "sex"]


def test_every_comparison_ends_with_else_and_starts_with_not_known() -> None:
    for comparison in load_model().comparisons:
        assert comparison.levels[0].weight is None
        assert comparison.levels[-1].sql == "else"
        assert comparison.levels[-1].weight is not None
        assert comparison.levels[-1].weight < 0


def test_splink_sees_the_weights_as_written() -> None:
    model = load_model()
    for comparison, seen in zip(model.comparisons, splink_settings(model, 1000)["comparisons"], strict=True):
        for level, settings in zip(comparison.levels, seen["comparison_levels"], strict=True):
            if level.weight is not None:
                assert settings["m_probability"] / settings["u_probability"] == pytest.approx(2**level.weight)


def test_more_records_need_more_evidence() -> None:
    model = load_model()
    assert model.prior(100) > model.prior(model.prior_records) == model.prior_weight > model.prior(10 * model.prior_records)


@pytest.mark.parametrize(("weight", "expected"), [(0.0, 0.5), (1.0, 2 / 3), (-1.0, 1 / 3), (2000.0, 1.0), (-2000.0, 0.0)])
def test_probability(weight: float, expected: float) -> None:
    assert probability(weight) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda text: text.replace('columns = ["sex"]', 'columns = ["sex", "Shoe size"]'), "cannot be compared: Shoe size"),
        (lambda text: text.replace('columns = ["sex"]', 'columns = ["sex", "record_id"]'), "cannot be compared: record_id"),
        (lambda text: text.replace("pseudo_pairs = ", "pseudo_pears = "), "pseudo_pears"),
        (lambda text: text[: text.rindex("[[comparison.level]]")], "else"),
        (lambda text: text.replace("[prior]", "[prier]"), "prior"),
        (lambda text: text + "= = =", "cannot be read"),
        (lambda text: text.replace('label = "same"', 'lable = "same"'), "lable"),
        (lambda text: text.replace('label = "same"', "label = 1"), "must be text"),
        (lambda text: text.replace("weight = 12.00", 'weight = "twelve"'), "same' in the comparison known_id is 'twelve'"),
        (lambda text: text.replace("weight = 12.00", "weight = inf"), "known_id is inf. It must be a number"),
        (lambda text: text.replace("weight = 12.00", "weight = true"), "known_id is True. It must be a number"),
        (lambda text: text.replace("often = 0.01", "often = 0.0"), "often .* is 0.0. It must be more than 0"),
        (lambda text: text.replace("weight = -5.65", 'weight = "little"'), "prior is 'little'"),
        (lambda text: text.replace("records = 94330", "records = 0"), "prior is 0. It must be more than 0"),
        (lambda text: text.replace("sure_pairs = 2000", 'sure_pairs = "many"'), "sure_pairs of the training is 'many'"),
        (lambda text: text.replace('ids = "known_id"', 'ids = "shoe"'), "ids of the training is 'shoe'"),
    ],
)
def test_a_spoilt_file_is_refused_with_its_fault(written: Callable[[str], Path], spoil: Callable[[str], str], says: str) -> None:
    with pytest.raises(ModelError, match=says):
        load_model(written(spoil(OWN)))


def test_columns_beyond_the_known_ones_are_named(written: Callable[[str], Path]) -> None:
    path = written(OWN.replace('columns = ["sex"]', 'columns = ["sex", "school", "class_year"]'))
    assert load_model(path).further == ("class_year", "school")
    assert load_model().further == ()


def test_a_model_need_not_learn(written: Callable[[str], Path]) -> None:
    start, end = OWN.index("[training]"), OWN.index("[[comparison]]")
    assert load_model(written(OWN[:start] + OWN[end:])).training is None


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(tmp_path / "none.toml")


def test_the_id_of_the_file_is_its_hash(written: Callable[[str], Path]) -> None:
    assert load_model(written(OWN)).sha256 == load_model().sha256 != load_model(written(OWN + "# more\n")).sha256


def test_a_level_without_a_weight_is_no_evidence() -> None:
    assert Level("not known", "a is null").weight is None
