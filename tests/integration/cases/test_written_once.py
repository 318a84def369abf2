"""What is a history is never changed or removed, by whichever way Django has of writing a row."""

import uuid

import pytest
from django.apps import apps

from joinedup.audit.kept import Kept, KeptError, KeptRows, Unchanged, UnchangedRows

MODELS = apps.get_models()
UNCHANGED = [model for model in MODELS if issubclass(model, Unchanged)]
KEPT = [model for model in MODELS if issubclass(model, Kept)]
WRITTEN_ONCE = {
    "audit.Entry",
    "cases.AuditEntry",
    "cases.AuditMark",
    "cases.AuditVersion",
    "cases.ChildRequestEntry",
    "cases.ConcernEntry",
    "cases.ConcernReceiver",
    "cases.ConsentEntry",
    "cases.EnquiryEntry",
    "cases.LaterDecision",
    "cases.LineDecision",
    "cases.RecordVersion",
    "cases.Replacement",
    "cases.SetAside",
    "cases.ShortFormVersion",
    "cases.TrackedMove",
    "evidence.NoteRevision",
    "inspections.SlotEntry",
}


def named(models):
    return {model._meta.label for model in models}


def kept_row(model):
    """Return a row as it is once it has been read from the database."""
    row = model(pk=uuid.uuid4())
    row._state.adding = False
    return row


def test_every_history_is_written_once():
    assert named(UNCHANGED) >= WRITTEN_ONCE
    #: Their state moves, their rows stay.
    moving_on = {
        "areas.MeasureTable",
        "cases.Concern",
        "evidence.Device",
        "evidence.KeptAside",
        "improvement.Approval",
        "improvement.Scrutineer",
        "improvement.WrittenStatement",
        "inspections.Complaint",
        "inspections.Contact",
        "inspections.FollowUp",
        "inspections.InspectionSurvey",
        "inspections.NeedsName",
        "inspections.PublicationHold",
        "inspections.Recusal",
        "inspections.SetUpItem",
        "inspections.SlotTold",
        "inspections.Talk",
        "letter.AccuracyCheck",
        "letter.AccuracyReply",
        "letter.Correction",
        "letter.CorrectionSignature",
        "letter.Determination",
        "letter.DisclosureHit",
        "letter.HintDismissed",
        "letter.PriorityAction",
        "letter.PriorityNotice",
        "letter.QualityQuery",
        "letter.QualityReader",
        "letter.SharedLetter",
        "library.LibraryLetter",
        "programme.Assignment",
        "programme.Away",
        "programme.CalendarFile",
        "programme.DeclaredInterest",
        "programme.Inspector",
        "programme.OfficeMember",
        "programme.OtherInspection",
        "programme.Plan",
        "programme.PlanCopy",
        "programme.Reason",
        "programme.ReasonEye",
        "programme.Round",
        "programme.RoundArea",
        "programme.RoundMember",
        "programme.SchoolHoliday",
        "programme.Training",
        "programme.Wish",
        "publication.Delivery",
        "publication.EmbargoReader",
        "publication.PreElectionPeriod",
    }
    assert named(KEPT) - named(UNCHANGED) == moving_on


@pytest.mark.parametrize("model", UNCHANGED, ids=lambda model: model._meta.label)
def test_a_row_written_once_cannot_be_changed(db, model):
    rows, row = model._default_manager.all(), kept_row(model)
    assert isinstance(rows, UnchangedRows)
    for change in (
        lambda: rows.update(pk=row.pk),
        lambda: rows.filter(pk=row.pk).update(pk=row.pk),
        lambda: rows.bulk_update([row], [model._meta.pk.name]),
        lambda: rows.bulk_create([row], update_conflicts=True, unique_fields=["pk"], update_fields=["pk"]),
        row.save,
        lambda: row.save(update_fields=[model._meta.pk.name]),
    ):
        with pytest.raises(KeptError):
            change()


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model._meta.label)
def test_a_row_kept_cannot_be_removed(db, model):
    rows = model._default_manager.all()
    assert isinstance(rows, KeptRows)
    for remove in (rows.delete, rows.filter(pk=None).delete, lambda: rows._raw_delete(None), kept_row(model).delete):
        with pytest.raises(KeptError):
            remove()


def test_a_refusal_says_what_to_do_instead():
    assert all(model.refusal.sentence.endswith(".") and model.refusal.sentence.count(" ") > 8 for model in KEPT)
