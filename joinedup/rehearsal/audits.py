"""Agencies are asked about the children chosen and answer; each tracked child is audited together, and inspectors compare."""

import polars as pl

from joinedup.areas.models import Agency
from joinedup.cases.asked.actions import ask_about_children, hand_over, say_done, say_not_held, say_of_many
from joinedup.cases.asked.enums import ChildRequestKind
from joinedup.cases.asked.models import ChildRequest
from joinedup.cases.audits.actions import (
    Draft,
    compare,
    hand_in,
    open_parts,
    return_audit,
    say_of_agreed,
    write_agreed,
    write_part,
    write_view,
)
from joinedup.cases.audits.enums import BRINGING_TOGETHER, OF_THE_AUDIT, AuditState
from joinedup.cases.audits.models import JointAudit
from joinedup.cases.audits.queries import audit_of, brings_together, requests_under, wording_of
from joinedup.inspections.models import Inspection
from joinedup.records.kinds import event_kinds
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.children import Story

MADE_UP = "Made up for a rehearsal."
WHERE = f"{MADE_UP} Open on our system and in the room set aside for inspectors, with somebody who knows the system."
NONE = "Searched every system by name, other names and date of birth. We hold no record of this child."
SAID = {
    ChildRequestKind.PRACTITIONER: f"{MADE_UP} The worker who sees the child is free on Tuesday at ten.",
    ChildRequestKind.CONSENT: f"{MADE_UP} Asked of the child and the parents: we tell you before fieldwork begins.",
}


def ask_and_audit(cast: Cast, inspection: Inspection, stories: list[Story]) -> None:
    """Ask the agencies about every child chosen, let them answer what is true, and audit the tracked children together."""
    if not inspection.framework.child_requests:
        return
    asked = ask_about_children(by=cast.lead, inspection=inspection)
    _say_of_records(cast, inspection, [one for one in asked if one.kind == ChildRequestKind.CASE_FILE])
    for request in asked:
        if request.kind != ChildRequestKind.CASE_FILE:
            _answer(cast, request)
    for place, story in enumerate(stories):
        audit = audit_of(story.tracked)
        if audit is not None:
            _audit(cast, audit, story)
            _beside(cast, audit, story, place)


def _say_of_records(cast: Cast, inspection: Inspection, asked: list[ChildRequest]) -> None:
    """Let each agency say at once which of the children's records are open to inspectors, and of whom it holds none."""
    for key, agency in cast.agencies.items():
        for held, words in ((True, WHERE), (False, NONE)):
            own = [one.pk for one in asked if one.agency_id == agency.pk and _holds(one) == held]
            if own:
                said = {"requests": own, "held": held, "words": words}
                say_of_many(by=cast.coordinators[key], inspection=inspection, agency=agency, **said)


def _holds(request: ChildRequest) -> bool:
    return any(record.startswith(f"{request.agency.key}:") for record in request.child.records)


def _answer(cast: Cast, request: ChildRequest) -> None:
    """Let the agency do what it is asked for, where it holds a record of the child, and say so where it does not."""
    kind, by = ChildRequestKind(request.kind), cast.coordinators[request.agency.key]
    if kind == ChildRequestKind.JOINT_AUDIT:
        return
    if not _holds(request):
        say_not_held(by=by, request=request, words=NONE)
    elif kind == ChildRequestKind.DOCUMENT:
        text = f"{request.title}\n\n{MADE_UP} {request.agency.name} would hand this over here.\n"
        hand_over(by=by, request=request, filename=f"{request.item}.txt", data=text.encode())
    else:
        say_done(by=by, request=request, way="answered", words=SAID[kind])


def _audit(cast: Cast, audit: JointAudit, story: Story) -> None:
    """Write each part, agree on a view, and return it: the partnership's own words on what its records say."""
    agencies = [request.agency for request in requests_under(audit)]
    for agency in agencies:
        by = cast.coordinators[agency.key]
        write_part(by=by, audit=audit, agency=agency, drafts=_part(agency, story))
        audit = hand_in(by=by, audit=audit, agency=agency)
    leading = brings_together(agencies)[0]
    by = cast.coordinators[leading.key]
    if audit.state == AuditState.PARTS:
        audit = open_parts(by=by, audit=audit, agency=leading)
    write_agreed(by=by, audit=audit, agency=leading, drafts=_agreed(story))
    for agency in agencies:
        said = _difference(agency, leading, story)
        if said or agency == leading:  # the others had not said when it was returned
            told = {"agrees": not said, "wording": wording_of(audit), "words": said}
            say_of_agreed(by=cast.coordinators[agency.key], audit=audit, agency=agency, **told)
    return_audit(by=by, audit=audit, agency=leading, wording=wording_of(audit))


