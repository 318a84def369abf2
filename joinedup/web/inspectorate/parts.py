"""The parts of an inspection as a task list, in the order an inspection goes, each with how far it is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from joinedup.cases import queries as cases
from joinedup.cases.enquiries import queries as enquiries
from joinedup.evidence import queries as evidence
from joinedup.evidence.core.phases import Phase
from joinedup.evidence.feedback import queries as feedback
from joinedup.evidence.looking.queries import gaps_left
from joinedup.evidence.meetings.queries import meetings_of
from joinedup.evidence.own_views import queries as own_views
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.evidence.together.queries import judgements
from joinedup.improvement.queries import earlier_statements, statement_about, submitted
from joinedup.inspections.contacts import queries as contacts
from joinedup.inspections.enums import Stage
from joinedup.inspections.keeping_in_touch import queries as talks
from joinedup.inspections.models import Inspection
from joinedup.inspections.notifying import queries as notifying
from joinedup.inspections.setting_up import queries as set_up
from joinedup.inspections.setting_up.enums import OUTSTANDING
from joinedup.inspections.survey.queries import survey_for
from joinedup.inspections.survey.rules import survey_open
from joinedup.inspections.timetable import queries as slots
from joinedup.inspections.timetable.enums import SlotState
from joinedup.intake import queries as intake
from joinedup.intake.questions import queries as questions
from joinedup.letter import queries as letters
from joinedup.linkage import queries as linkage
from joinedup.web.components.dates import day, moment
from joinedup.web.components.words import count


@dataclass(frozen=True)
class Part:
    """One part: its page, what it holds in a few words, and how far it is in a few more. `begun`: there is something to see."""

    title: str
    hint: str
    href: str
    status: str
    begun: bool


def parts(inspection: Inspection) -> list[Part]:
    """Return every part with its status."""
    return [_part(inspection, *row) for row in _PARTS]


def _part(inspection: Inspection, page: str, title: str, hint: str, status: Callable[[Inspection], str]) -> Part:
    said = status(inspection)
    return Part(title, hint, reverse(f"inspectorate:{page}", args=[inspection.pk]), said or "Not started", bool(said))


def _notification(inspection: Inspection) -> str:
    """How far notifying is; an inspection notified before calls were recorded has nothing to show but its days."""
    call = notifying.notified_by(inspection)
    if call is not None:
        return f"Told {moment(call.at)}"
    return "Pack made" if notifying.pack_of(inspection) else ""


def _earlier(inspection: Inspection) -> str:
    found = earlier_statements(inspection.area, inspection.notified_on)
    return count(len(found), "letter") if found else "None published here"


def _statement(inspection: Inspection) -> str:
    """How far the statement is, as far as inspectors may know: until it is sent, only when it is due."""
    letter = letters.letter_of(inspection)
    statement = statement_about(letter.publication) if letter else None
    if statement is None:
        return ""
    if submitted(statement):
        return statement.get_state_display()
    return f"Due {day(statement.due_on)}" if statement.due_on else "Not sent yet"


def _lists(inspection: Inspection) -> str:
    asked = intake.progress(inspection)
    return f"{asked['accepted']} of {asked['asked']} accepted" if asked["asked"] else ""


def _questions(inspection: Inspection) -> str:
    asked, waiting = len(questions.questions_of(inspection)), len(questions.open_questions(inspection))
    if not asked:
        return ""
    return f"{waiting} of {asked} to be answered" if waiting else "All answered"


def _contacts(inspection: Inspection) -> str:
    if inspection.stage == Stage.PLANNED:
        return ""
    missing = len(contacts.gaps(inspection))
    return f"{missing} missing" if missing else "Every post is named"


def _setting_up(inspection: Inspection) -> str:
    stand = set_up.tally(inspection)
    left = sum(stand.get(state, 0) for state in OUTSTANDING)
    return (f"{left} of {sum(stand.values())} outstanding" if left else "Everything is settled") if stand else ""


def _talks(inspection: Inspection) -> str:
    held, left = talks.talks_of(inspection).count(), talks.open_follow_ups(inspection).count()
    return f"{count(held, 'meeting')}{f', {left} to be done' if left else ''}" if held else ""


def _outstanding(inspection: Inspection) -> str:
    """What it says takes many reads, so the page itself says it."""
    return "See the page"


def _children(inspection: Inspection) -> str:
    run = linkage.latest_run(inspection)
    return count(run.children, "child", "children") if run else ""


def _selection(inspection: Inspection) -> str:
    sample = cases.sample_of(inspection)
    return f"{sample.size} of {sample.children} sampled" if sample else ""


def _enquiries(inspection: Inspection) -> str:
    waiting, still = enquiries.waiting(inspection).count(), enquiries.open_enquiries(inspection).count()
    if not waiting and not enquiries.enquiries_of(inspection).exists():
        return ""
    said = [f"{waiting} to decide"] if waiting else []
    return ", ".join([*said, f"{still} open" if still else "none open"])


def _timescales(inspection: Inspection) -> str:
    sample = cases.sample_of(inspection)
    return count(sample.children, "child", "children") if sample else ""


def _tracked(inspection: Inspection) -> str:
    tracked = len(cases.tracked_children(inspection))
    return f"{tracked} tracked" if tracked else ""


def _timetable(inspection: Inspection) -> str:
    """How many slots there are, those called off among them, as the timetable counts them."""
    states = list(slots.states_of(inspection))
    planned, offered = slots.slots_of(inspection).count(), states.count(SlotState.OFFERED)
    said = [count(planned, "slot"), f"{planned - len(states)} called off" if planned > len(states) else ""]
    said += [f"{offered} to agree" if offered else ""]
    return ", ".join(filter(None, said)) if planned else ""


def _notes(inspection: Inspection) -> str:
    notes = evidence.notes_for_team(inspection).count()
    return count(notes, "note") if notes else ""


def _grid(inspection: Inspection) -> str:
    """What is seen depends on who asks, so the page itself says it; here only what somebody is to look at."""
    left = gaps_left(inspection).count()
    return f"{count(left, 'gap')} to look at" if left else "See the grid"


def _meetings(inspection: Inspection) -> str:
    held = meetings_of(inspection).count()
    return count(held, "meeting") if held else ""


def _findings(inspection: Inspection) -> str:
    findings = len(evidence.findings_of(inspection))
    return count(findings, "finding") if findings else ""


def _own_views(inspection: Inspection) -> str:
    """Whether they are open; how many are written is on the page, inspectorate by inspectorate."""
    if not opening_of(inspection).blind:
        return "Open"
    if opening_of(inspection).is_open:
        return "Opened"
    return "Being written" if own_views.begun(inspection) else ""


def _together(inspection: Inspection) -> str:
    judged = judgements(inspection)
    agreed = sum(one.phase == Phase.AGREED for one in judged)
    return f"{agreed} of {len(judged)} criteria agreed" if any(one.conclusion for one in judged) else ""


def _concerns(inspection: Inspection) -> str:
    """How many there are is not for everybody on the team, so the list itself says it."""
    return "See the list"


def _feedback(inspection: Inspection) -> str:
    given = feedback.given(inspection).count()
    if given:
        waiting = len(feedback.promised(inspection))
        return f"Held, {waiting} awaited" if waiting else "Held"
    return "Prepared" if feedback.prepared(inspection) else ""


def _letter(inspection: Inspection) -> str:
    letter = letters.letter_of(inspection)
    return letter.get_state_display() if letter else ""


def _survey(inspection: Inspection) -> str:
    survey = survey_for(inspection)
    if survey is None:
        return ""
    return "Open" if survey_open(survey, timezone.now()) else "Closed"


_PARTS: tuple[tuple[str, str, str, Callable[[Inspection], str]], ...] = (
    ("notifying", "Notification", "Who knows the area before, the days that are printed, the pack, the call", _notification),
    ("earlier", "Earlier letters of this area", "What they asked for, what was done about it: where to begin", _earlier),
    ("lists", "What agencies were asked for and sent", "Lists, their issues in plain words, what is awaited", _lists),
    ("questions", "Questions to agencies", "One log for every inspectorate, answered in working hours", _questions),
    ("contacts", "Contacts at agencies", "Whom to reach at each agency, at every hour, and who is missing", _contacts),
    ("setting-up", "Setting up the week", "Rooms, passes, case systems: arranged, not possible or still asked for", _setting_up),
    ("talks", "Meetings with agencies", "Set-up discussions and keep-in-touch meetings: said, agreed, disputed", _talks),
    ("outstanding", "What is outstanding", "Everything awaited, agency by agency, on one page", _outstanding),
    ("children", "Who knew these children", "The same child across agencies, and how sure the links are", _children),
    ("selection", "Selection", "The cohort, the sample anyone can redraw, and the shortlist", _selection),
    ("timescales", "Timescales over the cohort", "How often in time, how long it took, and out of how many", _timescales),
    ("tracked", "Tracked children", "Each child's chronology of all agencies", _tracked),
    ("concerns", "Urgent concerns", "What cannot wait for the letter: whom it was told to, and what was done", _concerns),
    ("enquiries", "Lines of enquiry", "What the lists and files give cause to find out, and what was found", _enquiries),
    ("timetable", "Timetable", "Who does what in the fieldwork week, when, where and with whom", _timetable),
    ("notes", "Notes", "What inspectors saw, heard and read", _notes),
    ("grid", "The grid", "What is thin for tomorrow; what is seen of each criterion in each sector", _grid),
    ("team-meetings", "Team meetings", "What is new, who looks at what, what is decided", _meetings),
    ("own-views", "Own views", "What each inspectorate holds before it hears the others, and when the views open", _own_views),
    ("together", "Judging together", "The views side by side, what is concluded, differences of view", _together),
    ("findings", "Findings", "What the team holds to be so, and the notes it rests on", _findings),
    ("feedback", "Final feedback", "What leaders are told, in which words, and what they said", _feedback),
    ("letter", "Letter", "Every passage with what it rests on, signatures, publication", _letter),
    ("statement", "Written statement", "What the partnership sent on the letter, and what it shared since", _statement),
    ("survey", "Survey after publication", "What the inspection was like; nobody can see who said what", _survey),
)
