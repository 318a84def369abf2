"""Families are asked, some are met, and inspectors write the tracking records: only what the stories and the notes show.

What children and families say is made up, and said to be, like the children themselves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from django.utils import timezone

from joinedup.cases.consent.actions import ask_consent, move_consent, record_meeting, set_aside
from joinedup.cases.consent.queries import learned_under
from joinedup.cases.models import Consent, RecordVersion, TrackedChild
from joinedup.cases.tracking.actions import save_part
from joinedup.evidence.models import Note
from joinedup.inspections.models import Inspection
from joinedup.method.recording import parts_of
from joinedup.people.models import Person
from joinedup.records.dates import LONDON
from joinedup.records.kinds import event_kinds
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.children import Story

HEARD = "An inspector, at the meeting. Made up, like the child."
#: What becomes of asking, child after child: the first agrees, the second's mother refuses, the third withdraws …
COURSES = ("given", "refused", "withdrawn", "asked", "given", "given", "given")
#: Words nobody said, by a kind of event in the child's story that gives rise to them; the last fits any child.
SAID = (
    ("missing_episode", "“When I come back somebody asks where I was. Nobody asks why I went.”"),
    ("police_incident", "“They wrote it all down. I don’t know what they did with it.”"),
    ("child_protection_plan", "“There is a meeting about me. They tell me afterwards.”"),
    ("looked_after", "“I’d like to know how long I can stay.”"),
    ("", "“I don’t mind talking. I don’t always know who I’m talking to.”"),
)


@dataclass(frozen=True)
class Kept:
    """What was written together about the tracked children."""

    consents: list[Consent]
    versions: list[RecordVersion]


def keep_records(cast: Cast, inspection: Inspection, stories: list[Story], notes: Iterable[Note]) -> Kept:
    """Ask the families, meet those who agree, and write each tracked child's record from its story and the notes about it."""
    about: dict[str, list[Note]] = {}
    for note in notes:
        if note.current.tracked_id:
            about.setdefault(str(note.current.tracked_id), []).append(note)
    consents, versions = [], []
    for place, story in enumerate(stories):
        mine = about.get(str(story.tracked.pk), [])
        consents += _ask_and_meet(cast, inspection, story, place, mine)
        versions += _write(cast, inspection, story, mine)
    versions += _together(cast, stories)
    return Kept(consents, versions)


def _ask_and_meet(cast: Cast, inspection: Inspection, story: Story, place: int, notes: list[Note]) -> Iterator[Consent]:
    """Let the authority's coordinator record who was asked and what they said, and inspectors meet those who agreed."""
    child, course = story.tracked, COURSES[place % len(COURSES)]
    today = timezone.localdate()  # an inspection rehearsed ahead of its time has asked and met nobody on a day to come
    first = min(inspection.notified_on + timedelta(days=3), today - timedelta(days=4))
    day = min(inspection.fieldwork_from, today - timedelta(days=2))
    coordinator = _coordinator(cast, child)
    who = {"whose": "parent", "role": "mother"} if course == "refused" else {"whose": "child"}
    asked = {"on": first, "worker": "Social worker", "how": "In person, at home.", "purposes": ["meet", "quote"]}
    consent = ask_consent(by=coordinator, tracked=child, **who, **asked)
    yield consent
    if course == "asked":
        return
    if course == "refused":
        _move(coordinator, consent, course, on=first + timedelta(days=1), how="By telephone: not at the moment.")
        return
    said = {"how": "In person, to the social worker.", "purposes": ["meet", "quote"]}
    consent = _move(coordinator, consent, "given", on=first + timedelta(days=1), **said)
    _meet(story, consent, day, notes)
    if course == "withdrawn":
        _withdraw(cast, child, consent, day + timedelta(days=2))


def _move(by: Person, consent: Consent, to: str, *, on: date, how: str, purposes: Iterable[str] = ()) -> Consent:
    return move_consent(by=by, consent=consent, to=to, on=on, worker="Social worker", how=how, purposes=purposes)


def _meet(story: Story, consent: Consent, day: date, notes: list[Note]) -> None:
    """Hold the meeting in fieldwork week, and write down what the child says in the child's words."""
    leads = list(story.tracked.leads.order_by("email"))
    told = next((note.pk for note in notes if note.current.source == "children_families"), None)
    record_meeting(
        by=leads[0],
        tracked=story.tracked,
        on=day,
        place="home",
        met=[consent],
        inspectors=leads,
        held=True,
        worker_there=False,
        note=told,
    )
    kinds = set(story.chronology["kind"])
    words = next(said for kind, said in SAID if not kind or kind in kinds)
    save_part(by=leads[0], tracked=story.tracked, section="child-says", said={"words": words, "heard": HEARD})


