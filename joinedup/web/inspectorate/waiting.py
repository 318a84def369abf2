"""What stands before an inspection's next stage, and whose it is to do."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from joinedup.cases import queries as cases
from joinedup.cases.asked import queries as asked_about
from joinedup.cases.audits import queries as audits
from joinedup.cases.concerns import queries as concerns
from joinedup.cases.consent import queries as consents
from joinedup.cases.enquiries import queries as enquiries
from joinedup.cases.enquiries import rules as enquiry_rules
from joinedup.cases.later import queries as later
from joinedup.cases.rules import LEAVING_OUT
from joinedup.cases.sampled import queries as sampled
from joinedup.cases.tracking import queries as records
from joinedup.evidence import queries as evidence
from joinedup.evidence.core.phases import Phase
from joinedup.evidence.enums import FindingState
from joinedup.evidence.looking.queries import children_unseen, grid_for
from joinedup.evidence.own_views import queries as own_views
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.evidence.rules import GATHERING, JUDGING
from joinedup.evidence.together.queries import judgements, unsettled
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of, team
from joinedup.intake import queries as intake
from joinedup.intake.asking import queries as asking
from joinedup.letter import queries as letters
from joinedup.letter.enums import LetterState
from joinedup.letter.models import Letter
from joinedup.letter.review import blocking_gaps
from joinedup.linkage import queries as linkage
from joinedup.linkage.enums import LINKING
from joinedup.linkage.look_up import queries as look_up
from joinedup.linkage.look_up.enums import Standing
from joinedup.linkage.not_known import queries as not_known
from joinedup.linkage.reviews.queries import left_to
from joinedup.people.models import Person
from joinedup.web.components.concerns import Told, told
from joinedup.web.components.dates import moment
from joinedup.web.components.words import count, listed
from joinedup.web.inspectorate import stages
from joinedup.web.inspectorate.record_in_words import WHOLE
from joinedup.web.inspectorate.to_see import still_to_see

EVERYONE = frozenset(Role)
LEAD = frozenset({Role.LEAD})
TEAM = frozenset({Role.LEAD, Role.INSPECTOR})
SIGNATORY = frozenset({Role.SIGNATORY})
#: Stages in which a lead inspector is told of lines of enquiry that are still open.
LATE_FOR_LINES = (Stage.JUDGING, Stage.WRITING, Stage.CHECKING)
#: Stages whose moves tell of urgent concerns still open.
CLOSING_CONCERNS = (Stage.JUDGING, Stage.WRITING, Stage.CHECKING, Stage.SIGNED)


@dataclass(frozen=True)
class Waiting:
    """One thing to do: a sentence, the page to do it on, and the roles whose work it is."""

    sentence: str
    href: str
    whose: frozenset[Role]


def before_next_stage(inspection: Inspection, person: Person | None = None) -> list[Waiting]:
    """Return what stands before the next stage; nothing means that it can move on.

    To a `person` the urgent concerns they may see are told of at every move from judging on: they are closed before signing.
    """
    look = _LOOKS.get(Stage(inspection.stage))
    standing = look(inspection) if look else []
    if person is None or Stage(inspection.stage) not in CLOSING_CONCERNS:
        return standing
    return standing + _open_concerns(person, inspection)


def work_left(person: Person, inspection: Inspection) -> list[Waiting]:
    """Return what is left for one person to do in an inspection now."""
    roles = roles_of(person, inspection)
    waiting = before_next_stage(inspection, person)
    standing = [item for item in before_next_stage(inspection) if item.whose & roles]
    mine = [*_concerns(person, inspection), *standing, *_looks_again(person, inspection), *_lines(person, inspection)]
    if roles & TEAM:
        mine += [*_later(inspection), *_to_see(person, inspection)]
    mine += [item for item in _own_views(person, inspection) if item.whose & roles]
    onward = [move for move in stages.moves(person, inspection) if not move.back]
    if not waiting and onward:
        mine.append(Waiting(f"Nothing stands in the way: move it on to “{onward[0].name}”", _page("inspection", inspection), LEAD))
    return mine


def _later(inspection: Inspection) -> list[Waiting]:
    """What the latest link run would change about tracked children, as far as nobody has decided it."""
    left = [child.code for child in later.undecided(inspection)] if inspection.stage in LEAVING_OUT else []
    said = f"Say whether what the lists tell since the draw is let in for {listed(left)}"
    return [Waiting(said, _page("later", inspection), TEAM)] if left else []


def _to_see(person: Person, inspection: Inspection) -> list[Waiting]:
    """What is left to a person of what is to be seen: gaps, notes of theirs, what nobody noted yet. It holds nothing up."""
    return [Waiting(*said, TEAM) for said in still_to_see(person, inspection)] if inspection.stage in GATHERING else []


def _concerns(person: Person, inspection: Inspection) -> list[Waiting]:
    """What is left of the urgent concerns a person raised; to a lead inspector, of all."""
    lead = Role.LEAD in roles_of(person, inspection)
    left = [(one, write) for one, write in concerns.left_to(person, inspection) if lead or one.raised_by_id == person.pk]
    return [Waiting(_concern_words(told(one), write=write), _page("concern", inspection, one.pk), EVERYONE) for one, write in left]


def _concern_words(one: Told, *, write: bool) -> str:
    about = f" ({one.concern.code})" if one.concern.code else ""
    if one.overdue:
        said = f"outside the time, {one.overdue}"
    else:
        said = f"put it in writing by {moment(one.concern.written_due_at)}" if write else one.standing.lower()
    return f"Urgent concern {one.concern.number}{about}: {said}"


def _open_concerns(person: Person, inspection: Inspection) -> list[Waiting]:
    return [
        Waiting(f"{concern} is open: to be closed before the letter is signed", _page("concern", inspection, concern.pk), LEAD)
        for concern in concerns.open_concerns(person, inspection)
    ]


def _looks_again(person: Person, inspection: Inspection) -> list[Waiting]:
    """What a person is asked to look at again; it holds no stage up."""
    if Stage(inspection.stage) not in LINKING:
        return []
    left, page = left_to(person, inspection), _page("pairs", inspection)
    items = []
    if left.second_looks:
        said = f"Look again at {count(left.second_looks, 'pair')} of records a colleague decided"
        items.append(Waiting(said, f"{page}?show=second-look", EVERYONE))
    if left.differing:
        items.append(
            Waiting(f"Two people differ on {count(left.differing, 'pair')} of records", f"{page}?show=differing", EVERYONE)
        )
    return items


def _lines(person: Person, inspection: Inspection) -> list[Waiting]:
    """What is left of lines of enquiry: proposals about the children a person leads on, and what they follow. It holds nothing up.

    A lead inspector also decides about the cohort, and from judging on sees which lines are still open.
    """
    if inspection.stage not in enquiry_rules.FOLLOWING:
        return []
    lead, page = Role.LEAD in roles_of(person, inspection), _page("proposals", inspection)
    whose = Counter(proposal.tracked for proposal in enquiries.waiting_for(person, inspection))
    items = [Waiting(_to_decide(many, child.code), f"{page}?child={child.pk}", EVERYONE) for child, many in whose.items()]
    if lead and (many := enquiries.waiting(inspection).filter(tracked=None).count()):
        items.append(Waiting(_to_decide(many, "the cohort"), f"{page}?child=cohort", LEAD))
    lines = _page("enquiries", inspection)
    if mine := enquiries.followed_by(person, inspection).count():
        items.append(Waiting(f"Follow {count(mine, 'line')} of enquiry", f"{lines}?show=mine", EVERYONE))
    if lead and inspection.stage in LATE_FOR_LINES and (still := enquiries.open_enquiries(inspection).count()):
        items.append(Waiting(f"{count(still, 'line of enquiry is', 'lines of enquiry are')} still open", lines, LEAD))
    return items


def _to_decide(many: int, about: str) -> str:
    return f"Decide {count(many, 'proposed line')} of enquiry about {about}"


def _planned(inspection: Inspection) -> list[Waiting]:
    there = {member.inspectorate.code for member in team(inspection)}
    without = [part for part in inspection.framework.inspectorates if part.id not in there]
    page = _page("team", inspection)
    return [Waiting(f"Nobody is on the team for {part.names[-1].text} yet", page, LEAD) for part in without]


def _notified(inspection: Inspection) -> list[Waiting]:
    if intake.progress(inspection)["asked"]:
        return _lists(inspection)
    return [Waiting("The agencies have not been asked for their lists yet", _page("lists", inspection), LEAD)]


def _lists(inspection: Inspection) -> list[Waiting]:
    page = _page("lists", inspection)
    awaited = Counter(request.agency.name for request in intake.awaited(inspection))
    items = [Waiting(f"{agency}: {count(things, 'thing')} awaited", page, LEAD) for agency, things in awaited.items()]
    if came := intake.progress(inspection)["received"]:
        items.append(Waiting(f"Accept or send back {count(came, 'thing')} that came in", page, TEAM))
    for wish in asking.wishes_to_decide(inspection):
        wanted = f"{wish.request.agency.name} asks for more time: {wish.request.title}"
        items.append(Waiting(wanted, _page("item", inspection, wish.request_id), TEAM))
    return [*items, *_looked_up(inspection)]


def _looked_up(inspection: Inspection) -> list[Waiting]:
    """Return what a framework of look-up waits for: the lead to ask, then each agency to answer."""
    if not look_up.looks_up(inspection):
        return []
    page, asked = _page("look-up", inspection), look_up.look_up_of(inspection)
    if asked is None:
        return [Waiting("The agencies have not been asked about the cohort yet", page, LEAD)]
    left = [(agency, standings[Standing.AWAITED]) for agency, standings in look_up.tally(asked)]
    return [
        Waiting(f"{agency.name}: {count(number, 'child', 'children')} to answer for", page, LEAD)
        for agency, number in left
        if number
    ]


def _selection(inspection: Inspection) -> list[Waiting]:
    rule = inspection.framework.selection
    if linkage.latest_run(inspection) is None:
        return [Waiting("The same child is not linked across agencies yet", _page("children", inspection), LEAD)]
    if cases.sample_of(inspection) is None:
        return [Waiting("The sample is not drawn yet", _page("selection", inspection), LEAD)]
    tracked = len(cases.tracked_children(inspection))
    if tracked < rule.tracked_min:
        said = f"Choose children to track: {tracked} of at least {rule.tracked_min} chosen"
        return [Waiting(said, _page("selection", inspection), LEAD)]
    return _not_asked_about(inspection)


def _not_asked_about(inspection: Inspection) -> list[Waiting]:
    """Return the children chosen of whom not every agency has been asked."""
    left = [child.code for child in asked_about.not_asked_about(inspection)]
    return [Waiting(f"Ask the agencies about {listed(left)}", _page("asked-all", inspection), TEAM)] if left else []


def _asked_about(inspection: Inspection) -> list[Waiting]:
    """Return what is awaited about children past its day, wishes for more time, and joint audits to chase or compare."""
    late = Counter(row.agency.name for row in asked_about.overdue(inspection, timezone.localdate()))
    page = _page("asked-all", inspection)
    items = [Waiting(f"{agency}: {count(things, 'thing')} about children overdue", page, TEAM) for agency, things in late.items()]
    for row in asked_about.wishes_to_decide(inspection):
        wanted = f"{row.agency.name} asks for more time about {row.child.code}: {row.title}"
        items.append(Waiting(wanted, _page("child-request", inspection, row.pk), TEAM))
    for audit in audits.awaited_audits(inspection):
        said = f"{audit.tracked.code}: the joint audit has not been returned"
        items.append(Waiting(said, _page("joint-audit", inspection, audit.tracked_id), TEAM))
    for audit in audits.uncompared(inspection):
        said = f"{audit.tracked.code}: compare the joint audit with your own view"
        items.append(Waiting(said, _page("joint-audit", inspection, audit.tracked_id), TEAM))
    return items


def _fieldwork(inspection: Inspection) -> list[Waiting]:
    without = children_unseen(grid_for(None, inspection), inspection)  # alike for everybody: a note for other eyes tells nobody
    items = [Waiting(f"{child.code}: no note yet", _page("chronology", inspection, child.pk), TEAM) for child in without]
    if found := not_known.found_undecided(inspection):
        said = f"Say whether {count(found, 'record')} agencies found {'is' if found == 1 else 'are'} the child’s"
        items.append(Waiting(said, _page("not-known", inspection), TEAM))
    if unlisted := not_known.found_unlisted(inspection):
        said = f"{count(unlisted, 'record')} agencies found {'is' if unlisted == 1 else 'are'} not on a list yet"
        items.append(Waiting(said, _page("not-known", inspection), TEAM))
    return [*items, *_not_asked_about(inspection), *_asked_about(inspection), *_written_of_children(inspection)]


def _written_of_children(inspection: Inspection) -> list[Waiting]:
    """Return what is left to write of tracked and sampled children, and who was asked and has not answered."""
    children = list(cases.tracked_children(inspection))
    begun = records.begun(children)
    items = [
        Waiting(f"{child.code}: tracking record not begun", _page("record", inspection, child.pk), TEAM)
        for child in children
        if child.pk not in begun
    ]
    items += _to_join(inspection)
    for consent in consents.unanswered(inspection):
        said = f"{consent.tracked.code}: asked for consent, no answer recorded"
        items.append(Waiting(said, _page("consent-one", inspection, consent.tracked_id, consent.pk), TEAM))
    for meeting in consents.planned_without(inspection):
        said = f"{meeting.tracked.code}: a meeting is planned with somebody who does not consent to meet"
        items.append(Waiting(said, _page("meeting", inspection, meeting.tracked_id, meeting.pk), TEAM))
    if left := len(sampled.left_to_look_at(inspection)):
        said = f"{count(left, 'sampled child has', 'sampled children have')} no short form done"
        items.append(Waiting(said, _page("sampled", inspection), TEAM))
    return items


def _to_join(inspection: Inspection) -> list[Waiting]:
    """Return what stands in several wordings until somebody puts them together."""
    items = [
        Waiting(
            f"{part.tracked.code}: several wordings to put together",
            _page("record-part", inspection, part.tracked_id, part.section, part.sector or WHOLE),
            TEAM,
        )
        for part in records.parts_to_join(inspection)
    ]
    for child in sampled.to_join(inspection):
        said = f"{child.code}: several versions of the short form to put together"
        items.append(Waiting(said, _page("sampled", inspection), TEAM))
    return items


def _judging(inspection: Inspection) -> list[Waiting]:
    findings, page = evidence.findings_of(inspection), _page("findings", inspection)
    to_agree = sum(finding.state != FindingState.AGREED for finding in findings)
    items = _together(inspection)
    if to_agree:
        items.append(Waiting(f"{count(to_agree, 'finding is', 'findings are')} not agreed", page, LEAD))
    return [*items, *_unsettled(inspection), *_to_join(inspection)]


def _unsettled(inspection: Inspection) -> list[Waiting]:
    """Return the findings held agreed that an inspectorate no longer holds to, or that were concluded beside since."""
    return [
        Waiting(f"Finding {found.number} is agreed, and unsettled since", _page("finding", inspection, found.pk), LEAD)
        for found in unsettled(inspection)
    ]


def _together(inspection: Inspection) -> list[Waiting]:
    """Return what the joint judgement still lacks: views that are not open, by inspectorate; then conclusions and agreement."""
    if not opening_of(inspection).is_open:
        page = _page("own-views-opening", inspection)
        items = [Waiting("The own views are not open: nothing can be concluded yet", page, LEAD)]
        left = Counter(place.inspectorate.name for place in own_views.awaited(inspection))
        return items + [Waiting(f"{name}: {count(many, 'own view')} awaited", page, LEAD) for name, many in left.items()]
    judged, page = judgements(inspection), _page("together", inspection)
    items = []
    if without := sum(not one.conclusion for one in judged):
        said = f"{count(without, 'criterion has', 'criteria have')} no finding, nor a reason why there is none"
        items.append(Waiting(said, page, TEAM))
    if still := sum(bool(one.conclusion) and one.phase != Phase.AGREED for one in judged):
        items.append(Waiting(f"{count(still, 'criterion is', 'criteria are')} not agreed by every inspectorate", page, TEAM))
    return items


def _own_views(person: Person, inspection: Inspection) -> list[Waiting]:
    """What is left of own views to a person's inspectorate, and when the views open. It holds nothing up by itself."""
    opening = opening_of(inspection)
    if inspection.stage not in JUDGING or opening.is_open:
        return []
    items, page = [], _page("own-views", inspection)
    if many := len(own_views.left_to(person, inspection)):
        items.append(Waiting(f"{count(many, 'criterion awaits', 'criteria await')} your inspectorate’s own view", page, TEAM))
    if opening.opens_at is not None:
        items.append(Waiting(f"The views open {moment(opening.opens_at)}", _page("own-views-opening", inspection), EVERYONE))
    return items


