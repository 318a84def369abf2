from types import SimpleNamespace

import pytest

from joinedup.inspections.enums import Stage
from joinedup.web.inspectorate.stages import waits_for


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage.LISTS, "The lead inspector can move it on to “Selection”."),
        (Stage.CHECKING, ""),  # the letter's last signature does
        (Stage.CLOSED, ""),
    ],
)
def test_whoever_may_not_move_an_inspection_reads_who_may(stage, said):
    assert waits_for(SimpleNamespace(stage=stage.value)) == said
