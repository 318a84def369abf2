"""The only writer of the page for children and young people."""

from django.db import transaction

from joinedup.audit.actions import record
from joinedup.letter.actions import LetterError, WrittenMeanwhile, changing
from joinedup.letter.for_children.models import ChildrensText
from joinedup.letter.for_children.queries import page_of, paragraphs
from joinedup.letter.for_children.rules import check_can_write_for_children


@transaction.atomic
def write_for_children(*, by, letter, text: str, title: str = "", based_on: str | None = None) -> ChildrensText:
    """Write the page, over what stood there. Voids every signature. Raise InspectionRefused, or LetterError where it is empty.

    `based_on` is the mark of the wording it was written over, "" where nothing was written yet: raise WrittenMeanwhile where
    another one stands by now.
    """
    check_can_write_for_children(by, letter)
    letter = changing(by, letter)
    standing = page_of(letter)
    if based_on is not None and based_on != (standing.mark if standing else ""):
        raise WrittenMeanwhile("Somebody saved this page after you opened it. Nothing is lost: both wordings are below.")
    if not paragraphs(text):
        raise LetterError("Write the page for children and young people.")
    row = ChildrensText.objects.filter(letter=letter).first() or ChildrensText(inspection=letter.inspection, letter=letter)
    row.title, row.text, row.written_by = title.strip(), text, by
    row.save()
    record(
        by=by,
        chain=str(letter.inspection_id),
        action="letter page for children written",
        object_kind="letter",
        object_id=str(letter.id),
        detail={"paragraphs": len(paragraphs(text))},
    )
    return row
