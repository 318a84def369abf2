"""An inspection whose lists have been accepted."""

import pytest

from joinedup.inspections.enums import Stage
from joinedup.intake.actions import ask_agencies
from tests.factories.inspections import make_inspection
from tests.factories.linkage import AUTHORITY, POLICE, Listed, framework_of_people


@pytest.fixture
def asked(db) -> Listed:
    """Lists asked for; none has come."""
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return Listed(world)


@pytest.fixture
def listed(asked: Listed) -> Listed:
    """Both lists accepted."""
    asked.send("local_authority", AUTHORITY)
    asked.send("police", POLICE)
    return asked
