"""The only writers of urgent concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import polars as pl
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.cases.concerns.chain import RAISED, end_of, mac_of
from joinedup.cases.concerns.content import About, Receiver, Rung, SpokenOf, Written
from joinedup.cases.concerns.enums import TOLD_BY, WORDS, ConcernState, EntryKind, Party
from joinedup.cases.concerns.models import Concern, ConcernEntry, ConcernReceiver
from joinedup.cases.concerns.queries import concerns_seen_by
from joinedup.cases.concerns.rules import (
    ConcernRefused,
    check_can_add,
    check_can_move,
    check_can_raise,
    check_can_see,
    check_can_write_down,
    check_receivers,
    parties_of,
)
from joinedup.inspections.models import Inspection
from joinedup.linkage.core.identity import identity_of
from joinedup.linkage.models import LinkRun
from joinedup.linkage.queries import linked_records_of
from joinedup.method.concerns import route_of
from joinedup.method.framework import ConcernRoute
from joinedup.method.within import due_at
from joinedup.people.models import Person

#: Kinds of entry that are awaited: the concern's columns of when it came and by when it is due.
_CLOCKS = {
    EntryKind.WRITTEN: ("written_at", "written_due_at"),
    EntryKind.ACKNOWLEDGED: ("acknowledged_at", "acknowledge_due_at"),
    EntryKind.REPLIED: ("replied_at", "reply_due_at"),
}
_MOVING = ["state", "written_at", "acknowledged_at", "replied_at", "reply_due_at"]


@transaction.atomic
def raise_concern(
    *,
    by: Person,
    inspection: Inspection,
    route: str,
    about: About,
    receivers: Sequence[Receiver],
    rung: Rung | None = None,
    written: Written | None = None,
    spoken_of: SpokenOf | None = None,
    page: str = "",
) -> Concern:
    """Raise an urgent concern by one route of the framework (its id).

    A route by voice first takes `rung`, and the words in writing now or later; every other takes `written`. The receiver's clocks
    run from the moment somebody was rung, or from now. `page` is the page's own id: sent twice, it raises one concern, the first.
    Raises InspectionRefused.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)  # keeps two who raise at once apart
    check_can_raise(by, inspection)
    id = _page_id(page)
    raised = Concern.objects.filter(pk=id).first()
    if raised is not None:
        return _again(by, inspection, raised, rung, written)
    way, now = route_of(inspection.framework, route), timezone.now()
    check_receivers(inspection, way, receivers, spoken_of)
    _check_first_step(way, rung, written, now)
    if not about.code and not about.who.strip():
        raise ConcernRefused("Say which child or service this is about.")
    concern = _new(by, inspection, way, about, now=rung.at if rung else now)
    concern.id = id
    concern.spoken_of = {"role": spoken_of.role.strip(), "agency": _key(spoken_of)} if way.about_staff and spoken_of else {}
    _save(concern, receivers)
    if rung is not None:
        _say(by, concern, EntryKind.RUNG, {"who": rung.who, "said": rung.said}, happened_at=rung.at)
    if written is not None:
        _write(by, concern, written)
    _log(by, concern, RAISED, receivers=len(receivers))
    return concern


def _save(concern: Concern, receivers: Sequence[Receiver]) -> None:
    """Save a new concern with those who receive it."""
    concern.save(force_insert=True)
    for receiver in receivers:
        row = ConcernReceiver(inspection=concern.inspection, concern=concern, **_as_row(receiver))
        row.save(force_insert=True)


@transaction.atomic
def write_down(*, by: Person, concern: Concern, written: Written) -> Concern:
    """Put in writing what was told by voice. Raises InspectionRefused."""
    locked = _locked(concern)
    check_can_write_down(by, locked)
    _check_said(EntryKind.WRITTEN, asdict(written))
    _write(by, locked, written)
    _log(by, locked, "urgent concern put in writing")
    return locked


