"""The letter is checked for disclosure before it is offered, and a person decides about everything that was found."""

from typing import Final

from joinedup.letter.disclosure.actions import check_for_disclosure, decide, open_hits
from joinedup.letter.disclosure.enums import Found, Standing
from joinedup.letter.disclosure.queries import Seen
from joinedup.letter.models import Letter
from joinedup.rehearsal.cast import Cast

#: What the lead inspector says of what may stand in the made-up letter. Whatever else is found would be a fault of the letter.
REASONS: Final = {
    Found.NAME: "An ordinary word in this sentence, or the name of a service: nobody is meant by it.",
    Found.NICKNAME: "An ordinary word in this sentence, or the name of a service: nobody is meant by it.",
    Found.MISSPELT: "The name of a service or a place, not of a person.",
    Found.COUNT: "It counts across the whole area and all agencies, and nothing is said of any one of them.",
    Found.COMBINATION: "The details were varied, so that no child of the area is described.",
    Found.DATE: "A day of the service as a whole, on which nothing happened to any one child.",
    Found.POST: "The post is published by the service itself.",
}


class NamesSomebodyError(ValueError):
    """The made-up letter holds what may not stand in it; the sentence says what kind of thing, never which."""


def check_disclosure(cast: Cast, letter: Letter) -> None:
    """Check the letter and decide about what was found; raise NamesSomebodyError where it holds what must never stand."""
    check_for_disclosure(by=cast.lead, letter=letter)
    for seen in open_hits(by=cast.lead, letter=letter):
        if seen.standing == Standing.OPEN:
            decide(by=cast.lead, hit=seen.hit, decision="stand", reason=_reason(seen))


def _reason(seen: Seen) -> str:
    kind = Found(seen.hit.kind)
    if kind not in REASONS:
        raise NamesSomebodyError(f"The made-up letter holds something of the kind “{kind.label}”. Change its words.")
    return REASONS[kind]
