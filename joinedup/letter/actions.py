"""The only writers of letters: writing, offering, signing. What is done with a signed one is in `letter.publishing`."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.audit.actions import record
from joinedup.evidence.models import Finding
from joinedup.inspections.actions import move_stage
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.letter.core.gaps import Gap
from joinedup.letter.core.standard import StandardSentenceError
from joinedup.letter.document import compose
from joinedup.letter.enums import BoxKind, LetterState
from joinedup.letter.history.enums import PassageChange
from joinedup.letter.history.keeping import keep, keep_first
from joinedup.letter.history.queries import standing_id
from joinedup.letter.locks.keeping import lengthen
from joinedup.letter.locks.rules import check_section_free
from joinedup.letter.models import Addressee, Box, Letter, Passage, SignOff
from joinedup.letter.queries import inspectorates_to_sign
from joinedup.letter.review import blocking_gaps, current_version, is_current
from joinedup.letter.rules import (
    check_can_change,
    check_can_offer,
    check_can_send_back,
    check_can_sign_off,
    check_can_withdraw,
    check_can_write,
    signs_for,
)
from joinedup.letter.spans import keeping as spans
from joinedup.publication.document import CannotPublish, UnprintableText, check_document, check_printable
from joinedup.publication.render.as_pdf import to_pdf


class LetterError(ValueError):
    """What was asked would leave a letter that cannot be published; the sentence says what to do."""


class LetterHasGaps(LetterError):
    """The letter cannot be offered or published while gaps block it; `gaps` holds them all."""

    def __init__(self, gaps: list[Gap]):
        self.gaps = gaps
        super().__init__(" ".join(gap.sentence for gap in gaps))


class WrittenMeanwhile(LetterError):
    """Somebody saved a passage, or took it out, after the page was opened on which somebody else changed it."""


@transaction.atomic
def start_letter(*, by, inspection, addressees: Iterable[tuple[str, str]]) -> Letter:
    """Start an inspection's one letter, addressed to (role, organisation) pairs; raise InspectionRefused, LetterError."""
    Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_write(by, inspection)
    if Letter.objects.filter(inspection=inspection).exists():
        raise LetterError("Somebody has started this letter already. Go on with theirs.")
    letter = Letter.objects.create(inspection=inspection, started_by=by)
    Addressee.objects.bulk_create(
        Addressee(letter=letter, position=place, role=role, organisation=organisation)
        for place, (role, organisation) in enumerate(addressees, 1)
    )
    log(by, letter, "letter started")
    return letter


@transaction.atomic
def write_passage(*, by, letter, section, text, findings: Iterable[Finding], heading="", box=None) -> Passage:
    """Add a passage at the end of a section: the whole of it rests on the findings, in the wordings they have now.

    A draft may hold one without findings; it can then not be offered. Raise InspectionRefused (SectionHeld while somebody else
    holds the section), or LetterError where the section, heading or a finding is not this letter's.
    """
    letter = changing_section(by, letter, section)
    findings = list(findings)
    check_place(letter, section, heading, findings)
    passage = Passage.objects.create(
        inspection=letter.inspection,
        letter=letter,
        section=section,
        heading=heading,
        position=next_position(letter),
        box=box,
        text=as_typed(text),
        written_by=by,
    )
    passage.findings.set(findings)
    spans.lay_whole(passage, findings)
    keep(by, passage, PassageChange.WRITTEN)
    log(by, letter, "passage written", passage=str(passage.id), findings=[str(finding.id) for finding in findings])
    return passage


@transaction.atomic
def reword_passage(*, by, passage, text, findings: Iterable[Finding] | None = None, based_on: str = "") -> Passage:
    """Change a passage's words, and the findings it rests on where given. Voids every signature.

    Links go with their words or break (`core.spans`); those that stand are pinned to the wordings their findings have now.
    `based_on` is the id of the wording it was written over: raise WrittenMeanwhile where that stands no more. Else raises as
    `write_passage`.
    """
    letter = changing_section(by, passage.letter, passage.section)
    passage = _standing(passage, based_on)
    keep_first(passage)
    before, passage.text, passage.written_by = passage.text, as_typed(text), by
    passage.save()
    spans.carry(passage, before)
    chosen = list(passage.findings.all() if findings is None else findings)
    check_place(letter, passage.section, passage.heading, chosen)
    spans.settle(passage, chosen)
    spans.pin_anew(passage)
    keep(by, passage, PassageChange.REWORDED if passage.text != before else PassageChange.LINKED)
    log(by, letter, "passage reworded", passage=str(passage.id))
    return passage


