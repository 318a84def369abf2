"""The made-up people of a rehearsal: who is on the team, who answers for each agency. Posts, never names."""

import re
import secrets
from dataclasses import dataclass, field

from allauth.mfa.totp.internal.auth import generate_totp_secret

from joinedup.areas import actions as areas
from joinedup.areas.models import Agency, Area, Inspectorate
from joinedup.method.framework import Framework
from joinedup.people.actions import create_person
from joinedup.people.models import Person
from joinedup.training.addresses import home_districts
from joinedup.training.area import MadeUpArea

#: No area of the ONS's begins with X, so a made-up one can never be taken for a real one.
MADE_UP_CODE = "X99000001"


@dataclass(frozen=True)
class SignIn:
    """How a made-up person signs in. Written to a file only the owner of the installation can read."""

    role: str
    email: str
    password: str
    totp_secret: str


@dataclass
class Cast:
    """Everyone who plays in a rehearsal, by what they do."""

    lead: Person
    area: Area
    inspectors: dict[str, list[Person]] = field(default_factory=dict)  # by inspectorate code
    signatories: dict[str, Person] = field(default_factory=dict)  # by inspectorate code
    coordinators: dict[str, Person] = field(default_factory=dict)  # by agency key
    agencies: dict[str, Agency] = field(default_factory=dict)  # by key
    inspectorates: dict[str, Inspectorate] = field(default_factory=dict)  # by code
    sign_ins: list[SignIn] = field(default_factory=list)
    signs_in: bool = False  # whether people get passwords and second factors
    readers: list[Person] = field(default_factory=list)  # of the lead inspectorate, outside the team: of complaints, of the draft
    scrutineers: list[Person] = field(default_factory=list)  # of the partnership; they work for none of its agencies

    @property
    def scrutineer(self) -> Person:
        """Who scrutinises the partnership."""
        return self.scrutineers[0]

    @property
    def quality_reader(self) -> Person:
        """Who reads the draft letter for its quality."""
        return self.readers[1]

    @property
    def reader(self) -> Person:
        """Who reads complaints."""
        return self.readers[0]


def call_cast(framework: Framework, made_up: MadeUpArea, *, sign_in: bool) -> Cast:
    """Make the accounts, the area, its agencies and the inspectorates, through the real actions.

    Without `sign_in` nobody gets a password: a rehearsal in a temporary database needs none.
    """
    sign_ins: list[SignIn] = []
    lead_code = next(inspectorate.id for inspectorate in framework.inspectorates if inspectorate.lead)
    lead = _person(sign_ins, f"Lead inspector, {_short(framework, lead_code)}", f"lead@{lead_code}.example", sign_in)
    area = areas.create_area(by=None, code=MADE_UP_CODE, name=made_up.name, made_up=True, postcodes=home_districts())
    cast = Cast(lead=lead, area=area, sign_ins=sign_ins, signs_in=sign_in)
    for inspectorate in framework.inspectorates:
        _call_inspectorate(cast, framework, inspectorate.id, sign_in)
    cast.readers += [_call_reader(cast, lead_code, what, sign_in) for what in ("Complaints", "Quality")]
    for agency in made_up.agencies:
        _call_agency(cast, agency, sign_in)
    cast.scrutineers.append(_person(sign_ins, f"Scrutineer, {made_up.name}", "scrutineer@partnership.example", sign_in))
    return cast


def made_up_person(cast: Cast, role: str, email: str) -> Person:
    """Return a further person of the cast, who signs in where the others do."""
    return _person(cast.sign_ins, role, email, cast.signs_in)


def _call_reader(cast: Cast, code: str, what: str, sign_in: bool) -> Person:
    """Give the lead inspectorate somebody outside the team, who reads complaints about the inspection, or its draft letter."""
    row = cast.inspectorates[code]
    person = _person(cast.sign_ins, f"{what} reader, {row.name}", f"{what.lower()}@{code}.example", sign_in)
    areas.add_inspectorate_member(by=None, inspectorate=row, person=person)
    return person


def _call_inspectorate(cast: Cast, framework: Framework, code: str, sign_in: bool) -> None:
    """Give an inspectorate two inspectors and a signatory. The lead counts as one of the lead inspectorate's."""
    row = areas.create_inspectorate(by=None, code=code, name=_short(framework, code))
    is_lead = cast.lead.email == f"lead@{code}.example"
    wanted = 1 if is_lead else 2
    people = [
        _person(cast.sign_ins, f"Inspector {n}, {row.name}", f"inspector{n}@{code}.example", sign_in) for n in range(1, wanted + 1)
    ]
    cast.inspectors[code] = [cast.lead, *people] if is_lead else people
    cast.signatories[code] = _person(cast.sign_ins, f"Signatory, {row.name}", f"signatory@{code}.example", sign_in)
    for person in (*cast.inspectors[code], cast.signatories[code]):
        areas.add_inspectorate_member(by=None, inspectorate=row, person=person)
    cast.inspectorates[code] = row


def _call_agency(cast: Cast, made_up_agency, sign_in: bool) -> None:
    """Register an agency of the area with its coordinator."""
    key = made_up_agency.key
    row = areas.create_agency(by=None, key=key, name=made_up_agency.name, sector=made_up_agency.sector, areas=[cast.area])
    person = _person(cast.sign_ins, f"Coordinator, {row.name}", f"coordinator@{key}.example", sign_in)
    areas.add_agency_member(by=None, agency=row, person=person, role="coordinator")
    cast.agencies[key], cast.coordinators[key] = row, person


def _person(sign_ins: list[SignIn], role: str, email: str, sign_in: bool) -> Person:
    if not sign_in:
        return create_person(by=None, email=email, name=role, made_up=True)
    password, secret = secrets.token_urlsafe(12), generate_totp_secret()
    sign_ins.append(SignIn(role=role, email=email, password=password, totp_secret=secret))
    return create_person(by=None, email=email, name=role, password=password, totp_secret=secret, made_up=True)


def _short(framework: Framework, code: str) -> str:
    """Return what the inspectorate was called for short when the framework began: what stands in brackets, else its name."""
    names = next(inspectorate.names for inspectorate in framework.inspectorates if inspectorate.id == code)
    name = [name.text for name in names if name.since is None or name.since <= framework.since][-1]
    brackets = re.search(r"\(([^)]+)\)$", name)
    return brackets.group(1) if brackets else name
