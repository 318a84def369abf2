"""Real published letters, where they lie beside the repository, against facts of them labelled by hand."""

import csv
from datetime import date

import pytest

from benchmarks.letters_import import FIELDS, labels, score
from joinedup.library.core.as_json import as_json
from joinedup.library.core.reading import read_letter

LABELS = labels()
PUT_ON_THE_WEB_WITHIN = 5  # days after a letter's own date


@pytest.mark.data
@pytest.mark.parametrize("label", LABELS, ids=[label["file"].removesuffix(".pdf") for label in LABELS])
def test_a_labelled_letter_is_read_as_a_person_read_it(shared_data, label):
    result = score(label, read_letter(shared_data / "letters" / label["file"]))
    assert result.fields == dict.fromkeys(FIELDS, True)
    assert (result.read, result.matched) == (result.labelled, result.labelled)
    assert (result.invented, result.missed) == (0, 0)


@pytest.mark.data
def test_letters_nobody_labelled_have_the_area_listed_and_a_date_near_the_one_listed(shared_data):
    labelled = {label["file"] for label in LABELS}
    with (shared_data / "letters.csv").open() as listed:
        others = [row for row in csv.DictReader(listed) if row["file"] not in labelled]
    for row in others[::4]:
        letter = read_letter(shared_data / "letters" / row["file"])
        assert letter.area.value is not None
        assert letter.area.value.lower() == row["area"]
        assert letter.publication_date.value is not None
        assert 0 <= (date.fromisoformat(row["publication"]) - letter.publication_date.value).days <= PUT_ON_THE_WEB_WITHIN
        read = as_json(letter)
        assert all((read["fieldwork_start"], read["statement_due"], read["needs_to_improve"], read["theme"]))


def test_labels_hold_every_year_and_both_generations():
    years = {label["publication_date"].year for label in LABELS}
    assert years == {2016, 2017, 2018, 2019, 2020, 2022, 2023, 2024, 2025}
    assert {"Headline findings" in label["sections"] for label in LABELS} == {True, False}
