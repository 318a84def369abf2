"""Which youth justice service works in which authority, where that is not the authority's own of the same name.

Kept by hand. `True`: HMI Probation's list of inspections, 2021 to 2025, or the services' own published plans say so; `False`:
general knowledge, to be checked.
"""

JOINT: dict[str, tuple[str, bool, tuple[str, ...]]] = {
    "West Mercia": ("West Mercia Youth Justice Service", True, ("E06000019", "E06000051", "E06000020", "E10000034")),
    "Bedfordshire": ("Bedfordshire Youth Justice Service", True, ("E06000055", "E06000056")),
    "Northamptonshire": ("Northamptonshire Youth Justice Service", True, ("E06000061", "E06000062")),
    "Tower Hamlets": ("Tower Hamlets and City of London Youth Justice Service", True, ("E09000030", "E09000001")),
    "South Tees": ("South Tees Youth Justice Service", True, ("E06000002", "E06000003")),
    "Dorset": ("Dorset Combined Youth Justice Service", True, ("E06000058", "E06000059")),
    "Leicestershire": ("Leicestershire and Rutland Youth Justice Service", False, ("E10000018", "E06000017")),
    "Cheshire": ("Cheshire Youth Justice Services", False, ("E06000049", "E06000050", "E06000006", "E06000007")),
    "Kingston": ("Kingston and Richmond Youth Justice Service", False, ("E09000021", "E09000027")),
    "Bury": ("Bury and Rochdale Youth Justice Service", False, ("E08000002", "E08000005")),
    "Cornwall": ("Cornwall and Isles of Scilly Youth Justice Service", False, ("E06000052", "E06000053")),
}
#: Authorities whose own service HMI Probation names in its list of inspections, 2021 to 2025.
_OWN = """
Barnet, Barnsley, Bath and North East Somerset, Bexley, Birmingham, Blackburn with Darwen, Bolton, Bracknell Forest,
Bromley, Buckinghamshire, Calderdale, Cambridgeshire, County Durham, Coventry, Cumberland, Derbyshire, Devon,
Doncaster, Ealing, East Sussex, Enfield, Gateshead, Hackney, Hammersmith and Fulham, Harrow, Havering,
Kingston upon Hull, Isle of Wight, Islington, Kensington and Chelsea, Kent, Kirklees, Knowsley, Lewisham,
Newcastle upon Tyne, Norfolk, North East Lincolnshire, North Lincolnshire, Nottinghamshire, Plymouth, Portsmouth,
Reading, Redbridge, Greenwich, Salford, Slough, Solihull, Southend-on-Sea, Southwark, St Helens, Staffordshire,
Stockport, Stoke-on-Trent, Suffolk, Surrey, Sutton, Swindon, Thurrock, Wakefield, Waltham Forest, West Sussex,
Westminster, Wiltshire, Wirral, Wokingham, Wolverhampton, York
"""
OWN = frozenset(name.strip() for name in _OWN.replace("\n", " ").split(","))


def service_of(code: str, name: str) -> tuple[str, bool]:
    """Return the service that works in an authority, and whether that is published where we looked."""
    for title, known, codes in JOINT.values():
        if code in codes:
            return title, known
    return f"{name} Youth Justice Service", name in OWN
