"""Reading what the disclosure check found, how each thing stands now, and what of it keeps the letter back."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from joinedup.letter.core.gaps import Gap
from joinedup.letter.disclosure.enums import EVERYWHERE, ONE_BY_ONE, Decision, Found, Standing
from joinedup.letter.disclosure.gather import ground_digest
from joinedup.letter.disclosure.models import DisclosureCheck, DisclosureDecision, DisclosureHit
from joinedup.letter.disclosure.texts import printed
from joinedup.people.models import Person
from joinedup.records.names import folded


@dataclass(frozen=True)
class Seen:
    """One thing found, opened: how it stands, by which decision, and whether that was made of the same words elsewhere."""

    hit: DisclosureHit
    phrase: str
    why: str
    contexts: tuple[tuple[str, str, str], ...]
    standing: Standing
    decision: DisclosureDecision | None

    @property
    def key(self) -> tuple[str, str]:
        """Return what makes two things found the same: kind and words, folded."""
        return self.hit.kind, key_of(self.phrase)

    @property
    def elsewhere(self) -> bool:
        """Return whether the decision was made about another place."""
        return self.decision is not None and self.decision.hit_id != self.hit.pk


def key_of(phrase: str) -> str:
    """Return a phrase as phrases are compared: folded, digits kept."""
    return folded(phrase) or " ".join(phrase.split())


def last_check(letter: Any) -> DisclosureCheck | None:
    """Return the last check of a letter; none before the first."""
    return letter.disclosure_checks.select_related("checked_by").order_by("checked_at").last()


def hits_of(letter: Any) -> list[Seen]:
    """Return everything ever found in a letter with how it stands now. Sealed words are opened: the caller logs the reading."""
    hits = list(letter.disclosure_hits.select_related("inspection", "last_check").prefetch_related("decisions__decided_by"))
    opened = [(hit, hit.seen, _latest(hit)) for hit in hits]
    wide = {
        (hit.kind, key_of(seen["phrase"])): latest
        for hit, seen, latest in opened
        if latest is not None and latest.everywhere and latest.decision == Decision.STAND
    }
    return [_seen(hit, seen, latest, wide.get((hit.kind, key_of(seen["phrase"])))) for hit, seen, latest in opened]


def hits_seen_by(person: Person, letter: Any) -> QuerySet[DisclosureHit]:
    """Return what was found in a letter as far as a person may see it."""
    return DisclosureHit.objects.all().visible_to(person).filter(letter=letter).select_related("inspection", "letter")


def decisions_of(hit: DisclosureHit) -> QuerySet[DisclosureDecision]:
    """Return what was decided about a thing found, in order."""
    return hit.decisions.select_related("decided_by").order_by("number")


def may_hold_everywhere(hit: DisclosureHit, phrase: str) -> bool:
    """Return whether a decision about it may hold wherever the same words stand."""
    return hit.kind in EVERYWHERE and (hit.kind not in ONE_BY_ONE or len(phrase.split()) > 1)


def as_it_stands(letter: Any) -> tuple[bool, bool]:
    """Return whether the last check read the letter as it stands, and whether it read the lists as they stand."""
    check = last_check(letter)
    if check is None:
        return False, False
    return check.texts == printed(letter).digest, check.ground == ground_digest(letter.inspection)


def counted(letter: Any) -> Counter[Standing]:
    """Return how many things found stand how, by the last check."""
    return Counter(seen.standing for seen in hits_of(letter))


def gaps_of(letter: Any) -> list[Gap]:
    """Return what keeps a letter back: that it is not checked as it stands, that something is not decided, or not yet changed.

    The sentences hold none of the words: they stand in refusals too.
    """
    texts, lists = as_it_stands(letter)
    if not texts:
        never = last_check(letter) is None
        return [Gap(f"The letter has not been checked for disclosure{'' if never else ' as it stands'}. Have it checked.")]
    gaps = (
        [] if lists else [Gap("Lists or children have changed since the letter was checked for disclosure. Have it checked again.")]
    )
    found = counted(letter)
    if number := found[Standing.OPEN]:
        things = "One thing" if number == 1 else f"{number} things"
        gaps.append(Gap(f"{things} in the letter may tell who somebody is. Decide on the page “Disclosure check”."))
    if number := found[Standing.CHANGE]:
        things = "One thing is" if number == 1 else f"{number} things are"
        gaps.append(Gap(f"{things} to be changed so that nobody is recognised, and still in the letter."))
    return gaps


def found_in_words(check: DisclosureCheck) -> list[tuple[str, int]]:
    """Return what a check found, by kind in the order of kinds."""
    return [(kind.label, check.found[kind.value]) for kind in Found if check.found.get(kind.value)]


def _latest(hit: DisclosureHit) -> DisclosureDecision | None:
    return max(hit.decisions.all(), key=lambda each: each.number, default=None)


def _seen(hit: DisclosureHit, seen: dict[str, Any], own: DisclosureDecision | None, wide: DisclosureDecision | None) -> Seen:
    decision = own or wide
    contexts = tuple((before, words, after) for before, words, after in seen["contexts"])
    return Seen(hit, seen["phrase"], seen["why"], contexts, _standing(hit, own, wide), decision)


def _standing(hit: DisclosureHit, own: DisclosureDecision | None, wide: DisclosureDecision | None) -> Standing:
    """Return how a thing found stands. One that may stand, and stands more often since, is looked at again."""
    if not hit.stands:
        return Standing.GONE
    if own is None:
        return Standing.STAND if wide is not None else Standing.OPEN
    if own.decision == Decision.CHANGE:
        return Standing.CHANGE
    return Standing.STAND if own.everywhere or hit.mentions <= own.mentions else Standing.OPEN
