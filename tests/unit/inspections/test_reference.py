"""The reference pages say what the code says."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def reference():
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", list(reference().PAGES))
def test_a_page_is_as_the_code_makes_it(name):
    assert (ROOT / "docs" / "reference" / name).read_text() == reference().PAGES[name](), "Run: python tools/reference.py"
