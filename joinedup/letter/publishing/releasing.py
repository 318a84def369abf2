"""Letting go: a letter whose embargo has ended is read by everybody, the inspection moves on and the survey opens."""

from datetime import datetime

from django.db import transaction

from joinedup.audit.actions import record
from joinedup.improvement.actions import open_statement
from joinedup.inspections.actions import move_stage
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.survey.actions import open_survey
from joinedup.inspections.survey.tasks import count_closed_surveys
from joinedup.letter.enums import LetterState
from joinedup.letter.models import Letter
from joinedup.letter.publishing.rules import check_can_release
from joinedup.people.refusal import Refused
from joinedup.publication import actions as publications
from joinedup.publication.models import Publication


@transaction.atomic
def release_letter(*, by, letter) -> Publication:
    """Let a letter go whose embargo has ended: everybody reads it, and the survey opens. Raise InspectionRefused."""
    letter = locked(letter)
    check_can_release(by, letter)
    publications.release(by=by, publication=letter.publication)
    return made_public(by, letter)


def release_due(now: datetime) -> int:
    """Let go every letter whose embargo has ended and nobody holds, each in the name of a lead inspector; return how many.

    Harmless when done twice. One that is held, or refused for another reason, stays: its lead inspector lets it go once that is
    mended, and the others go.
    """
    gone = 0
    for letter in Letter.objects.filter(state=LetterState.FROZEN, publication__public_from__lte=now):
        lead = letter.inspection.team.filter(role=Role.LEAD, person__is_active=True).select_related("person").first()
        if lead is None:
            continue
        try:
            release_letter(by=lead.person, letter=letter)
        except Refused:
            continue
        gone += 1
    return gone


def made_public(by, letter) -> Publication:
    """Mark the letter as published, move the inspection on, open the survey and the partnership's written statement."""
    letter.state = LetterState.PUBLISHED
    letter.save(update_fields=["state", "publication"])
    move_stage(by=by, inspection=letter.inspection, to=Stage.PUBLISHED, with_letter=True)
    survey = open_survey(by=by, inspection=letter.inspection)
    transaction.on_commit(count_closed_surveys.using(run_after=survey.closes_at).enqueue)
    open_statement(by=by, publication=letter.publication)
    log_letter(by, letter, "letter published", publication=str(letter.publication_id))
    return letter.publication


def locked(letter) -> Letter:
    """Return the letter, its row and its inspection's locked."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    letter.inspection = Inspection.objects.select_for_update().get(pk=letter.inspection_id)
    return letter


def log_letter(by, letter, action: str, why: str = "", **detail) -> None:
    """Write down what was done with a letter."""
    record(
        by=by,
        chain=str(letter.inspection_id),
        action=action,
        object_kind="letter",
        object_id=str(letter.id),
        detail=detail,
        why=why,
    )
