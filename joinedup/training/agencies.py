"""The fictional area and the agencies in it. No such place exists; a test holds the names against the register of areas."""

from dataclasses import dataclass
from datetime import date

from joinedup.method.framework import DatedText, Framework

AREA_NAME = "Larkmere"


@dataclass(frozen=True)
class Agency:
    """One organisation in a sector, as it was called on a day. `key` begins its record ids; `post` is whom letters address."""

    key: str
    sector: str
    name: str
    post: str


@dataclass(frozen=True)
class Organisation:
    """One organisation through time: its names and the post letters address, each in force from a day on."""

    key: str
    sector: str
    names: tuple[DatedText, ...]
    posts: tuple[DatedText, ...]

    def on(self, day: date) -> Agency:
        """Return the organisation as it was on a day."""
        return Agency(self.key, self.sector, _on(self.names, day), _on(self.posts, day))


#: When bodies of a kind were replaced in England: boards by partnerships (Working Together 2018), youth offending teams renamed,
#: probation unified, clinical commissioning groups by integrated care boards (Health and Care Act 2022).
PARTNERSHIPS, YOUTH_JUSTICE = date(2019, 9, 29), date(2021, 1, 1)
PROBATION, CARE_BOARDS = date(2021, 6, 26), date(2022, 7, 1)

#: One organisation for each sector a framework may ask. The county and the force are as invented as the borough.
ORGANISATIONS = (
    Organisation(
        "council",
        "local_authority",
        (DatedText("Larkmere Borough Council"),),
        (DatedText("Director of children’s services"),),
    ),
    Organisation("police", "police", (DatedText("Wenshire Constabulary"),), (DatedText("Chief constable"),)),
    Organisation(
        "health",
        "health",
        (DatedText("Wenshire Clinical Commissioning Group"), DatedText("Wenshire Integrated Care Board", CARE_BOARDS)),
        (DatedText("Accountable officer"), DatedText("Chief executive", CARE_BOARDS)),
    ),
    Organisation(
        "probation",
        "probation",
        (DatedText("National Probation Service, Wenshire"), DatedText("Wenshire Probation Delivery Unit", PROBATION)),
        (DatedText("Head of service"),),
    ),
    Organisation(
        "youth",
        "youth_offending",
        (DatedText("Larkmere Youth Offending Service"), DatedText("Larkmere Youth Justice Service", YOUTH_JUSTICE)),
        (DatedText("Youth offending manager"), DatedText("Youth justice manager", YOUTH_JUSTICE)),
    ),
    Organisation("education", "education", (DatedText("Larkmere Schools Together"),), (DatedText("Head of service"),)),
    Organisation(
        "board",
        "board",
        (
            DatedText("Larkmere Local Safeguarding Children Board"),
            DatedText("Larkmere Safeguarding Children Partnership", PARTNERSHIPS),
        ),
        (DatedText("Independent chair"), DatedText("Independent scrutineer", PARTNERSHIPS)),
    ),
)

#: Addressed in every letter though no agency of the inspection (method.md, section 2).
COMMISSIONER = ("Police and crime commissioner", "Wenshire")


def agencies_of(framework: Framework) -> tuple[Agency, ...]:
    """Return the agencies of the sectors the framework names or asks for lists, as called when it began, in a fixed order."""
    sectors = {sector.id for sector in framework.sectors} | {spec.sector for spec in framework.lists}
    return tuple(each.on(framework.since) for each in ORGANISATIONS if each.sector in sectors)


def addressees_of(framework: Framework) -> tuple[tuple[str, str], ...]:
    """Return whom a letter is addressed to, as (role, organisation): posts, never names."""
    posts = [(agency.post, agency.name) for agency in agencies_of(framework)]
    has_police = any(agency.sector == "police" for agency in agencies_of(framework))
    return tuple([*posts, COMMISSIONER] if has_police else posts)


def _on(wordings: tuple[DatedText, ...], day: date) -> str:
    """Return the wording in force on a day; wordings stand oldest first, the first without a date."""
    return [wording.text for wording in wordings if wording.since is None or wording.since <= day][-1]