@transaction.atomic
def move_concern(*, by: Person, concern: Concern, to: ConcernState, words: Mapping[str, str], told_by: str = "") -> Concern:
    """Acknowledge, reply, say whether it is seen to work, close, open again or withdraw, with the words it needs (`enums.WORDS`).

    `told_by` says who told the team so where the receiver did not write it. Raises InspectionRefused.
    """
    locked, state = _locked(concern), ConcernState(to)
    check_can_move(by, locked, state)
    kind = EntryKind(state.value)
    said = {key: words.get(key, "").strip() for key in WORDS[kind]}
    heard = kind in (EntryKind.ACKNOWLEDGED, EntryKind.REPLIED) and Party.RECEIVER not in parties_of(by, locked)
    _check_needed(kind, ConcernState(locked.state), said)
    if heard and not told_by.strip():
        raise ConcernRefused("Say who told you so, when and how.")
    _say(by, locked, kind, said | ({TOLD_BY[0]: told_by.strip()} if heard else {}))
    _move(locked, kind, state)
    _log(by, locked, f"urgent concern {kind.label.lower()}")
    return locked


@transaction.atomic
def add_words(*, by: Person, concern: Concern, words: str) -> ConcernEntry:
    """Add something to a concern that is open: who was rung again, what has changed. Raises InspectionRefused."""
    locked = _locked(concern)
    check_can_add(by, locked)
    _check_said(EntryKind.ADDED, {"words": words})
    entry = _say(by, locked, EntryKind.ADDED, {"words": words})
    _log(by, locked, "words added to urgent concern")
    return entry


def open_concern(*, by: Person, concern: Concern) -> Concern:
    """Return a concern whose words may be read, by its team or its receiver, and log the read. Raises InspectionRefused."""
    check_can_see(by, concern)
    record_read(by=by, chain=str(concern.inspection_id), action="urgent concern opened", **_about(concern))
    return concern


def open_list(*, by: Person, inspection: Inspection) -> list[Concern]:
    """Return an inspection's concerns as far as somebody may see them; a list says of whom each is, so the reading is logged."""
    seen = list(concerns_seen_by(by, inspection))
    if seen:
        chain, detail = str(inspection.pk), {"concerns": [concern.number for concern in seen]}
        record_read(by=by, chain=chain, action="urgent concerns listed", object_kind="inspection", object_id=chain, detail=detail)
    return seen


def _page_id(page: str) -> UUID:
    """Return the page's own id, or one of its own for what came without a page."""
    try:
        return UUID(page) if page else uuid4()
    except ValueError as error:
        raise ConcernRefused("This page cannot be told from others. Open it again and send it there.") from error


def _again(by: Person, inspection: Inspection, raised: Concern, rung: Rung | None, written: Written | None) -> Concern:
    """Return the concern a page raised already; refuse what says something else, so that no words are lost."""
    said = [asdict(written)] if written else []
    said += [{"who": rung.who, "said": rung.said}] if rung else []
    kept = [entry.words for entry in raised.entries.all()]
    mine = raised.raised_by_id == by.pk and raised.inspection_id == inspection.pk
    if not mine or any({key: text.strip() for key, text in one.items()} not in kept for one in said):
        raise ConcernRefused("This page has raised a concern already. Add to that one, or open a new page to raise another.")
    return raised


def _new(by: Person, inspection: Inspection, way: ConcernRoute, about: About, *, now: datetime) -> Concern:
    """Return an unsaved concern with the next number and its clocks."""
    last = Concern.objects.filter(inspection=inspection).aggregate(last=Max("number"))["last"] or 0
    hours = inspection.framework.working_hours
    return Concern(
        inspection=inspection,
        number=last + 1,
        route=way.id,
        about_staff=way.about_staff,
        tracked=about.tracked,
        code=about.code,
        child_id=about.child_id,
        run=about.run,
        records=list(about.records),
        identity=_identity(inspection, about),
        who=about.who.strip(),
        raised_by=by,
        raised_at=now,
        written_due_at=due_at(now, way.write, hours) if way.write else None,
        acknowledge_due_at=due_at(now, way.acknowledge, hours),
        reply_due_at=due_at(now, way.reply, hours),
    )


def _identity(inspection: Inspection, about: About) -> dict[str, Any]:
    """Return who the child is as the lists give it, and each agency's own numbers of it; nothing for somebody not on them."""
    run = LinkRun.objects.filter(pk=about.run, inspection=inspection).first() if about.records else None
    if run is None:
        return {}
    records = linked_records_of(run).filter(pl.col("record_id").is_in(list(about.records)))
    numbers: dict[str, list[str]] = {}
    for agency, own_id in records.sort("record_id").select("agency", "own_id").iter_rows():
        if own_id:
            numbers.setdefault(agency, []).append(own_id)
    return {**identity_of(records, ""), "own": numbers}


