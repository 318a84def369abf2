"""Numbers are well formed, different, and belong to no one."""

import numpy as np
import pytest

from joinedup.training.addresses import HOME_AREA, OTHER_AREAS, postcodes
from joinedup.training.numbers import UPN_LETTERS, nhs_numbers, upns

#: Postcode areas Royal Mail uses (postcode areas of the United Kingdom and Crown dependencies).
AREAS_TABLE = """
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN
    EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE
    NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR
    TS TW UB W WA WC WD WF WN WR WS WV YO ZE
    """
REAL_AREAS = frozenset(AREAS_TABLE.split())


def check_digit(nhs: str) -> int:
    """Modulus 11 as the NHS data dictionary writes it, the slow way."""
    rest = sum(int(figure) * weight for figure, weight in zip(nhs[:9], range(10, 1, -1), strict=True)) % 11
    return (11 - rest) % 11


def test_nhs_numbers_are_test_numbers_with_a_valid_check_digit_and_differ():
    numbers = nhs_numbers(np.random.default_rng(1), 5_000).tolist()
    assert len(set(numbers)) == 5_000
    assert all(len(number) == 10 and number.startswith("999") for number in numbers)
    assert all(check_digit(number) == int(number[9]) for number in numbers)


def test_more_people_than_the_test_range_holds_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="at most 900,000"):
        nhs_numbers(np.random.default_rng(1), 900_001)


def test_upns_differ_and_carry_their_check_letter():
    numbers = upns(np.random.default_rng(1), 2_000).tolist()
    assert len(set(numbers)) == 2_000
    for number in numbers[:200]:
        total = sum(int(figure) * weight for figure, weight in zip(number[1:], range(2, 14), strict=True))
        assert UPN_LETTERS[total % 23] == number[0]
        assert number[1:4] == "099"


def test_no_postcode_lies_in_a_real_area():
    made = {
        "".join(letter for letter in code.split()[0] if letter.isalpha()) for code in postcodes(np.random.default_rng(1), 500, 0.5)
    }
    assert made == {HOME_AREA, *OTHER_AREAS}
    assert made.isdisjoint(REAL_AREAS)