def _withdraw(cast: Cast, child: TrackedChild, consent: Consent, on: date) -> None:
    """Let the child withdraw after the meeting, and the lead set aside what the record holds of its words."""
    consent = _move(_coordinator(cast, child), consent, "withdrawn", on=on, how="To the social worker: “I changed my mind.”")
    for one in learned_under(consent):
        if one.kind == "record":
            why = "The child asked that the words are not used."
            set_aside(by=cast.lead, consent=consent, kind=one.kind, object_id=one.object_id, aside=True, why=why)


def _write(cast: Cast, inspection: Inspection, story: Story, notes: list[Note]) -> Iterator[RecordVersion]:
    """Write what the lists show of each sector, and what the notes say worked or did not."""
    by_sector = {part.sector for part in parts_of(inspection.framework) if part.section.id == "involved"}
    for sector, words in _involved(cast, story).items():
        if sector in by_sector:
            yield _save(_assessor(cast, inspection, sector), story.tracked, "involved", words, sector=sector)
    for section, direction in (("worked", "strength"), ("not-worked", "concern")):
        found = [note for note in notes if note.current.direction == direction]
        if found:
            yield _save(found[0].author, story.tracked, section, "\n".join(note.current.text for note in found))
    yield _save(next(iter(story.tracked.leads.all())), story.tracked, "safer", _in_time(inspection, story))


def _together(cast: Cast, stories: list[Story]) -> Iterator[RecordVersion]:
    """Let the two who lead on a child write over the same wording at once: of the first child they put both together."""
    for place, story in enumerate(stories[:2]):
        child, first = story.tracked, RecordVersion.objects.filter(part__tracked=story.tracked, part__section="safer").get()
        hers, his = (list(child.leads.order_by("email")) * 2)[:2]
        start = [str(first.pk)]
        asked = "What the child’s days are like now has to be asked of the child and of those around the child."
        unknown = "What the lists cannot show: whether anybody the child trusts was told."
        one = _save(hers, child, "safer", f"{first.said['words']} {asked}", parents=start)
        two = _save(his, child, "safer", f"{first.said['words']} {unknown}", parents=start)
        yield from (one, two)
        if place == 0:
            both = f"{first.said['words']} {asked} {unknown}"
            yield _save(his, child, "safer", both, parents=[str(one.pk), str(two.pk)])


def _save(by: Person, child: TrackedChild, section: str, words: str, **more: object) -> RecordVersion:
    return save_part(by=by, tracked=child, section=section, said={"words": words}, **more)


def _involved(cast: Cast, story: Story) -> Mapping[str, str]:
    """Return by sector which agencies recorded the child, from when to when, and what."""
    kinds, said = event_kinds(), {}
    own = story.chronology.filter(pl.col("via").is_null()).sort("sector", "agency", "start_earliest")
    for (sector, agency), events in own.group_by("sector", "agency", maintain_order=True):
        labels = sorted({kinds[kind].label.lower() for kind in events["kind"]})
        first, last = (events["start_earliest"][place].astimezone(LONDON) for place in (0, -1))
        line = f"{cast.agencies[str(agency)].name}: recorded from {_day(first)} to {_day(last)}: {', '.join(labels)}."
        said[str(sector)] = f"{said[str(sector)]}\n{line}" if str(sector) in said else line
    return said


def _in_time(inspection: Inspection, story: Story) -> str:
    """Return what the lists show of limits kept and not, and that this alone does not say whether the child is safer."""
    titles = {rule.id: rule.title for rule in inspection.framework.timescales}
    states = {"met": "Within its limit", "missed": "Outside its limit"}
    said = []
    for state, words in states.items():
        rules = story.timescales.filter(pl.col("state") == state)["rule"].unique(maintain_order=True)
        said += [f"{words}: {'; '.join(titles[rule] for rule in rules)}."] if len(rules) else []
    return " ".join([*said, "Whether the child is safer is not shown by when things were done."])


def _coordinator(cast: Cast, child: TrackedChild) -> Person:
    """Return who records consent: the coordinator of the authority where it holds the child, else the lead inspector."""
    holding = {record.split(":", 1)[0] for record in child.records}
    keys = [key for key, agency in cast.agencies.items() if agency.sector == "local_authority" and key in holding]
    return cast.coordinators[keys[0]] if keys else cast.lead


def _assessor(cast: Cast, inspection: Inspection, sector: str) -> Person:
    """Return an inspector of the inspectorate that assesses a sector; the lead where none does."""
    codes = [one.id for one in inspection.framework.inspectorates if sector in one.sectors]
    return cast.inspectors[codes[0]][-1] if codes else cast.lead


def _day(moment: date) -> str:
    return f"{moment.day} {moment:%B %Y}"
