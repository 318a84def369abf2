"""A stage that refuses something is named in lower case, as it stands in the middle of a sentence."""

import pytest

from joinedup.evidence.feedback.rules import check_can_prepare
from joinedup.evidence.findings.rules import check_can_make_finding
from joinedup.evidence.looking.rules import check_can_give
from joinedup.evidence.meetings.rules import check_can_hold
from joinedup.evidence.rules import check_can_write_note
from joinedup.evidence.together.rules import check_can_conclude
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.rules import check_can_write
from tests.factories.inspections import make_inspection

CHECKS = [
    check_can_conclude,
    check_can_give,
    check_can_hold,
    check_can_make_finding,
    check_can_prepare,
    check_can_write,
    check_can_write_note,
]


@pytest.mark.django_db
@pytest.mark.parametrize("check", CHECKS)
def test_the_stage_that_refuses_is_written_in_lower_case(check):
    world = make_inspection(stage=Stage.PUBLISHED)
    with pytest.raises(InspectionRefused, match=r"This inspection is published\."):
        check(world.lead, world.inspection)
