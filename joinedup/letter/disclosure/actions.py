"""The only writers of disclosure checks and decisions, and the door by which what they found is opened and logged."""

from collections import Counter
from collections.abc import Collection
from typing import Any, Final

from django.db import transaction

from joinedup.audit.actions import record, record_read
from joinedup.letter.actions import LetterError
from joinedup.letter.core.disclosure.check import check_texts
from joinedup.letter.core.disclosure.hits import Hit
from joinedup.letter.disclosure.enums import Decision
from joinedup.letter.disclosure.gather import as_agencies, gathered, ground_digest
from joinedup.letter.disclosure.models import DisclosureCheck, DisclosureDecision, DisclosureHit
from joinedup.letter.disclosure.queries import Seen, as_it_stands, hits_of, key_of, may_hold_everywhere
from joinedup.letter.disclosure.rules import check_can_check, check_can_decide, check_can_read
from joinedup.letter.disclosure.texts import CORRECTION, NAMED, Printed, printed
from joinedup.letter.models import Letter
from joinedup.people.models import Person

#: Characters kept on either side of what was found.
_AROUND: Final = 90
_LEAST: Final = 8  # characters of a reason: “ok” is none


@transaction.atomic
def check_for_disclosure(*, by: Person, letter: Letter) -> DisclosureCheck:
    """Check a letter as it stands against its inspection's lists. What was decided holds on for the same words there.

    Raise InspectionRefused.
    """
    letter = Letter.objects.select_for_update(of=("self",)).select_related("inspection__area").get(pk=letter.pk)
    check_can_check(by, letter)
    texts, ground = printed(letter), gathered(letter)
    names = len(ground.people.given) + len(ground.people.family)
    record_read(by=by, action="names read for the disclosure check", detail={"names": names}, **_where(letter))
    named = [text for text in texts.texts if text.place == NAMED]
    others = [text for text in texts.texts if text.place != NAMED]
    hits = [*check_texts(others, ground, texts.stories), *check_texts(named, as_agencies(letter, ground))]
    check = DisclosureCheck.objects.create(
        letter=letter,
        texts=texts.digest,
        ground=ground_digest(letter.inspection),
        words=texts.words,
        names=names,
        found=dict(Counter(str(hit.kind) for hit in hits)),
        checked_by=by,
    )
    _keep(letter, check, texts, hits)
    record(by=by, action="letter checked for disclosure", detail={"check": str(check.pk), "found": check.found}, **_where(letter))
    return check


def check_unless_checked(*, by: Person, letter: Letter) -> DisclosureCheck | None:
    """Check a letter where the last check did not read it, or the lists, as they stand. Raise InspectionRefused."""
    return None if all(as_it_stands(letter)) else check_for_disclosure(by=by, letter=letter)


@transaction.atomic
def decide(
    *, by: Person, hit: DisclosureHit, decision: str, reason: str = "", everywhere: bool = False, also: Collection[Any] = ()
) -> list[DisclosureDecision]:
    """Decide on a thing found, and on others (`also`, their ids) of the same kind and words; return the decisions.

    That it may stand needs a reason. `everywhere`: wherever the same words stand in this letter, now and later.
    Raise InspectionRefused, or LetterError where a reason lacks or a single name would hold everywhere.
    """
    Letter.objects.select_for_update(of=("self",)).get(pk=hit.letter_id)  # keeps two who decide at once apart
    made = Decision(decision)
    if made == Decision.STAND and len(reason.strip()) < _LEAST:
        raise LetterError("Say why it may stand, so that somebody else can follow it.")
    same = _same(hit, also)
    for one in same:
        check_can_decide(by, one)
    if everywhere and not may_hold_everywhere(hit, hit.seen["phrase"]):
        raise LetterError("This is decided in each place: elsewhere the same words may tell who somebody is.")
    wide = everywhere and made == Decision.STAND
    rows = [_decided(by, one, made, reason.strip(), wide and one.pk == hit.pk) for one in same]
    detail = {"hits": [str(one.pk) for one in same], "kind": hit.kind, "decision": str(made), "everywhere": wide}
    record(by=by, action="disclosure decided", detail=detail, **_where(hit.letter))
    return rows


def open_hits(*, by: Person, letter: Letter) -> list[Seen]:
    """Return what was found in a letter, to its team; the reading is logged. Raise InspectionRefused."""
    check_can_read(by, letter)
    found = hits_of(letter)
    record_read(by=by, action="disclosure check read", detail={"things": len(found)}, **_where(letter))
    return found


def _keep(letter: Letter, check: DisclosureCheck, texts: Printed, hits: list[Hit]) -> None:
    """Write what was found: a row for each kind and words in a place, the row of before where there is one."""
    words = {text.place: text.words for text in texts.texts}
    grouped: dict[tuple[str, str, str], list[Hit]] = {}
    for hit in hits:
        grouped.setdefault((hit.place, str(hit.kind), key_of(hit.phrase)), []).append(hit)
    correcting = any(place.startswith(CORRECTION) for place in words)
    rows = letter.disclosure_hits.filter(place__startswith=CORRECTION) if correcting else letter.disclosure_hits.all()
    known = {(row.place, row.kind, key_of(row.seen["phrase"])): row for row in rows.select_related("inspection")}
    for key, row in known.items():
        if key not in grouped and row.stands:
            row.stands = False
            row.save(update_fields=["stands"])
    for key, same in grouped.items():
        row = known.get(key) or DisclosureHit(
            inspection=letter.inspection, letter=letter, place=key[0], kind=key[1], first_check=check
        )
        row.seen = {
            "phrase": same[0].phrase,
            "why": same[0].why,
            "contexts": [_context(words[hit.place], hit) for hit in same],
        }
        row.mentions, row.stands, row.last_check = len(same), True, check
        row.save()


def _context(words: str, hit: Hit) -> list[str]:
    before, after = words[max(0, hit.start - _AROUND) : hit.start], words[hit.end : hit.end + _AROUND]
    before = before if hit.start <= _AROUND else "…" + before.partition(" ")[2]
    after = after if hit.end + _AROUND >= len(words) else after.rpartition(" ")[0] + "…"
    return [before, words[hit.start : hit.end], after]


def _same(hit: DisclosureHit, also: Collection[Any]) -> list[DisclosureHit]:
    """Return the hit and those of `also` that are of the same letter, kind and words; others are passed over."""
    key = key_of(hit.seen["phrase"])
    others = hit.letter.disclosure_hits.filter(pk__in=also, kind=hit.kind, stands=True).exclude(pk=hit.pk)
    rows = others.select_related("inspection", "letter")
    return [hit, *(one for one in rows if key_of(one.seen["phrase"]) == key)]


def _decided(by: Person, hit: DisclosureHit, made: Decision, reason: str, everywhere: bool) -> DisclosureDecision:
    return DisclosureDecision.objects.create(
        inspection=hit.inspection,
        hit=hit,
        number=DisclosureDecision.objects.filter(hit=hit).count() + 1,
        decision=made,
        everywhere=everywhere,
        mentions=hit.mentions,
        reason=reason,
        decided_by=by,
    )


def _where(letter: Letter) -> dict[str, Any]:
    return {"chain": str(letter.inspection_id), "object_kind": "letter", "object_id": str(letter.pk)}
