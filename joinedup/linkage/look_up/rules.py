"""Who may ask agencies about children, and who answers. Each check raises InspectionRefused; its twin answers yes or no."""

from joinedup.areas.models import Agency
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, answers_for, check_is_lead
from joinedup.intake.enums import SENDING
from joinedup.linkage.look_up.models import LookUp
from joinedup.linkage.look_up.queries import agencies_asked, look_up_of, looks_up
from joinedup.people.models import Person
from joinedup.people.refusal import passes

ASKING = (Stage.LISTS, Stage.SELECTION)


def check_can_ask_about(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the lead inspector, any framework that matches lists, any other stage, and a second time."""
    check_is_lead(person, inspection)
    if not looks_up(inspection):
        raise InspectionRefused("Under this framework lists are matched; nobody is asked about single children beforehand.")
    if Stage(inspection.stage) not in ASKING:
        raise InspectionRefused("Agencies are asked about the cohort while lists come in or at selection.")
    if look_up_of(inspection) is not None:
        raise InspectionRefused("The agencies have been asked. Later lists never change whom they are asked about.")


def can_ask_about(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_ask_about` would pass."""
    return passes(check_can_ask_about, person, inspection)


def check_is_asked(person: Person, inspection: Inspection, agency: Agency) -> LookUp:
    """Refuse everyone outside an agency that is asked, and any stage in which nothing is taken in; return the look-up."""
    if not answers_for(person, inspection, agency) or agency not in agencies_asked(inspection):
        raise InspectionRefused("Only people of an agency that is asked can see whom it is asked about.")
    look_up = look_up_of(inspection)
    if look_up is None:
        raise InspectionRefused("Nobody is asked about yet.")
    if Stage(inspection.stage) not in SENDING:
        raise InspectionRefused("Nothing more can be answered: the inspection has gone on. The children are not shown any more.")
    return look_up


def is_asked(person: Person, inspection: Inspection, agency: Agency) -> bool:
    """Return whether `check_is_asked` would pass."""
    return passes(check_is_asked, person, inspection, agency)


def check_can_answer(person: Person, inspection: Inspection, agency: Agency) -> None:
    """Refuse everyone outside an agency that is asked, and any stage in which nothing is taken in."""
    check_is_asked(person, inspection, agency)


def can_answer(person: Person, inspection: Inspection, agency: Agency) -> bool:
    """Return whether `check_can_answer` would pass."""
    return passes(check_can_answer, person, inspection, agency)
