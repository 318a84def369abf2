"""The survey after publication, as its framework lays it down."""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Final

from joinedup.method.framework import Framework, Survey, SurveyQuestion
from joinedup.method.packaged import packaged

#: Who is asked.
GROUPS: Final = ("staff", "leaders", "inspectors")


def survey_of(framework: Framework) -> Survey:
    """Return the survey; the standard one where the framework lays none down."""
    return framework.survey or standard_survey()


def questions_to(framework: Framework, group: str) -> tuple[SurveyQuestion, ...]:
    """Return what a group is asked, in the framework's order."""
    return tuple(question for question in survey_of(framework).questions if group in question.to)


@cache
def standard_survey() -> Survey:
    """Return what the packaged part `survey` lays down."""
    return packaged("survey", "survey", Survey)


def clauses(framework: Framework) -> Iterator[str]:
    """Yield every clause a question may be tied to: each key of the framework, and each thing with an id under it."""
    for field in fields(framework):
        yield field.name
        held = getattr(framework, field.name)
        things = held if isinstance(held, tuple) else ()
        yield from (f"{field.name}:{thing.id}" for thing in things if hasattr(thing, "id"))
