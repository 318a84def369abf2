"""The only writers of dismissed hints: dismissing one, bringing it back. Neither touches a word of the letter."""

from django.db import transaction
from django.utils import timezone

from joinedup.letter.actions import LetterError, log
from joinedup.letter.models import HintDismissed, Letter, Passage
from joinedup.letter.rules import check_can_change
from joinedup.letter.style.queries import dismissed_of, hints_by_passage
from joinedup.people.models import Person


@transaction.atomic
def dismiss_hint(*, by: Person, passage: Passage, hint: str) -> HintDismissed:
    """Leave a passage as it is: the hint with this key is shown no more, unless it comes to say another thing.

    Raises InspectionRefused where the person may not write, LetterError where nothing of the kind is hinted at.
    """
    letter = _locked(passage)
    check_can_change(by, letter)
    found = next((one for one in hints_by_passage(letter).get(str(passage.pk), ()) if one.key == hint), None)
    if found is None:
        raise LetterError("This hint is not there any more: the passage was changed, or a colleague dismissed it.")
    row = HintDismissed(
        inspection=letter.inspection, letter=letter, passage=passage.pk, kind=found.kind, sentence=found.sentence, by=by
    )
    row.save(force_insert=True)
    log(by, letter, "hint dismissed", passage=str(passage.pk), kind=found.kind)
    return row


@transaction.atomic
def bring_hint_back(*, by: Person, passage: Passage, hint: str) -> HintDismissed:
    """Show a dismissed hint again. Raises InspectionRefused; LetterError where no such hint is dismissed."""
    letter = _locked(passage)
    check_can_change(by, letter)
    row = dismissed_of(letter).get((str(passage.pk), hint))
    if row is None:
        raise LetterError("This hint is not dismissed any more.")
    row.brought_back_by, row.brought_back_at = by, timezone.now()
    row.save(update_fields=["brought_back_by", "brought_back_at"])
    log(by, letter, "hint brought back", passage=str(passage.pk), kind=row.kind)
    return row


def _locked(passage: Passage) -> Letter:
    return Letter.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=passage.letter_id)
