"""A slip always changes something, and stays a name, a date, a postcode."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from joinedup.training import slips
from joinedup.training.tables import short_names

SEEDS = st.integers(0, 2**32)
NAMES = st.from_regex(r"[A-Z][a-z]{1,9}(-[A-Z][a-z]{2,9})?", fullmatch=True)
DAYS = st.dates(date(2005, 1, 1), date(2027, 6, 30))


@given(NAMES, SEEDS)
def test_a_misspelt_name_is_another_name_of_nearly_the_same_length(name, seed):
    wrong = slips.misspell(name, Random(seed))
    assert wrong.lower() != name.lower()
    assert abs(len(wrong) - len(name)) <= 1


@given(DAYS, SEEDS)
def test_a_mistyped_date_is_another_date_within_two_years(day, seed):
    wrong = slips.mistype_date(day, Random(seed))
    assert wrong != day
    assert abs((wrong - day).days) <= 2 * 366 + 3


@given(DAYS)
def test_day_and_month_swap_back(day):
    swapped = slips.swap_day_and_month(day)
    assert slips.swap_day_and_month(swapped) == day
    assert (swapped != day) == (day.day <= 12 and day.day != day.month)


@given(DAYS, SEEDS)
def test_an_estimate_is_the_first_of_january_or_july_near_the_birth(day, seed):
    guess = slips.estimate_date(day, Random(seed))
    assert (guess.day, guess.month) in {(1, 1), (1, 7)}
    assert 0 <= day.year - guess.year <= 1


@given(SEEDS)
def test_a_mistyped_postcode_differs_in_one_place(seed):
    wrong = slips.mistype_postcode("LK12 3AB", Random(seed))
    assert sum(one != two for one, two in zip(wrong, "LK12 3AB", strict=True)) == 1


@given(SEEDS)
def test_half_of_a_double_barrelled_name_is_one_of_its_halves(seed):
    assert slips.drop_half("Barker-Miles", Random(seed)) in {"Barker", "Miles"}


def test_a_short_form_is_a_known_one_and_never_the_name_itself():
    assert slips.shorten("Oliver", Random(1)) in short_names()["Oliver"]
    assert slips.shorten("Zzyzx", Random(1)) == "Zzyzx"
    assert all(name != form for name, forms in short_names().items() for form in forms)
