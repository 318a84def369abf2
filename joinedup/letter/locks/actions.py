"""The only writers of holds: taking a section to write, giving it back, taking it over."""

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.locks.keeping import HELD_FOR
from joinedup.letter.locks.rules import SectionHeld
from joinedup.letter.models import Letter, SectionHold
from joinedup.letter.rules import check_can_change
from joinedup.people.models import Person


@transaction.atomic
def take_section(*, by: Person, letter: Letter, section: str, why: str = "") -> SectionHold:
    """Hold a section to write it; from somebody who holds it, it is taken over by saying why.

    Raises SectionHeld without a reason, and InspectionRefused where the person may not write or the outline has no such section.
    """
    letter = Letter.objects.select_for_update().select_related("inspection").get(pk=letter.pk)
    check_can_change(by, letter)
    if section not in {part.id for part in letter.inspection.framework.letter}:
        raise InspectionRefused(f"The letter’s outline has no section “{section}”.")
    now = timezone.now()
    standing = SectionHold.objects.filter(letter=letter, section=section, ended_at=None).select_related("by").first()
    if standing is not None and standing.by_id == by.pk:
        standing.until = now + HELD_FOR
        standing.save(update_fields=["until"])
        return standing
    if standing is not None:
        _end(by, standing, why.strip())
    hold = SectionHold.objects.create(inspection=letter.inspection, letter=letter, section=section, by=by, until=now + HELD_FOR)
    _log(by, letter, "section taken to write", section=section, hold=str(hold.pk))
    return hold


@transaction.atomic
def give_back(*, by: Person, letter: Letter, section: str) -> None:
    """End one's own hold on a section; where there is none, nothing happens."""
    ended = SectionHold.objects.filter(letter=letter, section=section, by=by, ended_at=None).update(ended_at=timezone.now())
    if ended:
        _log(by, letter, "section given back", section=section)


def _end(by: Person, standing: SectionHold, why: str) -> None:
    """End somebody else's hold: one that lapsed of itself, one that stands only for a reason."""
    now = timezone.now()
    if standing.until <= now:
        standing.ended_at = standing.until
    elif not why:
        raise SectionHeld(standing)
    else:
        standing.ended_at, standing.taken_over_by, standing.why = now, by, why
        _log(by, standing.letter, "section taken over", section=standing.section, hold=str(standing.pk))
    standing.save()


def _log(by: Person, letter: Letter, action: str, **detail: object) -> None:
    about = {"object_kind": "letter", "object_id": str(letter.pk), "detail": detail}
    record(by=by, chain=str(letter.inspection_id), action=action, **about)