def _part(agency: Agency, story: Story) -> list[Draft]:
    """Return what an agency writes: what its own events say, and of the authority what its record lacks."""
    own = story.chronology.filter(pl.col("agency") == agency.key)
    drafts = [Draft("known", _what_was_known(own))]
    if agency.sector in BRINGING_TOGETHER and own.height:
        drafts.append(Draft("voice", "Our record says what was done, and little of what the child said or what a day was like."))
    return drafts


def _what_was_known(own: pl.DataFrame) -> str:
    """Return what an agency's own events say, in its words."""
    if own.is_empty():
        return "We recorded nothing about this child in the months the lists cover."
    kinds = own.group_by("kind").len().sort("len", "kind", descending=[True, False]).head(3)
    labels = event_kinds()
    most = ", ".join(f"{labels[kind].label.lower()} ({count})" for kind, count in kinds.iter_rows())
    first, last = own["start_earliest"].min(), own["start_earliest"].max()
    return f"We recorded {own.height} events between {first:%B %Y} and {last:%B %Y}: above all {most}."


def _agreed(story: Story) -> list[Draft]:
    """Return the agreed view. The partnership calls help timely where most limits were met; inspectors look at each one missed."""
    met, missed = _limits(story)
    timely = "cannot_tell" if not met + missed else "yes" if met >= missed else "partly"
    why = {
        "yes": f"We met {met} of {met + missed} limits that can be told. The others did not change much for the child.",
        "partly": f"We met {met} of {met + missed} limits that can be told. Where we did not, the child waited.",
        "cannot_tell": "Our records do not tell.",
    }[timely]
    learned = f"{MADE_UP} Each agency writes down what the child says, from next month; the board looks in a quarter of a year."
    return [Draft("timely", timely), Draft("timely-why", why), Draft("learned", learned)]


def _difference(agency: Agency, leading: Agency, story: Story) -> str:
    """Return how an agency sees it otherwise: one whose knowledge never arrived does not call the work together good."""
    lost = story.handovers.filter(pl.col("state") == "never_arrived")["start_event"]
    own = story.chronology.filter(pl.col("agency") == agency.key, pl.col("event_id").is_in(lost.implode())).height
    if agency == leading or not own:
        return ""
    times = "once" if own == 1 else f"{own} times"
    return (
        f"What we knew did not arrive where it was needed, {times} in the months we looked at. For us that is part of the answer."
    )


def _beside(cast: Cast, audit: JointAudit, story: Story, place: int) -> None:
    """Write the inspectors' own view of the same child, compare, and say what the audit itself was like."""
    met, missed = _limits(story)
    leads = [people[-1] for people in cast.inspectors.values()]
    by = leads[place % len(leads)]
    timely = "cannot_tell" if not met + missed else "yes" if not missed else "partly" if met else "no"
    why = f"{missed} of {met + missed} limits that can be told were missed." if missed else "No limit that can be told was missed."
    itself = "Every agency wrote its part, in time. What the child said is missing from all of them."
    drafts = [Draft("timely", timely), Draft("timely-why", why), Draft(OF_THE_AUDIT, itself)]
    audit = audit_of(story.tracked) or audit
    write_view(by=by, audit=audit, drafts=drafts)
    theirs = next(draft.words for draft in _agreed(story) if draft.question == "timely")
    same = theirs == timely
    said = "Both read the same limits in the same way." if same else f"The audit counts what was met; {why[0].lower()}{why[1:]}"
    compare(by=by, audit=audit, question="timely", mark="agree" if same else "differ", why=said)


def _limits(story: Story) -> tuple[int, int]:
    """Return how many limits were met and missed for certain."""
    states = story.timescales["state"].to_list()
    return states.count("met"), states.count("missed")
