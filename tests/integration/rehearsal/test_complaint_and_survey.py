"""The rehearsal plays one complaint with a hold lifted before publication, and the survey; of one agency alone too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from joinedup.inspections.complaints.enums import ComplaintEntryKind, ComplaintState
from joinedup.inspections.complaints.models import Complaint, PublicationHold
from joinedup.inspections.survey.actions import open_results
from joinedup.inspections.survey.models import InspectionSurvey, SurveyAnswer
from joinedup.method.loader import load_framework
from joinedup.rehearsal.play import play

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("framework", ["jtai-2022-front-door", "targeted-2016-single-agency"])
def test_a_complaint_is_answered_and_its_hold_lifted_before_publication(framework, tmp_path):
    played = play(load_framework(framework), children=150, seed=3, folder=tmp_path)
    complaint, hold = Complaint.objects.get(), PublicationHold.objects.get()
    assert complaint.state == ComplaintState.PARTLY
    assert complaint.reader == played.cast.reader
    assert not played.inspection.team.filter(person=complaint.reader).exists()
    assert hold.lifted_at is not None
    assert ComplaintEntryKind.TEAM in complaint.entries.values_list("kind", flat=True)
    survey = InspectionSurvey.objects.get()
    people = {"leaders": len(played.cast.coordinators), "inspectors": sum(map(len, played.cast.inspectors.values()))}
    assert SurveyAnswer.objects.count() == sum(people.values())
    InspectionSurvey.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    results = open_results(by=played.cast.lead, inspection=survey.inspection)
    shown = {one.group for one in results.counted if one.counts is not None}
    assert shown == {group for group, number in people.items() if number >= 5}
