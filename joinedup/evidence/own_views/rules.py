"""Who may write an own view, and open them. Each check raises with a sentence; its twin answers yes or no."""

from datetime import datetime

from django.utils import timezone

from joinedup.evidence.core.viewing import asked_of
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.evidence.rules import JUDGING
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_is_lead, check_may_write, inspectorate_of
from joinedup.method.framework import Criterion
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def criterion_of(inspection: Inspection, key: str) -> Criterion:
    """Return a criterion of the inspection's framework. Raises InspectionRefused where it has none of that name."""
    for criterion in inspection.framework.criteria:
        if criterion.id == key:
            return criterion
    raise InspectionRefused("This inspection’s framework has no such criterion.")


def is_asked(inspection: Inspection, inspectorate: str, criterion: Criterion) -> bool:
    """Return whether an inspectorate is asked for its own view of a criterion: it assesses a sector the criterion is about."""
    assesses = next((part.sectors for part in inspection.framework.inspectorates if part.id == inspectorate), ())
    return asked_of(assesses, criterion.sectors)


def check_can_write_view(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, and every time but from fieldwork until the letter is signed."""
    check_may_write(person, inspection)
    if inspectorate_of(person, inspection) is None:  # the team may have changed meanwhile
        raise InspectionRefused("An own view is an inspectorate’s: you are on the team for none.")
    if inspection.stage not in JUDGING:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(f"Own views are written from fieldwork until the letter is signed. This inspection is {stage}.")


def can_write_view(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_write_view` would pass."""
    return passes(check_can_write_view, person, inspection)


def check_can_open_views(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but a lead inspector, views that are open, and every time but from fieldwork until the letter is signed."""
    check_is_lead(person, inspection)
    opening = opening_of(inspection)
    if not opening.blind:
        raise InspectionRefused("Under this framework views are open from the beginning: there is no hour to set.")
    if opening.is_open:
        raise InspectionRefused("The views are open already. What was opened stays open.")
    if inspection.stage not in JUDGING:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(f"Own views open from fieldwork on. This inspection is {stage}.")


def can_open_views(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_open_views` would pass."""
    return passes(check_can_open_views, person, inspection)


def check_hour(opens_at: datetime) -> None:
    """Refuse an hour that has passed: nobody's view opens without notice."""
    if opens_at <= timezone.now():
        raise InspectionRefused("The hour must be still to come. To open the views at once, say why and open them now.")


def check_open(inspection: Inspection) -> None:
    """Refuse what is done together while each inspectorate still writes on its own."""
    if not opening_of(inspection).is_open:
        raise InspectionRefused("The own views are not open yet: until then each inspectorate writes on its own.")


def is_open(inspection: Inspection) -> bool:
    """Return whether `check_open` would pass."""
    return passes(check_open, inspection)
