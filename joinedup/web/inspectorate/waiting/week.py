"""What is left of setting up the week and keeping in touch: it holds no stage up by itself, but the week stumbles over it."""

from collections import Counter

from django.utils import timezone

from joinedup.inspections.contacts.queries import gaps
from joinedup.inspections.enums import Stage
from joinedup.inspections.keeping_in_touch.queries import answered_since, open_follow_ups, seen_differently
from joinedup.inspections.models import Inspection
from joinedup.inspections.setting_up.queries import left_to_ask, overdue, tally
from joinedup.web.components.contacting import gap_words
from joinedup.web.components.words import count
from joinedup.web.inspectorate.waiting.said import LEAD, TEAM, Waiting, page_of

#: Stages before and in the week.
BEFORE = (Stage.NOTIFIED, Stage.LISTS, Stage.SELECTION)
WEEK = (*BEFORE, Stage.FIELDWORK)
#: More missing posts of one agency than this are told in one line.
_FEW = 2


def week_left(inspection: Inspection) -> list[Waiting]:
    """Return what is left to the team: agencies to ask, posts nobody is named for, things and follow-ups past their day."""
    if inspection.stage not in WEEK:
        return []
    today = timezone.localdate()
    items = _to_ask(inspection) if inspection.stage in BEFORE else []
    late = Counter(row.agency.name for row in overdue(inspection, today))
    page = page_of("setting-up", inspection)
    items += [Waiting(f"{agency}: {count(many, 'thing')} not set up in time", page, TEAM, agency) for agency, many in late.items()]
    return [*items, *_missing(inspection), *_after_meetings(inspection)]


def _to_ask(inspection: Inspection) -> list[Waiting]:
    if not left_to_ask(inspection):
        return []
    more = " for the rest" if tally(inspection) else ""
    return [Waiting(f"Ask the agencies{more} to set up the week", page_of("setting-up", inspection), LEAD)]


def _missing(inspection: Inspection) -> list[Waiting]:
    """Return the posts nobody is named for, agency by agency."""
    page, missing, items = page_of("contacts", inspection), gaps(inspection), []
    for agency in dict.fromkeys(post.agency for post in missing):
        posts = [post for post in missing if post.agency == agency]
        several = f"{agency.name}: nobody is named yet for {count(len(posts), 'post')}"
        said = [gap_words(post) for post in posts] if len(posts) <= _FEW else [several]
        items += [Waiting(words, page, LEAD, agency.name) for words in said]
    return items


def _after_meetings(inspection: Inspection) -> list[Waiting]:
    """Return what was to be done after a meeting and is past its day, and what an agency saw differently and nobody answered."""
    today, items = timezone.localdate(), []
    for row in open_follow_ups(inspection):
        if row.due_on < today:
            whose = row.agency.name if row.agency else ""
            said = f"{row.talk}: something to be done{f' by {whose}' if whose else ' by the team'} is past its day"
            items.append(Waiting(said, page_of("talk", inspection, row.talk_id), TEAM, whose))
    for view in seen_differently(inspection):
        if not answered_since(view):
            said = f"{view.agency.name} saw {str(view.talk).lower()} differently: read it"
            items.append(Waiting(said, page_of("talk", inspection, view.talk_id), LEAD))
    return items