def _check_first_step(way: ConcernRoute, rung: Rung | None, written: Written | None, now: datetime) -> None:
    if way.voice_first and rung is None:
        raise ConcernRefused("Ring first, and write down here whom you rang and what was said.")
    if not way.voice_first and written is None:
        raise ConcernRefused("Write the concern down.")
    if rung is not None:
        _check_said(EntryKind.RUNG, {"who": rung.who, "said": rung.said})
        if rung.at > now:
            raise ConcernRefused("Nobody can have been rung later than now.")
    if written is not None:
        _check_said(EntryKind.WRITTEN, asdict(written))


def _check_said(kind: EntryKind, said: Mapping[str, str]) -> None:
    """Refuse an entry one of whose words lacks."""
    for key, title in WORDS[kind].items():
        if not said.get(key, "").strip():
            raise ConcernRefused(f"{title}: write it.")


def _check_needed(kind: EntryKind, state: ConcernState, said: Mapping[str, str]) -> None:
    """Refuse a move without its words. An acknowledgement needs none, nor does closing what is seen to work."""
    seen = kind == EntryKind.CLOSED and state == ConcernState.SEEN
    if kind != EntryKind.ACKNOWLEDGED and not seen:
        _check_said(kind, said)


def _write(by: Person, concern: Concern, written: Written) -> None:
    _say(by, concern, EntryKind.WRITTEN, asdict(written))
    concern.written_at = timezone.now()
    concern.save(update_fields=["written_at"])


def _move(concern: Concern, kind: EntryKind, state: ConcernState) -> None:
    """Bring a locked concern to its new state; what is not seen to work is to be replied to anew."""
    now, way = timezone.now(), route_of(concern.inspection.framework, concern.route)
    concern.state = state
    if kind == EntryKind.REPLIED:
        concern.replied_at = concern.replied_at or now
    if kind in (EntryKind.ACKNOWLEDGED, EntryKind.REPLIED):
        concern.acknowledged_at = concern.acknowledged_at or now
    if kind == EntryKind.NOT_YET:
        concern.replied_at, concern.reply_due_at = None, due_at(now, way.reply, concern.inspection.framework.working_hours)
    concern.save(update_fields=_MOVING)


def _say(
    by: Person, concern: Concern, kind: EntryKind, words: Mapping[str, str], *, happened_at: datetime | None = None
) -> ConcernEntry:
    """Append an entry to a concern's chain."""
    last = concern.entries.order_by("-seq").first()
    came, due = _CLOCKS.get(kind, ("", ""))
    awaited = bool(due) and getattr(concern, came) is None
    entry = ConcernEntry(
        inspection=concern.inspection,
        concern=concern,
        seq=last.seq + 1 if last else 1,
        kind=kind,
        said_by=by,
        said_at=timezone.now(),
        happened_at=happened_at,
        due_at=getattr(concern, due) if awaited else None,
        words={key: text.strip() for key, text in words.items() if text.strip()},
        previous=last.mac if last else "",
    )
    entry.mac = mac_of(entry)
    entry.save()
    return entry


def _as_row(receiver: Receiver) -> dict[str, Any]:
    return {"agency": receiver.agency, "person": receiver.person, "post": receiver.post, "name": receiver.name.strip()}


def _key(spoken_of: SpokenOf) -> str:
    return spoken_of.agency.key if spoken_of.agency else ""


def _locked(concern: Concern) -> Concern:
    """Return the concern's row, locked and read again, so that two people who press at once come one after the other."""
    return Concern.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=concern.pk)


def _about(concern: Concern, **more: object) -> dict[str, Any]:
    detail = {"number": concern.number, "route": concern.route, "code": concern.code, **more}
    return {"object_kind": "concern", "object_id": str(concern.pk), "detail": detail}


def _log(by: Person, concern: Concern, action: str, **more: object) -> None:
    record(
        by=by,
        chain=str(concern.inspection_id),
        action=action,
        **_about(concern, state=str(concern.state), **end_of(concern), **more),
    )
