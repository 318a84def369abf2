"""On the first day of fieldwork one inspector cannot come: a colleague of the same inspectorate leads on a child instead."""

from joinedup.cases.leads.actions import change_leads
from joinedup.cases.leads.models import LeadsChange
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.children import Story


def change_one_lead(cast: Cast, stories: list[Story]) -> LeadsChange:
    """Name another to lead on the child chosen last, in place of whoever is the latest of its leads in the order of the cast."""
    tracked = stories[-1].tracked
    leads = list(tracked.leads.all())
    *stay, goes = [person for people in cast.inspectors.values() for person in people if person in leads]
    comes = next(person for people in cast.inspectors.values() if goes in people for person in people if person != goes)
    why = f"{goes.name} cannot come this week, so that {comes.name} takes over from them."
    return change_leads(by=cast.lead, tracked=tracked, leads=[*stay, comes], why=why)
