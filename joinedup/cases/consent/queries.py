"""Reading consent and meetings. What reaches a person is read through `cases.consent.actions`, which logs it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from joinedup.areas.models import Agency
from joinedup.cases.consent.enums import Aside, ConsentState, MeetingState, Purpose, Whose
from joinedup.cases.core.consenting import Course, Happened
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import Consent, ConsentEntry, Meeting, SetAside, TrackedChild
from joinedup.cases.models import RecordPart as PartRow
from joinedup.inspections.models import Inspection
from joinedup.method.recording import sections_of

#: States that show on every page of the child.
SHOWN = (ConsentState.REFUSED, ConsentState.WITHDRAWN)


@dataclass(frozen=True)
class Learned:
    """Something learned from somebody whose consent was withdrawn: a note, or a part of the record; and whether it is set aside."""

    kind: Aside
    object_id: uuid.UUID
    section: str = ""  # of a part of the record
    last: SetAside | None = None

    @property
    def aside(self) -> bool:
        """Return whether it is set aside now."""
        return self.last is not None and self.last.aside


@dataclass(frozen=True)
class ConsentAt:
    """One consent as an agency that holds the child sees it: how it stands, and the agency’s own entries alone."""

    consent: Consent
    entries: tuple[ConsentEntry, ...]
    elsewhere: bool  # somebody else recorded what stands now

    @property
    def purposes(self) -> list[str]:
        """Return what consent covers, where the agency itself recorded it."""
        return [] if self.elsewhere else list(self.consent.purposes)


def consents_at(tracked: TrackedChild, agency: Agency) -> list[ConsentAt]:
    """Return the consents an agency that holds the child is told of: the child's own, and those of everybody it asked itself.

    Whom others asked stays with them: that there is such a person can be more than the agency knows.
    """
    told = []
    for consent in consents_of(tracked):
        entries = consent.entries.all()
        own = tuple(entry for entry in entries if entry.agency_id == agency.pk)
        said = [entry for entry in entries if entry.to == consent.state]
        last = own[-1:] if consent.state == ConsentState.ASKED else said[-1:]
        if own or consent.whose == Whose.CHILD:
            told.append(ConsentAt(consent, own, elsewhere=not any(entry.agency_id == agency.pk for entry in last)))
    return told


def known_at(consent: Consent, agency: Agency) -> bool:
    """Return whether an agency that holds the child is told of a consent (see `consents_at`)."""
    return consent.whose == Whose.CHILD or consent.entries.filter(agency=agency).exists()


def consents_of(tracked: TrackedChild) -> QuerySet[Consent]:
    """Return whose consent was asked about a child, in the order they were asked, with everything that happened to each."""
    entries = ConsentEntry.objects.select_related("recorded_by", "agency").order_by("number")
    rows = Consent.objects.filter(tracked=tracked).select_related("tracked", "inspection").order_by("asked_at")
    return rows.prefetch_related(Prefetch("entries", entries))


def happened(consent: Consent) -> Course:
    """Return what happened to a consent, in order. Being asked changes nothing of what stands: a second agency may ask later."""
    said = consent.entries.exclude(to=ConsentState.ASKED).order_by("number")
    return Course(tuple(Happened(entry.to, entry.on, tuple(entry.purposes)) for entry in said))


def may_be_met(consent: Consent) -> bool:
    """Return whether a meeting with somebody may be planned: they consent to meet, or were asked and have not answered."""
    return consent.state == ConsentState.ASKED or (consent.state == ConsentState.GIVEN and Purpose.MEET in consent.purposes)


def meetings_of(tracked: TrackedChild) -> QuerySet[Meeting]:
    """Return the meetings about a child by day, with who met whom."""
    rows = Meeting.objects.filter(tracked=tracked).select_related("tracked", "inspection", "recorded_by")
    return rows.prefetch_related("met", "inspectors").order_by("on", "recorded_at")


def notices_of(tracked: TrackedChild) -> list[Consent]:
    """Return the consents refused or withdrawn: they show on every page of the child."""
    return list(Consent.objects.filter(tracked=tracked, state__in=SHOWN).order_by("asked_at"))


def unanswered(inspection: Inspection) -> QuerySet[Consent]:
    """Return who was asked and has not answered, for the children tracked now."""
    asked = Consent.objects.filter(inspection=inspection, state=ConsentState.ASKED, tracked__state=TrackedState.TRACKED)
    return asked.select_related("tracked").order_by("tracked__number", "asked_at")


def planned_without(inspection: Inspection) -> list[Meeting]:
    """Return the meetings planned with somebody who does not consent to meet any more, for the children tracked now."""
    planned = Meeting.objects.filter(inspection=inspection, state=MeetingState.PLANNED, tracked__state=TrackedState.TRACKED)
    rows = planned.select_related("tracked").prefetch_related("met").order_by("tracked__number", "on")
    return [meeting for meeting in rows if not all(may_be_met(consent) for consent in meeting.met.all())]


def learned_under(consent: Consent) -> list[Learned]:
    """Return what was learned from somebody: the notes of meetings with them, and the parts of the record that hold their words."""
    last = {row.object_id: row for row in SetAside.objects.filter(consent=consent).select_related("by").order_by("at")}
    notes = Meeting.objects.filter(met=consent, state=MeetingState.HELD, note__isnull=False).values_list("note", flat=True)
    words = [section.id for section in sections_of(consent.inspection.framework) if section.child_words]
    own = words[:1] if consent.whose == Whose.CHILD else words[1:]
    parts = PartRow.objects.filter(tracked=consent.tracked_id, section__in=own).order_by("section")
    found = [Learned(Aside.NOTE, note, last=last.get(note)) for note in notes]
    return [*found, *(Learned(Aside.RECORD, part.pk, part.section, last.get(part.pk)) for part in parts)]


def to_weigh(consent: Consent) -> list[Learned]:
    """Return what may be set aside or taken up again: all that was learned where any consent was dropped, else what is aside."""
    dropped = happened(consent).dropped
    return [one for one in learned_under(consent) if dropped or one.aside]


def set_aside(inspection: Inspection, ids: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, SetAside]:
    """Return what is set aside now, by the id of the note or part; of `ids` alone where given."""
    rows = SetAside.objects.filter(inspection=inspection).select_related("by", "consent", "consent__tracked").order_by("at")
    if ids is not None:
        rows = rows.filter(object_id__in=list(ids))
    last: dict[tuple[uuid.UUID, uuid.UUID], SetAside] = {(row.consent_id, row.object_id): row for row in rows}
    return {row.object_id: row for row in last.values() if row.aside}
