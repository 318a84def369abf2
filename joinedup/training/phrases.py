"""Words for free columns: teams, schools, practices, places. All invented; none names a person or place that exists."""

from random import Random

#: Part of a column's key, header or attribute name → what is written there. The first that fits counts.
WORDS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("exclusion",): ("persistent disruptive behaviour", "assault on a pupil", "bringing a knife to school", "verbal abuse"),
    ("youth_contact",): ("worry about exploitation", "worry about home", "missing appointments", "joint visit planned"),
    ("team",): (
        "Multi-Agency Safeguarding Hub", "Assessment Team 1", "Assessment Team 2", "Locality North", "Locality South",
        "Children in Care Team", "Children with Disabilities Team", "Adolescent Team",
    ),
    ("school", "setting"): ("Alderbrook Academy", "Copper Lane Primary", "Linnet Hill School", "Otterfield High"),
    ("practice", "gp"): ("Beacon Street Surgery", "Millstone Practice", "Rowan House Surgery", "The Granary Practice"),
    ("missing_from", "missing from", "from"): ("home", "home", "home", "foster placement", "children's home", "school"),
    ("found", "located"): ("police", "family", "returned of own accord", "returned of own accord", "carer", "friend"),
    ("taken",): ("foster carer", "grandparent", "hospital", "children's home"),
    ("probation_order",): ("Community order", "Suspended sentence order", "Licence"),
    ("youth_order", "disposal"): ("Referral order", "Youth rehabilitation order", "Youth caution"),
    ("order",): ("Community order", "Supervision"),
    ("organisation", "agency", "provider", "referrer"): (
        "Early Help North", "Early Help South", "Copper Lane Primary", "Health visiting team", "Youth service",
    ),
    ("location", "place", "where", "la of"): ("Larkmere", "Larkmere", "Wenshire", "Out of area"),
    ("reason", "present", "concern", "type"): ("theft", "assault", "possession of drugs", "criminal damage"),
    ("clinic", "department", "hospital", "service"): ("Larkmere Infirmary", "Wenshire General", "Community clinic"),
    ("outcome", "result", "action", "support"): ("no further action", "advice given", "child in need plan", "early help"),
    ("court",): ("Larkmere Youth Court", "Wenshire Magistrates' Court"),
    ("plan", "permanence"): ("return home", "long-term fostering", "special guardianship", "not yet decided"),
}  # fmt: skip
OTHERWISE = ("see case record", "recorded", "as discussed")


def phrase(about: str, random: Random) -> str:
    """Return words for a free column told by its name."""
    about = about.lower()
    return random.choice(next((words for parts, words in WORDS.items() if any(part in about for part in parts)), OTHERWISE))
