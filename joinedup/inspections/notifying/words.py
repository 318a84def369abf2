"""Words every form of the pack prints around its own."""

from joinedup.inspections.core.pack import Pack, day_words

MADE_UP = "This pack is about a made-up area. Every agency and person in it is invented, and nobody was telephoned."
UNTIL_NOTIFIED = "OFFICIAL-SENSITIVE until the area is notified. Say and write the code word, never the area."


def notice(pack: Pack) -> str:
    """Return what a reader must know before the first word, or an empty text."""
    return MADE_UP if pack.made_up else ""


def particulars(pack: Pack, sha256: str) -> tuple[tuple[str, str], ...]:
    """Return what stands above the parts, as label and value."""
    return (
        ("Code word", pack.code_word),
        ("Area", pack.area),
        ("Notified", day_words(pack.published_on)),
        ("Made", day_words(pack.made_on)),
        ("Hash", sha256),
    )
