"""What the rehearsal asks about children, and how the partnership and inspectors come to see them, is true of the made-up area."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from django.db import transaction

from joinedup.cases.asked.models import ChildRequest
from joinedup.cases.audits.models import AuditEntry, AuditMark, JointAudit
from joinedup.cases.audits.queries import turns
from joinedup.method.loader import load_framework
from joinedup.rehearsal.play import Played, play

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def played(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Played]:
    folder: Path = tmp_path_factory.mktemp("lists")
    with django_db_blocker.unblock(), transaction.atomic():
        yield play(load_framework("jtai-2022-front-door"), children=150, seed=3, folder=folder)
        transaction.set_rollback(True)


def test_every_agency_says_of_every_child_what_it_truly_holds(played):
    held = set(played.area.records["record_id"])
    rows = ChildRequest.objects.filter(inspection=played.inspection, kind="case_file").select_related("agency", "child")
    assert {row.state for row in rows} == {"done", "not_held"}
    for row in rows:
        own = [record for record in row.child.records if record.startswith(f"{row.agency.key}:")]
        assert set(own) <= held
        assert (row.state == "done") == bool(own)


def test_every_audit_is_returned_and_a_difference_of_view_stands_on_a_handover_that_never_arrived(played):
    audits = JointAudit.objects.filter(inspection=played.inspection)
    assert audits.count() == len(played.stories)
    assert {audit.state for audit in audits} == {"returned"}
    by_child = {story.tracked.pk: story for story in played.stories}
    for entry in AuditEntry.objects.filter(inspection=played.inspection, kind="differs"):
        story = by_child[entry.audit.tracked_id]
        lost = story.handovers.filter(pl.col("state") == "never_arrived")["start_event"]
        assert story.chronology.filter(pl.col("agency") == entry.agency.key, pl.col("event_id").is_in(lost.implode())).height
    assert all(turn.handed_in for audit in audits for turn in turns(audit))


def test_inspectors_differ_where_the_audit_passes_over_a_missed_limit(played):
    by_child = {story.tracked.pk: story for story in played.stories}
    marks = AuditMark.objects.filter(inspection=played.inspection).select_related("audit")
    assert marks.count() == len(played.stories)
    for mark in marks:
        states = by_child[mark.audit.tracked_id].timescales["state"].to_list()
        if mark.mark == "differ":
            assert "missed" in states
