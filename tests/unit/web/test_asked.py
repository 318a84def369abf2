from dataclasses import replace
from datetime import date

from joinedup.method.check_lists import TYPES
from joinedup.method.framework import CodeSet, Column
from joinedup.web.agency.asked import FORMATS, codes_of, period
from tests.factories.frameworks import tiny_framework

FRAMEWORK = replace(
    tiny_framework(),
    code_sets=(CodeSet("gender", (("a", "Male"), ("b", "Female")), lettered=True), CodeSet("risk", (("low", "Low"), ("M", "M")))),
)


def column(codes: str) -> Column:
    return Column("key", "Header", "code", "To know", codes=codes)


def test_codes_are_shown_as_they_are_written():
    assert codes_of(FRAMEWORK, column("gender")) == ["a) Male", "b) Female"]
    assert codes_of(FRAMEWORK, column("risk")) == ["low: Low", "M"]


def test_a_column_without_codes_may_hold_anything():
    assert codes_of(FRAMEWORK, column("")) == []


def test_a_list_covers_the_months_before_notification():
    spec = FRAMEWORK.lists[0]
    assert period(replace(spec, window_months=12), date(2016, 6, 27)) == "27 June 2015 to 27 June 2016"
    assert period(replace(spec, window_months=0), date(2016, 6, 27)) == "what is current on 27 June 2016"


def test_every_type_of_column_is_said_in_words():
    assert set(TYPES) - {"code"} == set(FORMATS)