def _writing(inspection: Inspection) -> list[Waiting]:
    letter = letters.letter_of(inspection)
    if letter is None:
        return [Waiting("The letter is not started", _page("letter", inspection), LEAD)]
    gaps = blocking_gaps(letter)
    items = [Waiting(f"Letter: {count(len(gaps), 'gap')} to close", _page("letter", inspection), TEAM)] if gaps else []
    return [*items, *_unsettled(inspection)]


def _checking(inspection: Inspection) -> list[Waiting]:
    letter = letters.letter_of(inspection)
    if letter is None or letter.state == LetterState.DRAFTING:
        return [Waiting("Offer the letter for signature", _page("letter", inspection), LEAD)]
    return _signatures(inspection, letter)


def _signatures(inspection: Inspection, letter: Letter) -> list[Waiting]:
    lacking = letters.inspectorates_to_sign(letter)
    return [Waiting(f"{body.name} has not signed the letter", _page("letter", inspection), SIGNATORY) for body in lacking]


def _signed(inspection: Inspection) -> list[Waiting]:
    return [Waiting("The letter is signed and can be published", _page("letter", inspection), LEAD)]


def _page(name: str, inspection: Inspection, *more: object) -> str:
    return reverse(f"inspectorate:{name}", args=[inspection.pk, *more])


_LOOKS: dict[Stage, Callable[[Inspection], list[Waiting]]] = {
    Stage.PLANNED: _planned,
    Stage.NOTIFIED: _notified,
    Stage.LISTS: _lists,
    Stage.SELECTION: _selection,
    Stage.FIELDWORK: _fieldwork,
    Stage.JUDGING: _judging,
    Stage.WRITING: _writing,
    Stage.CHECKING: _checking,
    Stage.SIGNED: _signed,
}
