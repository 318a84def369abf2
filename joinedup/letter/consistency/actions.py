"""The only writers of what is shared across a round and of what came of it."""

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.inspections.models import Inspection
from joinedup.letter.actions import reword_passage
from joinedup.letter.consistency.enums import Outcome
from joinedup.letter.consistency.models import SharedLetter, WordingSettled
from joinedup.letter.consistency.queries import letters_beside
from joinedup.letter.consistency.rules import check_can_read_round, check_can_share, check_can_share_with
from joinedup.letter.models import Letter, Passage
from joinedup.letter.rules import check_can_write
from joinedup.people.models import Person


class WordingError(ValueError):
    """What was to be settled leaves out what must be known of it; the sentence says what to do."""


@transaction.atomic
def share_letter(*, by: Person, letter: Letter, person: Person) -> SharedLetter:
    """Let an inspector of another team of the round read a draft's passages beside their own. Raises InspectionRefused."""
    letter = _locked(letter)
    check_can_share(by, letter)
    check_can_share_with(letter, person)
    row = SharedLetter(letter=letter, person=person, shared_by=by)
    row.save(force_insert=True)
    _log(by, letter, "letter shared across the round", person=str(person.pk))
    return row


@transaction.atomic
def end_sharing(*, by: Person, shared: SharedLetter) -> SharedLetter:
    """End that somebody reads a draft. Raises InspectionRefused."""
    letter = _locked(shared.letter)
    check_can_share(by, letter)
    shared.ended_at = shared.ended_at or timezone.now()
    shared.save(update_fields=["ended_at"])
    _log(by, letter, "letter shared no more", person=str(shared.person_id))
    return shared


def open_round(*, by: Person, inspection: Inspection, criterion: str = "") -> list[Letter]:
    """Return the letters of the round a person may read beside this inspection's; the reading is logged with each of them.

    `criterion` is the topic looked at; "" for all. Raises InspectionRefused.
    """
    check_can_read_round(by, inspection)
    letters = letters_beside(by, inspection)
    detail = {"criterion": criterion, "beside": str(inspection.pk)}
    for letter in letters:
        about = {"object_kind": "letter", "object_id": str(letter.pk), "detail": detail}
        record_read(by=by, chain=str(letter.inspection_id), action="letter read beside others", **about)
    return letters


@transaction.atomic
def settle_wording(*, by: Person, passage: Passage, criterion: str, text: str, why: str, based_on: str = "") -> WordingSettled:
    """Put down what came of reading a passage beside other letters: its new words, or the same where it is left, and why.

    New words void signatures as every change does. Raises InspectionRefused, WordingError, and whatever `reword_passage` raises.
    """
    letter, before = _locked(passage.letter), passage.text
    check_can_write(by, letter.inspection)
    if criterion not in {one.id for one in letter.inspection.framework.criteria}:
        raise WordingError("Choose a criterion of the framework.")
    if not why.strip():
        raise WordingError("Say why it is changed, or left as it is.")
    if not text.strip():
        raise WordingError("Write the passage.")
    changed = text.split() != before.split()
    after = reword_passage(by=by, passage=passage, text=text.strip(), based_on=based_on).text if changed else before
    row = WordingSettled(
        inspection=letter.inspection,
        letter=letter,
        passage=passage.pk,
        criterion=criterion,
        outcome=Outcome.CHANGED if changed else Outcome.KEPT,
        before=before,
        after=after,
        why=why.strip(),
        beside=[str(one.pk) for one in letters_beside(by, letter.inspection) if one.pk != letter.pk],
        by=by,
    )
    row.save(force_insert=True)
    _log(by, letter, "wording settled across the round", passage=str(passage.pk), criterion=criterion, outcome=str(row.outcome))
    return row


def _locked(letter: Letter) -> Letter:
    return Letter.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=letter.pk)


def _log(by: Person, letter: Letter, action: str, **detail: object) -> None:
    about = {"object_kind": "letter", "object_id": str(letter.pk), "detail": detail}
    record(by=by, chain=str(letter.inspection_id), action=action, **about)
