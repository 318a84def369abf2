"""Role and organisation of those a letter is written to; the names are made up, the ways of printing are not."""

import pytest

from joinedup.library.core.addressees import read_addressees
from joinedup.library.core.letter import Addressee
from joinedup.library.core.lines import read_lines
from joinedup.library.core.parts import cut
from joinedup.library.core.phrases import load_phrases
from tests.factories.letters import Printed


def addressees(*lines: str, right: float = 560) -> list[tuple[str | None, str | None]]:
    printed = Printed().line("5 April 2016").gap()
    for text in lines:
        printed.line(text)
    printed.gap().line("Dear local partnership").heading("Joint targeted area inspection of Madeup")
    before = cut(read_lines(printed.done()).lines, load_phrases()).before
    return [(entry.role, entry.organisation) for entry in read_addressees(before, right, load_phrases())]


@pytest.mark.parametrize(
    ("line", "role", "organisation"),
    [
        ("Ann Bee, Director of Children’s Services, Madeup City Council", "Director of Children’s Services", "Madeup City Council"),
        ("Ann Bee, Chief Officer CCG", "Chief Officer", "CCG"),
        ("Ann Bee QC, Police and Crime Commissioner", "Police and Crime Commissioner", None),
        ("Ann Bee, Northtown Police and Crime Commissioner", "Police and Crime Commissioner", "Northtown"),
        ("Ann Bee, Police and Crime Commissioner for the East", "Police and Crime Commissioner", "East"),
        ("Ann Bee, Police, Fire and Crime Commissioner", "Police, Fire and Crime Commissioner", None),
        (
            "Ann Bee, Devon, Easton and the Isles Police and Crime Commissioner",
            "Police and Crime Commissioner",
            "Devon, Easton and the Isles",
        ),
        ("Ann Bee, Chief Constable of Easton police force", "Chief Constable", "Easton police force"),
        ("Acting Chief Constable Ann Bee, Easton Police", "Acting Chief Constable", "Easton Police"),
        ("Ann Bee, QPM, Chief Constable, Easton Police", "Chief Constable", "Easton Police"),
        ("Ann Bee MBE, Youth Justice Service", None, "Youth Justice Service"),
        ("Ann Bee, National Probation Service, Divisional Director", "Divisional Director", "National Probation Service"),
        ("Sir Al Bee, Chair of Madeup LSCB", "Chair", "Madeup LSCB"),
        ("Ann Bee, Deputy Mayor for Policing and Crime", "Deputy Mayor for Policing and Crime", None),
        ("Ann Bee, Mayor of West Easton", "Mayor", "West Easton"),
        ("Ann Bee, Youth Offending Service Manager, Madeup Council", "Manager", "Youth Offending Service, Madeup Council"),
        ("Ann Bee, Executive lead of the CCG with responsibility for neglect", "Executive lead", "CCG"),
        ("Ann Bee Accountable Officer at NHS Madeup CCG", "Accountable Officer", "NHS Madeup CCG"),
        ("Ann Bee, Borough Commander Metropolitan Police", "Borough Commander", "Metropolitan Police"),
        (
            "Ann Bee, Director for Children, Families and Education, Madeup Council",
            "Director for Children, Families and Education",
            "Madeup Council",
        ),
        ("Ann Bee – Chief Nurse, Madeup Integrated Care Board", "Chief Nurse", "Madeup Integrated Care Board"),
        ("Ann Bee, Independent Scrutineer", "Independent Scrutineer", None),
    ],
)
def test_role_and_organisation(line, role, organisation):
    assert addressees(line) == [(role, organisation)]


def test_an_addressee_goes_on_where_the_next_word_did_not_fit():
    printed = addressees(
        "Ann Bee, Director of Children’s Services, South Madeup Metropolitan Borough",
        "Council",
        "Bo Cee, Chief Constable, Easton Police",
        right=560,
    )
    assert printed == [
        ("Director of Children’s Services", "South Madeup Metropolitan Borough Council"),
        ("Chief Constable", "Easton Police"),
    ]


def test_a_full_line_is_followed_by_another_addressee_where_that_begins_with_a_name():
    full = "Ann Bee, Chair of Local Safeguarding Children Board, London Borough of Madeup-on-Sea"
    assert [role for role, _ in addressees(full, "Bo Cee, Manager, Madeup Youth Offending Team")] == ["Chair", "Manager"]
    assert [role for role, _ in addressees(full, "Bo Cee Designated Nurse for NHS Madeup CCG")] == ["Chair", "Designated Nurse"]


def test_a_senders_address_beside_the_addressees_is_none():
    printed = Printed().line("5 April 2016").line("Ann Bee, Chief Constable, Easton Police")
    printed.line("Bo Cee, Manager, Madeup Youth Offending Team").line("Di Eff, Chair of Madeup LSCB")
    printed.y = 700
    printed.line("Inspection House", x=420).line("Example Street Council", x=420).line("0300 000 0000", x=420)
    printed.y = 600
    printed.line("Dear local partnership")
    before = cut(read_lines(printed.done()).lines, load_phrases()).before
    assert len(read_addressees(before, 560, load_phrases())) == 3


def test_no_name_is_kept():
    kept = Addressee.__dataclass_fields__
    assert set(kept) == {"role", "organisation", "page"}
    assert "Bee" not in str(addressees("Ann Bee, Manager, Madeup Team", "Superintendent Ann Bee", "Ann Bee Manager, Madeup Team"))
