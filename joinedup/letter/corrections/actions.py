"""The only writers of corrections."""

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record
from joinedup.evidence.core.grades import graded_phrases
from joinedup.improvement.actions import follow_correction
from joinedup.letter.actions import LetterError, LetterHasGaps
from joinedup.letter.core.counts import counts_of_children
from joinedup.letter.corrections.enums import CorrectionState
from joinedup.letter.corrections.models import Correction, CorrectionSignature
from joinedup.letter.corrections.queries import corrected, passages_published, proposed_of, version_of
from joinedup.letter.corrections.rules import (
    check_can_drop,
    check_can_propose,
    check_can_publish_correction,
    check_can_sign_correction,
)
from joinedup.letter.disclosure.actions import check_for_disclosure
from joinedup.letter.disclosure.queries import gaps_of as disclosure_gaps
from joinedup.letter.models import Letter
from joinedup.letter.publishing.rules import check_free_of_election
from joinedup.letter.rules import signs_for
from joinedup.publication import actions as publications
from joinedup.publication.document import CannotPublish, UnprintableText, check_document, check_printable
from joinedup.publication.models import Publication
from joinedup.publication.queries import newest
from joinedup.publication.recipients.actions import list_recipients
from joinedup.publication.recipients.queries import deliveries
from joinedup.publication.render.as_pdf import to_pdf


@transaction.atomic
def propose_change(*, by, letter, passage: str, text: str, why: str) -> Correction:
    """Propose other words for a published passage, in the correction that is proposed already or in a new one.

    `why` is read by everybody, beside the version that was corrected. Voids every signature under the correction. Both are checked
    for disclosure: nobody signs while something found is open. Raise InspectionRefused, or LetterError.
    """
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    check_can_propose(by, letter)
    now, text = {key: words for key, _, words in passages_published(letter)}, text.strip()
    _check_words(now.get(passage), text, why)
    found = proposed_of(letter) or Correction(
        inspection=letter.inspection, letter=letter, corrects=newest(letter.publication), proposed_by=by
    )
    found.changes, found.why = {**found.changes, passage: text}, why.strip()
    found.version = version_of(found.corrects, found.changes, found.why)
    found.save()
    voided = found.signatures.filter(voided_at=None).update(voided_at=timezone.now())
    _check_prints(found)
    check_for_disclosure(by=by, letter=letter)
    _log(by, found, "correction proposed", passages=len(found.changes), voided=voided)
    return found


@transaction.atomic
def sign_correction(*, by, correction: Correction, version: str) -> CorrectionSignature:
    """Sign the wording of a correction one has read, for one's inspectorate. Raise InspectionRefused, or LetterError."""
    correction = _locked(correction)
    check_can_sign_correction(by, correction)
    if version != correction.version:
        raise LetterError("The correction has changed since you read it. Read it again before you sign it.")
    _check_discloses_nobody(correction)
    inspectorate = signs_for(by, correction.inspection)
    made = CorrectionSignature.objects.create(correction=correction, inspectorate=inspectorate, person=by, version=version)
    _log(by, correction, "correction signed", inspectorate=inspectorate.code, version=version)
    return made


@transaction.atomic
def drop_correction(*, by, correction: Correction) -> Correction:
    """Drop a correction that is proposed: the letter stays as it stands, and what was proposed is kept."""
    correction = _locked(correction)
    check_can_drop(by, correction)
    correction.state = CorrectionState.DROPPED
    correction.save(update_fields=["state"])
    _log(by, correction, "correction dropped")
    return correction


@transaction.atomic
def publish_correction(*, by, correction: Correction) -> Publication:
    """Publish a correction every inspectorate signed, as a version of its own; the earlier one stays and says so.

    Its day is today, and never before that of the version it corrects. Whoever was sent the letter is to be sent it.
    Raise InspectionRefused, LetterError or PublicationRefused.
    """
    correction = _locked(correction)
    check_can_publish_correction(by, correction)
    earlier = correction.corrects
    day = max(timezone.localdate(), earlier.published_on)
    check_free_of_election(correction.letter, day)
    if version_of(earlier, correction.changes, correction.why) != correction.version:
        raise LetterError("What was signed is not what would be published. Propose the correction again.")
    _check_discloses_nobody(correction)
    document = corrected(earlier, correction.changes, day)
    made = publications.correct(by=by, publication=earlier, document=document, why=correction.why)
    rows = deliveries(earlier)
    again = [(one.name, one.must_publish, one.principal, one.postal_address, one.web_address) for one in rows]
    list_recipients(by=by, publication=made, recipients=again)
    follow_correction(by=by, publication=made)
    correction.state, correction.published = CorrectionState.PUBLISHED, made
    correction.save(update_fields=["state", "published"])
    _log(by, correction, "correction published", publication=str(made.pk))
    return made


def _locked(correction: Correction) -> Correction:
    return Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)


def _check_words(now: str | None, text: str, why: str) -> None:
    """Raise LetterError for words that cannot be published, or that correct nothing."""
    if now is None:
        raise LetterError("Choose a passage of the letter as it stands published.")
    if not text or text == now:
        raise LetterError("Write what the passage should say instead of what it says now.")
    if not why.strip():
        raise LetterError("Say why the letter is corrected: everybody reads it.")
    try:
        check_printable("the reason", why)
    except UnprintableText as fault:
        raise LetterError(str(fault)) from fault
    for phrase in graded_phrases(text):
        raise LetterError(f"The passage reads as a grade: “{phrase}”. This letter gives none.")
    for count in counts_of_children(text):
        if count.children:
            raise LetterError(f"The passage counts who was looked at: “{count.phrase}”. Say most, some or a small number instead.")


def _check_discloses_nobody(correction: Correction) -> None:
    """Raise LetterHasGaps while a correction is not checked for disclosure as it stands, or something found in it is open."""
    if gaps := disclosure_gaps(correction.letter):
        raise LetterHasGaps(gaps)


def _check_prints(correction: Correction) -> None:
    """Raise LetterError for words no form can print: nobody should sign them."""
    document = corrected(correction.corrects, correction.changes)
    try:
        check_document(document)
        to_pdf(document)
    except CannotPublish as reason:
        raise LetterError(str(reason)) from reason


def _log(by, correction: Correction, action: str, **detail) -> None:
    record(
        by=by,
        chain=str(correction.inspection_id),
        action=action,
        object_kind="letter correction",
        object_id=str(correction.pk),
        detail=detail,
    )
