"""A list of facts leaves out what is not known, however a template came to have nothing."""

import pytest
from django.template import engines

FACTS = '{% from "web/components/facts.html" import facts %}{{ facts([("Key", VALUE)]) }}'


@pytest.mark.parametrize(
    ("value", "shown"),
    [('"a"', True), ("0", True), ("false", True), ('""', False), ("none", False), ('"a" if false', False), ("nothing.more", False)],
)
def test_a_fact_without_a_value_is_left_out(value, shown):
    page = engines["jinja2"].from_string(FACTS.replace("VALUE", value)).render()
    assert ("<dt" in page) is shown
