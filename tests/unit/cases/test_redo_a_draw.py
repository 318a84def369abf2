"""The draw, redone by the lines of Python printed in docs/how-to/redo-a-draw.md, which know nothing of Joinedup."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.draws import made_cohorts
from joinedup.cases.core.draw import draw_sample, replace_child

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "redo-a-draw.md"


@pytest.fixture(scope="module")
def redo(tmp_path_factory):
    [lines] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert "joinedup" not in lines
    folder = tmp_path_factory.mktemp("redo")
    (folder / "redo.py").write_text(lines, encoding="utf-8")

    def run(told):
        (folder / "sample.json").write_text(json.dumps(told), encoding="utf-8")
        command = [sys.executable, "-I", "-S", "redo.py", "sample.json"]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()

    return run


def outline(one, sample):
    """What the demo writes to sample.json, without our own working: shares are for reading, not needed."""
    told = sample.as_json() | {"frame": [list(row) for row in one.frame.select("child_id", "stratum").sort("child_id").iter_rows()]}
    return {name: told[name] for name in ("seed", "strata", "sharing", "replaced", "frame")} | {
        "quotas": [{"places": quota["places"]} for quota in told["quotas"]]
    }


@pytest.mark.parametrize("name", ["proportional", "equal", "nested"])
def test_the_lines_on_the_page_draw_the_same_children(redo, name):
    one = made_cohorts()[name]
    sample = draw_sample(one.frame, "a seed", one.size, one.strata, sharing=one.sharing)
    assert redo(outline(one, sample)) == list(sample.sampled)


def test_they_follow_the_replacements_too(redo):
    one = made_cohorts()["nested"]
    sample = draw_sample(one.frame, "a seed", one.size, one.strata, sharing=one.sharing)
    for place in (0, 4, 4, 9, 20, 31):
        sample = replace_child(sample, sample.sampled[place], "moved")
    assert redo(outline(one, sample)) == list(sample.sampled)
    assert len(sample.replaced) == 6
