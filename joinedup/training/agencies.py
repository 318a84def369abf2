"""The fictional area and the agencies in it. No such place exists; a test holds the name against the register of areas."""

from dataclasses import dataclass

from joinedup.method.framework import Framework

AREA_NAME = "Larkmere"


@dataclass(frozen=True)
class Agency:
    """One organisation in a sector. `key` begins its record ids."""

    key: str
    sector: str
    name: str


#: One agency for each sector a framework may ask. The county and force are as invented as the borough.
AGENCIES = (
    Agency("council", "local_authority", "Larkmere Borough Council"),
    Agency("police", "police", "Wenshire Constabulary"),
    Agency("health", "health", "Wenshire Integrated Health Partnership"),
    Agency("probation", "probation", "Wenshire Probation Delivery Unit"),
    Agency("youth-justice", "youth_offending", "Larkmere Youth Justice Service"),
    Agency("education", "education", "Larkmere Schools Together"),
    Agency("board", "board", "Larkmere Safeguarding Children Partnership"),
)


def agencies_of(framework: Framework) -> tuple[Agency, ...]:
    """Return the agencies of the sectors the framework names or asks for lists, in a fixed order."""
    sectors = {sector.id for sector in framework.sectors} | {spec.sector for spec in framework.lists}
    return tuple(agency for agency in AGENCIES if agency.sector in sectors)
