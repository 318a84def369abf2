"""A code word from which somebody could tell the area is refused, whoever opens the inspection and by whatever door."""

from datetime import date

import pytest

from joinedup.areas.models import Agency, Area
from joinedup.inspections.actions import open_inspection
from joinedup.inspections.rules import InspectionRefused
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("area", "word", "sentence"),
    [
        ("North Beck", "northbeck", "the area's name"),
        ("Northbeck", "northbecks", "the area's name"),
        ("Northbeck", "north-becks", "the area's name"),
        ("Northbeck", "silver-beck", "the area's name"),
        ("Ely", "ely", "the area's name"),
        ("Ely", "quiet-e-l-y", "the area's name"),
        ("Northbeck", "x0-0000-991", "the area's code or a postcode"),
        ("Northbeck", "lantern-lk1-4", "the area's code or a postcode"),
        ("Northbeck", "moorshire-lantern", "the name of an agency"),
        ("Northbeck", "moors-hires", "the name of an agency"),
    ],
)
def test_no_code_word_tells_the_area(area, word, sentence):
    world = make_inspection()
    Area.objects.filter(pk=world.area.pk).update(name=area, code="X00000991", postcodes=["LK1 4"])
    world.area.refresh_from_db()
    police = world.agencies["police"]
    Agency.objects.filter(pk=police.pk).update(name="Moorshire Constabulary")
    police.refresh_from_db()
    opening = {"framework": tiny_framework(), "notified_on": date(2022, 10, 3), "area": world.area, "agencies": [police]}
    with pytest.raises(InspectionRefused, match=sentence):
        open_inspection(by=world.lead, code_word=word, **opening)
    for fine in ("constabulary-lantern", "quiet-of"):
        assert open_inspection(by=world.lead, code_word=fine, **opening).code_word == fine
