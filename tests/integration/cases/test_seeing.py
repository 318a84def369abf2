"""What is said of a child is seen by the team, and by nobody whose account was ended."""

from datetime import date

import pytest

from joinedup.cases.consent.actions import ask_consent, record_meeting
from joinedup.cases.models import Consent, Meeting, RecordPart, RecordVersion, Sample, SampledChild, ShortFormVersion, TrackedChild
from joinedup.cases.queries import sample_of
from joinedup.cases.sampled.actions import give_child, save_form
from joinedup.cases.sampled.queries import sampled_child
from joinedup.cases.tracking.actions import save_part
from joinedup.evidence.models import Note
from joinedup.people.actions import deactivate_person
from tests.factories.evidence import make_note

CHILD_LEVEL = (Sample, TrackedChild, SampledChild, ShortFormVersion, RecordPart, RecordVersion, Consent, Meeting, Note)


@pytest.fixture
def written(drawn, tracked):
    """A row of every kind; the inspector who wrote them."""
    hers, day = drawn.pair[0], date(2016, 3, 2)
    save_part(by=hers, tracked=tracked, section="child-says", said={"words": "“It is loud.”", "heard": "Us."})
    consent = ask_consent(by=hers, tracked=tracked, whose="child", on=day, worker="Social worker", how="At home.")
    record_meeting(by=hers, tracked=tracked, on=day, place="home", met=[consent], inspectors=[hers])
    child = sampled_child(sample_of(drawn.inspection), 1)
    give_child(by=hers, child=child, to=hers)
    save_form(by=hers, child=child, said={"safer": "yes"})
    make_note(drawn.world, by=hers)
    return hers


@pytest.mark.parametrize("model", CHILD_LEVEL)
def test_whoever_was_deactivated_sees_nothing_of_a_child_any_more(drawn, written, model):
    assert model.objects.all().visible_to(written).exists()
    deactivate_person(by=drawn.world.lead, person=written, why="Left.")
    assert not model.objects.all().visible_to(written).exists()
