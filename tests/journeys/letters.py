"""What the journeys through a letter's checking, signing and publication work in: five inspections, each with a letter.

Letters are written under the framework of 2022, to its outline, with few passages; each rests on a finding of its own.
"""

from dataclasses import replace

from joinedup.areas.actions import add_agency_member, add_inspectorate_member
from joinedup.evidence.models import Finding
from joinedup.inspections.actions import add_team_member
from joinedup.inspections.enums import Stage
from joinedup.letter.actions import offer_for_signature, sign_off, start_letter, write_passage
from joinedup.letter.boxes.actions import describe_box
from joinedup.letter.models import Letter
from joinedup.letter.priority.actions import propose_priority
from joinedup.method.framework import Framework
from joinedup.method.loader import load_framework
from joinedup.people.actions import create_person
from joinedup.people.models import Person
from joinedup.rehearsal.cast import SignIn
from tests.factories.boxes import make_box, make_child_told_of
from tests.factories.disclosure import checked
from tests.factories.evidence import make_letter, make_note, make_one_finding
from tests.factories.inspections import World, make_inspection
from tests.factories.judging import agree_finding

SIGNS = {"password": "one letter, many eyes 5", "totp_secret": "JRSXI5DFOJZWC3TEMV4WK43PONSWK3TB"}
NAMES = {"lead": "Lead inspector", "signatory": "Signatory"}
COUNCIL, POLICE, HEALTH = "local_authority", "police", "health"
#: section, direction, criterion, whose work, what is said
PASSAGES = (
    (
        "headline",
        "strength",
        "de-2",
        COUNCIL,
        "Children at risk of harm are seen quickly. The people who decide at the front door hear at once what each agency knows.",
    ),
    (
        "improve",
        "improve",
        "de-5",
        POLICE,
        "How soon strategy discussions are held at weekends, and whether health staff are part of them.",
    ),
    ("strengths", "strength", "de-1", COUNCIL, "Contacts are screened promptly by qualified social workers."),
    (
        "main",
        "improve",
        "id-4",
        HEALTH,
        "Staff in the emergency department ask about children at home. What they hear does not always reach the school nurse, "
        "so that some children wait for help.",
    ),
    (
        "main",
        "strength",
        "de-6",
        POLICE,
        "Officers who find a child who was missing ask where the child has been, and write it down the same night.",
    ),
)


def open_letters() -> list[SignIn]:
    """Open all five; return how everybody signs in who works in one of them."""
    signs: list[SignIn] = []
    for opened in (_reading, _facts, _box, _signing, _publishing):
        opened(signs)
    return signs


def _reading(signs: list[SignIn]) -> None:
    """Open the one whose draft is read for its quality: its lead inspector, and somebody of Ofsted who is not on the team."""
    world, _ = written(Stage.WRITING)
    joins_team(signs, world, "lead@reading", "ofsted", "lead")
    quality = _person(signs, "quality@reading", "Quality reader")
    add_inspectorate_member(by=None, inspectorate=world.inspectorates["ofsted"], person=quality)


def _facts(signs: list[SignIn]) -> None:
    """Open the one whose draft goes to the agencies: its lead inspector, and the coordinators of a council and a police force."""
    world, _ = written(Stage.CHECKING, make_letter, of_two_agencies())
    joins_team(signs, world, "lead@facts", "ofsted", "lead")
    joins_agency(signs, world, "council@facts", COUNCIL)
    joins_agency(signs, world, "police@facts", POLICE)


def _box(signs: list[SignIn]) -> None:
    """Open the one with a box that tells of a child, and something that cannot wait: lead, signatory and police."""
    child, world = make_child_told_of()
    joins_team(signs, world, "lead@box", "ofsted", "lead")
    joins_team(signs, world, "signatory@box", "ofsted", "signatory")
    joins_agency(signs, world, "police@box", POLICE)
    words = "Ash told an officer what happened on the way home, and was asked what would help. The route was made safe that week."
    box = make_box(world, make_letter(world), text=words, tracked=child)
    told = {"about": "child", "tracked": child, "agency": world.agencies[POLICE], "pseudonyms": ["Ash"]}
    describe_box(by=world.lead, box=box, **told, varied=True, varied_how="The place and the day are left out.")
    finding = make_one_finding(world, direction="priority", text="Nobody reads what is reported about children after six at night.")
    said = {"asks": "See today who reads these reports at night, and tell us.", "reasons": "A child at risk may be missed tonight."}
    by = world.inspectors["hmicfrs"]
    propose_priority(by=by, inspection=world.inspection, finding=finding, agencies=[world.agencies[POLICE]], **said)


