"""An inspectorate with its programme office and an inspector on the register."""

from dataclasses import dataclass
from itertools import count

from joinedup.areas.actions import add_inspectorate_member, create_inspectorate
from joinedup.areas.models import Inspectorate
from joinedup.people.models import Person
from joinedup.programme.inspectors.actions import add_to_office, enter_inspector
from joinedup.programme.inspectors.enums import DAYS
from joinedup.programme.inspectors.models import Inspector
from tests.factories.people import make_person

FACTS = {"grade": "inspector", "specialisms": ["social_care"], "base": "North East", "days": list(DAYS), "may_lead": False}
_numbers = count(1)


@dataclass
class Register:
    """One inspectorate, who keeps its register, and one inspector on it."""

    inspectorate: Inspectorate
    office: Person
    inspector: Inspector

    @property
    def person(self) -> Person:
        """The inspector as an account."""
        return self.inspector.person


def make_register(inspectorate: Inspectorate | None = None, **facts: object) -> Register:
    """Put an inspector on an inspectorate's register."""
    nth = next(_numbers)
    body = inspectorate or create_inspectorate(by=None, code=f"body-{nth}", name=f"Body {nth}")
    office, person = make_member(body), make_member(body)
    add_to_office(by=None, inspectorate=body, person=office)
    return Register(body, office, enter_inspector(by=office, inspectorate=body, person=person, **{**FACTS, **facts}))


def make_member(inspectorate: Inspectorate) -> Person:
    """Return a new member of an inspectorate."""
    person = make_person()
    add_inspectorate_member(by=None, inspectorate=inspectorate, person=person)
    return person