@transaction.atomic
def remove_passage(*, by, passage) -> None:
    """Take a passage out of a draft, and with a box's last passage the box; its history stays. Voids every signature."""
    letter, removed, box = changing_section(by, passage.letter, passage.section), str(passage.id), passage.box
    passage = _standing(passage)
    keep_first(passage)
    keep(by, passage, PassageChange.REMOVED)
    spans.clear(passage)
    passage.findings.clear()
    passage.delete()
    if box is not None and not box.passages.exists():
        box.delete()
    log(by, letter, "passage removed", passage=removed)


@transaction.atomic
def write_box(*, by, letter, section, kind: BoxKind, title) -> Box:
    """Set a box in a section; its paragraphs are passages written with `box=`."""
    letter = changing(by, letter)
    check_place(letter, section, "", [])
    box = Box.objects.create(
        inspection=letter.inspection, letter=letter, section=section, position=next_position(letter), kind=kind, title=title
    )
    log(by, letter, "box written", box=str(box.id))
    return box


@transaction.atomic
def write_boxed(*, by, letter, section, kind: BoxKind, title, text, findings: Iterable[Finding]) -> Passage:
    """Set a box in a section with its first passage: a box without one would be printed empty. Raises as `write_passage`."""
    box = write_box(by=by, letter=letter, section=section, kind=kind, title=title)
    return write_passage(by=by, letter=letter, section=section, text=text, findings=findings, box=box)


@transaction.atomic
def determine_statement(*, by, letter, needed: bool, principal_authority: str) -> Letter:
    """Say whether a written statement is needed and who must make it (SI 2015/1792). Voids every signature."""
    letter = changing(by, letter)
    if needed and not principal_authority.strip():
        raise LetterError("Name the principal authority that must make the written statement.")
    letter.statement_needed, letter.principal_authority = needed, principal_authority.strip()
    letter.save(update_fields=["statement_needed", "principal_authority"])
    log(by, letter, "letter statement determined", needed=needed)
    return letter


@transaction.atomic
def offer_for_signature(*, by, letter) -> Letter:
    """Offer one exact version for signature; raise LetterHasGaps while anything blocks it."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    check_can_offer(by, letter)
    if gaps := blocking_gaps(letter):
        raise LetterHasGaps(gaps)
    _check_can_be_printed(letter)
    letter.state, letter.version = LetterState.OFFERED, current_version(letter)
    letter.save(update_fields=["state", "version"])
    log(by, letter, "letter offered", version=letter.version)
    return letter


@transaction.atomic
def sign_off(*, by, letter, post: str, read: str = "") -> SignOff:
    """Sign the offered version for one's inspectorate; the last signature makes the letter signed.

    `read` is the version the page showed: it may have been offered anew, in other words, since. What lies beneath may have changed
    too: nobody signs over a gap. Raises as `offer_for_signature`.
    """
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    check_can_sign_off(by, letter)
    if read and read != letter.version:
        raise LetterError(
            "The letter was offered anew, in other words, since you opened this page. Read it again and sign it then."
        )
    if not is_current(letter):
        raise LetterError("The letter has changed since it was offered. Ask the lead inspector to offer it again.")
    if gaps := blocking_gaps(letter):
        raise LetterHasGaps(gaps)
    try:
        check_printable("your post", post)
    except UnprintableText as reason:
        raise LetterError(str(reason)) from reason
    inspectorate = signs_for(by, letter.inspection)
    signature = SignOff.objects.create(letter=letter, inspectorate=inspectorate, person=by, post=post, version=letter.version)
    if not inspectorates_to_sign(letter):
        letter.state = LetterState.SIGNED
        letter.save(update_fields=["state"])
        move_stage(by=by, inspection=letter.inspection, to=Stage.SIGNED, with_letter=True)
    log(by, letter, "letter signed", inspectorate=inspectorate.code, version=letter.version)
    return signature


@transaction.atomic
def withdraw_signature(*, by, letter, why: str) -> Letter:
    """Withdraw one's own signature: every signature is void and the letter is a draft again. Raise InspectionRefused."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    check_can_withdraw(by, letter)
    if letter.inspection.stage == Stage.SIGNED:  # one of before 0.6 may stand at “Writing” already, moved there by hand
        move_stage(by=by, inspection=letter.inspection, to=Stage.WRITING, why=why, with_letter=True)
    _back_to_draft(by, letter)
    return letter


