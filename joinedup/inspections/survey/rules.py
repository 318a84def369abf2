"""Who answers a survey, and who reads what was answered. Each check raises with a sentence; its twin answers yes or no."""

from datetime import datetime

from django.utils import timezone

from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, agencies_of, check_is_inspector, is_inspector
from joinedup.inspections.survey.enums import Group
from joinedup.inspections.survey.models import InspectionSurvey
from joinedup.people.models import Person
from joinedup.people.refusal import passes


class SurveyRefused(InspectionRefused):
    """Something cannot be done with a survey; the message says why."""


def survey_open(survey: InspectionSurvey | None, now: datetime) -> bool:
    """Return whether a survey can be answered at a moment."""
    return survey is not None and survey.opened_at <= now < survey.closes_at


def check_can_answer(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team and people of the agencies taking part, and every moment at which it is not open."""
    survey = InspectionSurvey.objects.filter(inspection=inspection).first()
    if not groups_for(person, inspection):
        raise SurveyRefused("Only the team and people of the agencies that took part answer this survey.")
    if not survey_open(survey, timezone.now()):
        raise SurveyRefused("This survey is closed." if survey else "The survey opens when the letter is published.")


def can_answer(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_answer` would pass."""
    return passes(check_can_answer, person, inspection)


def groups_for(person: Person, inspection: Inspection) -> tuple[Group, ...]:
    """Return the groups a person can answer in: an inspector as such, somebody of an agency as staff or as leader, as they say."""
    if is_inspector(person, inspection):
        return (Group.INSPECTORS,)
    return (Group.STAFF, Group.LEADERS) if agencies_of(person, inspection).exists() else ()


def check_can_read_results(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team, and them too until the survey has closed."""
    check_is_inspector(person, inspection)
    survey = InspectionSurvey.objects.filter(inspection=inspection).first()
    if survey is None:
        raise SurveyRefused("The survey opens when the letter is published.")
    if timezone.now() < survey.closes_at:
        raise SurveyRefused("What was answered can be read when the survey has closed.")


def can_read_results(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_read_results` would pass."""
    return passes(check_can_read_results, person, inspection)
