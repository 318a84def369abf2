from dataclasses import replace

from joinedup.method.framework import CodeSet, Column
from joinedup.web.agency.asked import codes_of
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
