"""What is left to one person, which holds no stage up by itself."""

from collections import Counter

from joinedup.cases.concerns import queries as concerns
from joinedup.cases.enquiries import queries as enquiries
from joinedup.cases.enquiries import rules as enquiry_rules
from joinedup.cases.later import queries as later
from joinedup.cases.rules import LEAVING_OUT
from joinedup.evidence.own_views import queries as own_views
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.evidence.rules import GATHERING, JUDGING
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of
from joinedup.inspections.timetable import queries as slots
from joinedup.inspections.timetable.enums import SlotState
from joinedup.inspections.timetable.rules import PLANNING
from joinedup.linkage.enums import LINKING
from joinedup.linkage.reviews.queries import left_to
from joinedup.people.models import Person
from joinedup.web.components.concerns import Told, told
from joinedup.web.components.dates import moment
from joinedup.web.components.words import count, listed
from joinedup.web.inspectorate.to_see import still_to_see
from joinedup.web.inspectorate.waiting.said import EVERYONE, LEAD, TEAM, Waiting, page_of

#: Stages in which a lead inspector is told of lines of enquiry that are still open.
LATE_FOR_LINES = (Stage.JUDGING, Stage.WRITING, Stage.CHECKING)


def later_left(inspection: Inspection) -> list[Waiting]:
    """What the latest link run would change about tracked children, as far as nobody has decided it."""
    left = [child.code for child in later.undecided(inspection)] if inspection.stage in LEAVING_OUT else []
    said = f"Say whether what the lists tell since the draw is let in for {listed(left)}"
    return [Waiting(said, page_of("later", inspection), TEAM)] if left else []


def to_see(person: Person, inspection: Inspection) -> list[Waiting]:
    """What is left to a person of what is to be seen: gaps, notes of theirs, what nobody noted yet. It holds nothing up."""
    return [Waiting(*said, TEAM) for said in still_to_see(person, inspection)] if inspection.stage in GATHERING else []


def timetable_left(person: Person, inspection: Inspection) -> list[Waiting]:
    """What is left of the timetable: changes a person has not seen; to a lead, offers to agree to. It holds nothing up."""
    if inspection.stage not in PLANNING:
        return []
    items, page = [], page_of("timetable", inspection)
    if many := slots.unseen_by(person, inspection).values("entry__slot").distinct().count():
        said = f"{count(many, 'slot')} of yours {'was' if many == 1 else 'were'} changed in the timetable"
        items.append(Waiting(said, page_of("timetable-changes", inspection), TEAM))
    offered = list(slots.states_of(inspection)).count(SlotState.OFFERED)
    if offered and Role.LEAD in roles_of(person, inspection):
        items.append(Waiting(f"Agree to {count(offered, 'slot')} agencies offered", f"{page}list/?state=offered", LEAD))
    return items


def concerns_left(person: Person, inspection: Inspection) -> list[Waiting]:
    """What is left of the urgent concerns a person raised; to a lead inspector, of all."""
    lead = Role.LEAD in roles_of(person, inspection)
    left = [(one, write) for one, write in concerns.left_to(person, inspection) if lead or one.raised_by_id == person.pk]
    return [
        Waiting(_concern_words(told(one), write=write), page_of("concern", inspection, one.pk), EVERYONE) for one, write in left
    ]


def _concern_words(one: Told, *, write: bool) -> str:
    about = f" ({one.concern.code})" if one.concern.code else ""
    if one.overdue:
        said = f"outside the time, {one.overdue}"
    else:
        said = f"put it in writing by {moment(one.concern.written_due_at)}" if write else one.standing.lower()
    return f"Urgent concern {one.concern.number}{about}: {said}"


def open_concerns(person: Person, inspection: Inspection) -> list[Waiting]:
    """Return the urgent concerns a person may see that are open."""
    return [
        Waiting(f"{concern} is open: to be closed before the letter is signed", page_of("concern", inspection, concern.pk), LEAD)
        for concern in concerns.open_concerns(person, inspection)
    ]


def looks_again(person: Person, inspection: Inspection) -> list[Waiting]:
    """What a person is asked to look at again; it holds no stage up."""
    if Stage(inspection.stage) not in LINKING:
        return []
    left, page = left_to(person, inspection), page_of("pairs", inspection)
    items = []
    if left.second_looks:
        said = f"Look again at {count(left.second_looks, 'pair')} of records a colleague decided"
        items.append(Waiting(said, f"{page}?show=second-look", EVERYONE))
    if left.differing:
        items.append(
            Waiting(f"Two people differ on {count(left.differing, 'pair')} of records", f"{page}?show=differing", EVERYONE)
        )
    return items


def lines(person: Person, inspection: Inspection) -> list[Waiting]:
    """What is left of lines of enquiry: proposals about the children a person leads on, and what they follow. It holds nothing up.

    A lead inspector also decides about the cohort, and from judging on sees which lines are still open.
    """
    if inspection.stage not in enquiry_rules.FOLLOWING:
        return []
    lead, page = Role.LEAD in roles_of(person, inspection), page_of("proposals", inspection)
    whose = Counter(proposal.tracked for proposal in enquiries.waiting_for(person, inspection))
    items = [Waiting(_to_decide(many, child.code), f"{page}?child={child.pk}", EVERYONE) for child, many in whose.items()]
    if lead and (many := enquiries.waiting(inspection).filter(tracked=None).count()):
        items.append(Waiting(_to_decide(many, "the cohort"), f"{page}?child=cohort", LEAD))
    lines = page_of("enquiries", inspection)
    if mine := enquiries.followed_by(person, inspection).count():
        items.append(Waiting(f"Follow {count(mine, 'line')} of enquiry", f"{lines}?show=mine", EVERYONE))
    if lead and inspection.stage in LATE_FOR_LINES and (still := enquiries.open_enquiries(inspection).count()):
        items.append(Waiting(f"{count(still, 'line of enquiry is', 'lines of enquiry are')} still open", lines, LEAD))
    return items


def _to_decide(many: int, about: str) -> str:
    return f"Decide {count(many, 'proposed line')} of enquiry about {about}"


def views_left(person: Person, inspection: Inspection) -> list[Waiting]:
    """What is left of own views to a person's inspectorate, and when the views open. It holds nothing up by itself."""
    opening = opening_of(inspection)
    if inspection.stage not in JUDGING or opening.is_open:
        return []
    items, page = [], page_of("own-views", inspection)
    if many := len(own_views.left_to(person, inspection)):
        items.append(Waiting(f"{count(many, 'criterion awaits', 'criteria await')} your inspectorate’s own view", page, TEAM))
    if opening.opens_at is not None:
        items.append(Waiting(f"The views open {moment(opening.opens_at)}", page_of("own-views-opening", inspection), EVERYONE))
    return items
