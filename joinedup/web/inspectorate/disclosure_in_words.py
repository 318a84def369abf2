"""What the disclosure check found, in the order and the words of its page."""

from dataclasses import dataclass

from joinedup.letter.disclosure.enums import Standing
from joinedup.letter.disclosure.queries import Seen
from joinedup.letter.disclosure.texts import CHILDREN, CORRECTION, NAMED
from joinedup.letter.models import Letter
from joinedup.letter.queries import boxes_of, passages_of
from joinedup.web.inspectorate.labels import Labels

_HEADS = {
    Standing.OPEN: ("To decide", "Each may tell a reader who somebody is. Say of each whether it is changed or may stand."),
    Standing.CHANGE: ("To be changed", "These words are still in the letter. Once they are gone, the next check takes them off."),
    Standing.STAND: ("May stand", "Decided for the same words in the same place, also when the rest is reworded."),
    Standing.GONE: ("No longer in the letter", ""),
}


@dataclass(frozen=True)
class Part:
    """What stands in one way: its heading, what it means, and the things with the place of each."""

    standing: Standing
    title: str
    hint: str
    rows: tuple[tuple[Seen, str], ...]


def parts(letter: Letter, seen: list[Seen]) -> list[Part]:
    """Return what was found by how it stands, each in the order of the letter; what is gone last."""
    places = by_place(letter)
    order = {place: number for number, place in enumerate(places)}
    ordered = sorted(seen, key=lambda each: (order.get(each.hit.place, len(order)), each.hit.kind, each.phrase))
    return [
        Part(standing, title, hint, rows)
        for standing, (title, hint) in _HEADS.items()
        if (rows := tuple((each, places.get(each.hit.place, "Taken out since")) for each in ordered if each.standing == standing))
    ]


def by_place(letter: Letter) -> dict[str, str]:
    """Return place → where that is in the letter, in the letter's order."""
    labels = Labels(letter.inspection.framework)
    found = {f"box:{box.pk}": (box.position, f"{labels.sections.get(box.section, '')}, title of a box") for box in boxes_of(letter)}
    for passage in passages_of(letter):
        where = labels.sections.get(passage.section, "")
        found[f"passage:{passage.pk}"] = (passage.position, f"{where}, box" if passage.box_id else where)
    ordered = {place: where for place, (_, where) in sorted(found.items(), key=lambda item: item[1][0])}
    ordered |= {NAMED: "Bodies the letter names", CHILDREN: "Page for children and young people"}
    corrected = {
        f"{CORRECTION}{place[8:]}": f"Correction: {where}" for place, where in ordered.items() if place.startswith("passage:")
    }
    return ordered | corrected | {f"{CORRECTION}why": "Reason for the correction"}