def _signing(signs: list[SignIn]) -> None:
    """Open the one whose letter is written and in which nothing is settled: its lead, and a signatory of each inspectorate."""
    world, _ = written(Stage.CHECKING)
    joins_team(signs, world, "lead@signing", "ofsted", "lead")
    for code in world.inspectorates:
        joins_team(signs, world, f"{code}@signing", code, "signatory")


def _publishing(signs: list[SignIn]) -> None:
    """Open the one whose letter every inspectorate has signed: its lead, a council's coordinator, and a signatory of each."""
    world, _ = written(Stage.WRITING, make_letter)
    letter = Letter.objects.get(inspection=world.inspection)
    world.move_to(Stage.CHECKING)
    offer_for_signature(by=world.lead, letter=checked(world, letter))
    for person in world.signatories.values():
        sign_off(by=person, letter=letter, post="Director")
    joins_team(signs, world, "lead@publishing", "ofsted", "lead")
    joins_agency(signs, world, "council@publishing", COUNCIL)
    for code in world.inspectorates:
        joins_team(signs, world, f"{code}@publishing", code, "signatory")


def written(stage: Stage, letter_of=None, framework: Framework | None = None) -> tuple[World, list[Finding]]:
    """Return an inspection at a stage, its letter started and each passage written on a finding that is agreed."""
    world = make_inspection(framework or load_framework("jtai-2022-front-door"), Stage.WRITING)
    letter = (letter_of or _started)(world)
    sectors = {sector.id for sector in world.inspection.framework.sectors}
    findings = [_written(world, letter, *passage) for passage in PASSAGES if passage[3] in sectors]
    world.move_to(stage)
    return world, findings


def of_two_agencies() -> Framework:
    """Return the framework of 2022 as far as a council and a police force go: both can reply, and then all are answered."""
    whole, ours = load_framework("jtai-2022-front-door"), (COUNCIL, POLICE)
    return replace(
        whole,
        id="two-agencies",
        inspectorates=tuple(one for one in whole.inspectorates if one.id in ("ofsted", "hmicfrs")),
        sectors=tuple(one for one in whole.sectors if one.id in ours),
        criteria=tuple(one for one in whole.criteria if set(ours) & set(one.sectors)),
        lists=tuple(one for one in whole.lists if one.sector in ours),
        requests=(),
    )


def joins_team(signs: list[SignIn], world: World, who: str, code: str, role: str) -> Person:
    """Take a new person of an inspectorate onto the team."""
    body = world.inspectorates[code]
    person = _person(signs, who, f"{NAMES[role]} ({code})")
    add_inspectorate_member(by=None, inspectorate=body, person=person)
    add_team_member(by=world.lead, inspection=world.inspection, person=person, inspectorate=body, role=role)
    return person


def joins_agency(signs: list[SignIn], world: World, who: str, sector: str) -> Person:
    """Take a new coordinator into the agency of a sector."""
    agency = world.agencies[sector]
    person = _person(signs, who, f"{agency.name} coordinator")
    add_agency_member(by=None, agency=agency, person=person, role="coordinator")
    return person


def _started(world: World) -> Letter:
    addressees = [
        ("Director of Children’s Services", world.agencies[COUNCIL].name),
        ("Chief constable", world.agencies[POLICE].name),
    ]
    return start_letter(by=world.lead, inspection=world.inspection, addressees=addressees)


def _written(world: World, letter: Letter, section: str, direction: str, criterion: str, sector: str, text: str) -> Finding:
    note = make_note(world, by=world.lead, text=text, source="staff", sector=sector, criteria=[criterion])
    known = {"known_to_leaders": "acting"} if direction == "improve" else {}
    said = {"criterion": criterion, "direction": direction, "sectors": [sector], "text": text, **known}
    finding = agree_finding(world, make_one_finding(world, notes=[note], **said))
    write_passage(by=world.lead, letter=letter, section=section, text=text, findings=[finding])
    return finding


def _person(signs: list[SignIn], who: str, name: str) -> Person:
    person = create_person(by=None, email=f"{who}.example", name=name, made_up=True, **SIGNS)
    signs.append(SignIn(role=name, email=person.email, **SIGNS))
    return person
