"""The letter is written from the findings along the framework's outline, signed by every inspectorate and published."""

from datetime import date

from joinedup.evidence.models import Finding
from joinedup.inspections.actions import move_stage
from joinedup.letter.actions import (
    offer_for_signature,
    sign_off,
    start_letter,
    write_box,
    write_passage,
)
from joinedup.letter.enums import BoxKind
from joinedup.letter.models import Letter
from joinedup.method.framework import Framework, LetterSection
from joinedup.rehearsal.boxes import stand_by_boxes
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.checking import check_letter
from joinedup.rehearsal.disclosure import check_disclosure
from joinedup.rehearsal.publishing import determine_and_address, publish_under_embargo
from joinedup.rehearsal.writing import work_on_section
from joinedup.training.agencies import addressees_of
from joinedup.training.authored import AuthoredFinding


def write_letter(cast: Cast, inspection, authored: list[AuthoredFinding], findings: dict[str, Finding]) -> Letter:
    """Write the letter section by section from the findings."""
    addressees = addressees_of(inspection.framework)
    letter = start_letter(by=cast.lead, inspection=inspection, addressees=addressees)
    for section in inspection.framework.letter:
        _write_section(cast, letter, section, authored, findings)
    work_on_section(cast, letter)
    stand_by_boxes(cast, letter)
    determine_and_address(cast, letter)
    return letter


def sign_and_publish(cast: Cast, inspection, letter: Letter, published_on: date):
    """Offer the letter, collect every inspectorate's signature and publish; return the Publication."""
    move_stage(by=cast.lead, inspection=inspection, to="checking")
    check_disclosure(cast, letter)
    check_letter(cast, letter)
    check_disclosure(cast, letter)  # once more: a passage was changed
    offer_for_signature(by=cast.lead, letter=letter)
    posts = {entry.id: entry.signs_as for entry in inspection.framework.inspectorates}
    for code, person in cast.signatories.items():
        sign_off(by=person, letter=letter, post=posts[code] or "Director")
    letter.refresh_from_db()
    return publish_under_embargo(cast, letter, published_on)


def _write_section(cast: Cast, letter: Letter, section: LetterSection, authored, findings) -> None:
    """Write what one section of the outline draws from the findings."""
    framework = letter.inspection.framework
    mine = [entry for entry in authored if entry.direction in section.directions and _belongs(framework, section, entry)]
    if section.kind == "boxes":
        for entry in (entry for entry in mine if entry.box):
            _write_box(cast, letter, section, entry, findings[entry.template])
        return
    for entry in _in_order(framework, section, mine):
        if text := entry.said_in(section):
            heading = _area_of(framework, entry) if section.by_area else ""
            finding = findings[entry.template]
            write_passage(by=cast.lead, letter=letter, section=section.id, text=text, findings=[finding], heading=heading)


def _write_box(cast: Cast, letter: Letter, section: LetterSection, entry: AuthoredFinding, finding: Finding) -> None:
    kind = BoxKind.EFFECTIVE if entry.direction == "strength" else BoxKind.IMPROVEMENT
    box = write_box(by=cast.lead, letter=letter, section=section.id, kind=kind, title=entry.box_title)
    for paragraph in entry.box:
        write_passage(by=cast.lead, letter=letter, section=section.id, text=paragraph, findings=[finding], box=box)


def _belongs(framework: Framework, section: LetterSection, entry: AuthoredFinding) -> bool:
    return not section.areas or _area_of(framework, entry) in section.areas


def _area_of(framework: Framework, entry: AuthoredFinding) -> str:
    return next(criterion.area for criterion in framework.criteria if criterion.id == entry.criterion)


def _in_order(framework: Framework, section: LetterSection, entries: list[AuthoredFinding]) -> list[AuthoredFinding]:
    """Order a section's findings: by criterion area where it has subheadings, strengths before what to improve in prose."""
    areas = [area.id for area in framework.areas]
    directions = list(section.directions)
    return sorted(
        entries,
        key=lambda entry: (
            areas.index(_area_of(framework, entry)) if section.by_area else 0,
            directions.index(entry.direction),
        ),
    )
