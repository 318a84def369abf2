"""What stands before the stages up to fieldwork."""

from collections import Counter

from joinedup.cases import queries as cases
from joinedup.cases.asked import queries as asked_about
from joinedup.inspections.models import Inspection
from joinedup.inspections.notifying import queries as notifying
from joinedup.inspections.queries import team
from joinedup.intake import queries as intake
from joinedup.intake.asking import queries as asking
from joinedup.linkage import queries as linkage
from joinedup.linkage.look_up import queries as look_up
from joinedup.linkage.look_up.enums import Standing
from joinedup.web.components.words import count, listed
from joinedup.web.inspectorate.waiting.said import LEAD, TEAM, Waiting, page_of


def planned(inspection: Inspection) -> list[Waiting]:
    """Return what is left to prepare and to do until the area is notified: the team, the pack, the call."""
    there = {member.inspectorate.code for member in team(inspection)}
    without = [part for part in inspection.framework.inspectorates if part.id not in there]
    page = page_of("team", inspection)
    items = [Waiting(f"Nobody is on the team for {part.names[-1].text} yet", page, LEAD) for part in without]
    return [*items, Waiting(_to_notify(inspection), page_of("notifying", inspection), LEAD)]


def _to_notify(inspection: Inspection) -> str:
    """Return the next step of notifying the area. It names nothing of it."""
    pack = notifying.pack_of(inspection)
    if pack is None:
        return "Make the notification pack"
    if notifying.is_overtaken(inspection, pack):
        return "Make the notification pack again: something it says has changed"
    return "Telephone the area and record the call: that moves it on to “Notified”"


def notified(inspection: Inspection) -> list[Waiting]:
    """Return that nobody was asked yet; afterwards what is awaited."""
    if intake.progress(inspection)["asked"]:
        return lists(inspection)
    return [Waiting("The agencies have not been asked for their lists yet", page_of("lists", inspection), LEAD)]


def lists(inspection: Inspection) -> list[Waiting]:
    """Return what is awaited from each agency, to be decided on, or to be looked up."""
    page = page_of("lists", inspection)
    awaited = Counter(request.agency.name for request in intake.awaited(inspection))
    items = [Waiting(f"{agency}: {count(things, 'thing')} awaited", page, LEAD, agency) for agency, things in awaited.items()]
    if came := intake.progress(inspection)["received"]:
        items.append(Waiting(f"Accept or send back {count(came, 'thing')} that came in", page, TEAM))
    for wish in asking.wishes_to_decide(inspection):
        wanted = f"{wish.request.agency.name} asks for more time: {wish.request.title}"
        items.append(Waiting(wanted, page_of("item", inspection, wish.request_id), TEAM))
    return [*items, *_looked_up(inspection)]


def _looked_up(inspection: Inspection) -> list[Waiting]:
    """Return what a framework of look-up waits for: the lead to ask, then each agency to answer."""
    if not look_up.looks_up(inspection):
        return []
    page, asked = page_of("look-up", inspection), look_up.look_up_of(inspection)
    if asked is None:
        return [Waiting("The agencies have not been asked about the cohort yet", page, LEAD)]
    left = [(agency, standings[Standing.AWAITED]) for agency, standings in look_up.tally(asked)]
    return [
        Waiting(f"{agency.name}: {count(number, 'child', 'children')} to answer for", page, LEAD, agency.name)
        for agency, number in left
        if number
    ]


def selection(inspection: Inspection) -> list[Waiting]:
    """Return the next step towards the tracked children."""
    rule = inspection.framework.selection
    if linkage.latest_run(inspection) is None:
        return [Waiting("The same child is not linked across agencies yet", page_of("children", inspection), LEAD)]
    if cases.sample_of(inspection) is None:
        return [Waiting("The sample is not drawn yet", page_of("selection", inspection), LEAD)]
    tracked = len(cases.tracked_children(inspection))
    if tracked < rule.tracked_min:
        said = f"Choose children to track: {tracked} of at least {rule.tracked_min} chosen"
        return [Waiting(said, page_of("selection", inspection), LEAD)]
    return not_asked_about(inspection)


def not_asked_about(inspection: Inspection) -> list[Waiting]:
    """Return the children chosen of whom not every agency has been asked."""
    left = [child.code for child in asked_about.not_asked_about(inspection)]
    return [Waiting(f"Ask the agencies about {listed(left)}", page_of("asked-all", inspection), TEAM)] if left else []
