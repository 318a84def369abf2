"""Whoever's account was ended sees no inspection, no agency and no letter any more, whatever they were."""

import pytest

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.letter.models import Letter
from joinedup.people.actions import deactivate_person
from tests.factories.inspections import make_inspection


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "who"), [(Inspection, "lead"), (Agency, "lead"), (Letter, "lead"), (Agency, "coordinator")])
def test_whoever_was_deactivated_sees_nothing_any_more(model, who):
    world = make_inspection()
    Letter.objects.create(inspection=world.inspection, started_by=world.lead)
    person = world.lead if who == "lead" else world.coordinators["police"]
    assert model.objects.all().visible_to(person).exists()
    deactivate_person(by=world.quality_assurer, person=person, why="Left.")
    assert not model.objects.all().visible_to(person).exists()