@transaction.atomic
def send_back(*, by, inspection, why: str = "") -> None:
    """Send what is being checked back to writing: an offered letter is a draft again, its signatures void. Raise InspectionRefused.

    An inspection without a letter goes back alone.
    """
    letter = Letter.objects.select_for_update().filter(inspection=inspection).first()
    check_can_send_back(by, inspection)
    move_stage(by=by, inspection=inspection, to=Stage.WRITING, why=why, with_letter=True)
    if letter is not None and letter.state != LetterState.DRAFTING:
        _back_to_draft(by, letter)


def changing(by, letter) -> Letter:
    """Lock the letter for a change, void what was signed and take it back to drafting; raise InspectionRefused."""
    letter = Letter.objects.select_for_update().select_related("inspection").get(pk=letter.pk)
    check_can_change(by, letter)
    if letter.state != LetterState.DRAFTING:
        _back_to_draft(by, letter)
    return letter


def changing_section(by, letter, section: str) -> Letter:
    """Lock the letter for a change of one section (`changing`); raise SectionHeld while somebody else holds that section."""
    letter = changing(by, letter)
    check_section_free(by, letter, section)
    lengthen(by, letter, section)
    return letter


def as_typed(text: str) -> str:
    """Return words as they are kept: with the ends of lines as browsers show them, not as they send them."""
    return text.replace("\r\n", "\n").strip()


def _standing(passage, based_on: str = "") -> Passage:
    """Return the passage as it stands; raise WrittenMeanwhile where it is gone, or not what it was written over."""
    now = Passage.objects.select_related("letter__inspection", "box").filter(pk=passage.pk).first()
    if now is None:
        raise WrittenMeanwhile("Somebody took this passage out meanwhile. Copy what you wrote, and write it as a new passage.")
    if based_on and based_on != standing_id(now):
        raise WrittenMeanwhile("Somebody saved this passage after you opened it. Nothing is lost: both wordings are below.")
    return now


def _back_to_draft(by, letter) -> None:
    """Void the standing signatures and open the letter for writing."""
    voided = letter.signatures.filter(voided_at=None).update(voided_at=timezone.now())
    letter.state, letter.version = LetterState.DRAFTING, ""
    letter.save(update_fields=["state", "version"])
    log(by, letter, "letter signatures voided", signatures=voided)


def _check_can_be_printed(letter) -> None:
    """Raise LetterError for what would stop publication later: nobody should sign words that cannot be printed."""
    try:
        document = compose(letter, timezone.localdate())
        check_document(document)
        to_pdf(document)  # the typeface of the PDF is the narrowest of the four forms
    except (CannotPublish, StandardSentenceError) as reason:
        raise LetterError(str(reason)) from reason


def check_place(letter, section: str, heading: str, findings: list[Finding]) -> None:
    """Raise LetterError unless section and heading are the framework's and the findings are this inspection's."""
    framework = letter.inspection.framework
    if section not in {known.id for known in framework.letter}:
        raise LetterError(f"The letter's outline has no section “{section}”.")
    if heading and heading not in {area.id for area in framework.areas}:
        raise LetterError(f"The framework has no heading “{heading}”.")
    if any(finding.inspection_id != letter.inspection_id for finding in findings):
        raise LetterError("A passage rests on findings of its own inspection only.")


def next_position(letter) -> int:
    """Return the next place in the letter, over passages and boxes; the letter's row is locked by the caller."""
    last = [rows.aggregate(last=Max("position"))["last"] or 0 for rows in (letter.passages, letter.boxes)]
    return max(last) + 1


def log(by, letter, action: str, **detail) -> None:
    """Write a line about a letter in its inspection's log."""
    record(
        by=by,
        chain=str(letter.inspection_id),
        action=action,
        object_kind="letter",
        object_id=str(letter.id),
        detail=detail,
    )
