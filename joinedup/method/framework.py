"""What a framework holds, as frozen dataclasses; `method.loader` makes them from TOML and `method.canonical` from stored JSON.

Every field with a default may be left out of the TOML. Field names are the TOML keys.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Inspectorate:
    """One inspectorate taking part. Its name may change: `names` are dated, oldest first, the first without a date."""

    id: str
    names: tuple["DatedText", ...]
    sectors: tuple[str, ...]  # sectors whose part it assesses
    team: int = 0  # inspectors in a full team
    lead: bool = False
    signs_as: str = ""  # the post that signs its letters as a rule


@dataclass(frozen=True)
class DatedText:
    """A text in force from a day on (null: from the beginning)."""

    text: str
    since: date | None = None


@dataclass(frozen=True)
class Sector:
    """A sector as this framework names it, and the agencies it expects to meet there."""

    id: str  # one of records.shape.SECTORS
    name: str
    agencies: tuple[str, ...] = ()  # kinds of organisation, in words


@dataclass(frozen=True)
class Criterion:
    """One thing inspectors ask about. `joint` criteria need evidence from two sectors."""

    id: str
    area: str  # heading it stands under: front_door | leadership | deep_dive | ... (an id in `areas`)
    text: str
    sectors: tuple[str, ...]
    joint: bool = False


@dataclass(frozen=True)
class CriterionArea:
    """A heading that groups criteria, in the order of the framework."""

    id: str
    title: str


@dataclass(frozen=True)
class SourceKind:
    """A kind of source a note can have (tracking, sampling, observation, interview …)."""

    id: str
    title: str
    about_child: bool = False
    interview: bool = False  # people of an agency are talked to: counted as burden
    template: str = ""  # prompts printed into an empty note of this kind, a line each; empty: none


@dataclass(frozen=True)
class CodeSet:
    """The values a coded column may hold: code → label. The writer's form is `code) label` where `lettered`."""

    id: str
    values: tuple[tuple[str, str], ...]
    lettered: bool = False
    synonyms: tuple[tuple[str, str], ...] = ()  # text met in real files → code


@dataclass(frozen=True)
class Column:
    """One column of a list. A column without a purpose is not asked for (the loader refuses it)."""

    key: str
    header: str
    type: str  # id | text | name | date | datetime | boolean | code | integer | age | postcode | nhs | upn
    purpose: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    codes: str = ""  # id of a CodeSet, for type code
    # What the column holds. People lists: own_id given_names middle_names family_name aliases date_of_birth sex address
    # postcode known_id:nhs known_id:upn household. Relation lists: own_id other_id relation from_date to_date.
    # Event lists: own_id ethnicity.
    holds: str = ""
    counts: str = ""  # event kind this column counts for the child (checked across lists, filled in by training)
    counts_months: int = 12
    added: bool = False  # True: this framework's own addition to an official list


@dataclass(frozen=True)
class EventMapping:
    """How one row of a list makes one event: which column dates it, which ends it, which say more."""

    kind: str  # one of records.kinds
    start: str  # column key
    end: str = ""
    attributes: tuple[tuple[str, str], ...] = ()  # attribute name → column key
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()  # column key → codes, all must hold


@dataclass(frozen=True)
class ListSpec:
    """One list an agency is asked for. `kind` people | events | relations."""

    id: str  # e.g. "police-missing"; unique in the framework
    title: str
    sector: str
    kind: str
    purpose: str
    columns: tuple[Column, ...]
    window_months: int = 0  # rows dated within so many months before notification; 0: current
    due: int = 2  # working day by which it is due (notification = 1)
    official: bool = False  # a list of the published Annex A; False: added by Joinedup
    aliases: tuple[str, ...] = ()  # sheet titles seen in real workbooks
    events: tuple[EventMapping, ...] = ()
    also_on: tuple[str, ...] = ()  # lists on which everyone on this one must stand too (checked across lists)
    own_id_unique: bool = True  # False: one person may have several ids here (within-agency rule of linkage)


@dataclass(frozen=True)
class RequestItem:
    """Anything else an agency is asked for: a document, a meeting to observe, case files, a question."""

    id: str
    kind: str  # document | meeting | case_file | question
    title: str
    sector: str
    purpose: str
    due: int = 2


@dataclass(frozen=True)
class ChildRequest:
    """Something each agency of a sector is asked for about every child chosen. A late choice never makes it due at once."""

    id: str
    title: str
    kind: str  # joint_audit | case_file | document | practitioner | consent
    purpose: str
    sector: str = ""  # "": every agency taking part
    of: tuple[str, ...] = ("tracked",)  # children it is asked about: tracked | sampled
    due: int = 5  # working day by which it is due (notification = 1)
    at_least: int = 2  # working days an agency has in any case, counted from the day it is asked


@dataclass(frozen=True)
class AuditQuestion:
    """One question of the partnership's joint audit of a child. Inspectors write their own view of the same question beside it."""

    id: str
    text: str
    kind: str = "text"  # text | choice
    answered: str = "both"  # by each agency in its own part, by all together in the agreed view, or both: agency | together | both
    sectors: tuple[str, ...] = ()  # whose agencies answer it in their own part; empty: all
    choices: tuple[tuple[str, str], ...] = ()  # code → label, for kind choice; never a grade
    hint: str = ""


@dataclass(frozen=True)
class RecordSection:
    """One section of the tracking record: what inspectors of all inspectorates write together about a tracked child."""

    id: str
    title: str
    prompt: str
    by_sector: bool = False  # one part for each sector taking part; False: one for the child
    sectors: tuple[str, ...] = ()  # sectors that have a part in a section by sector; empty: all
    child_words: bool = False  # what the child or the family said, in their own words: shown as said, marked so


@dataclass(frozen=True)
class ShortQuestion:
    """One question of the short form filled in for a sampled child: a choice with words to it, or words alone."""

    id: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()  # code → label; empty: words alone. Never a grade
    hint: str = ""


@dataclass(frozen=True)
class KeyDate:
    """A step of the calendar, in working days counted from another step (notification when empty).

    `offset` 0 is the day of the step counted from. `range` is the earliest and latest seen or allowed, for display.
    """

    id: str
    title: str
    offset: int
    after: str = ""
    until: int | None = None  # last working day of a step that lasts, counted like offset
    weekday: str = ""  # "monday" …: the step begins on the first such day on or after its offset, and lasts as long
    note: str = ""


@dataclass(frozen=True)
class Selection:
    """Which children form the cohort, how a sample is drawn from it, and how a shortlist for tracking."""

    cohort_sector: str  # the authority's list alone
    cohort_kinds: tuple[str, ...]  # a child with an event of one of these kinds …
    cohort_attributes: tuple[
        tuple[str, tuple[str, ...]], ...
    ]  # … whose attributes hold one of these codes (all names must hold; empty: any)
    age_from: int  # completed years on the day of notification, inclusive
    age_to: int
    months: int  # event starts within so many months before notification (or still runs)
    sample_size: int
    # Levels, widest first: age_band | sex | <attribute of the cohort event> | first_kind | week (ISO week of the cohort event).
    strata: tuple[str, ...]
    shortlist_size: int
    shortlist_range: tuple[str, ...]  # aims of range: age_band | sex | agencies | kinds
    tracked_min: int
    tracked_max: int
    tracked: int  # usual number
    age_bands: tuple[int, ...] = (0, 5, 10, 14, 18)
    share: str = "proportional"  # how the first level of the strata shares the sample: equal | proportional


@dataclass(frozen=True)
class Timescale:
    """A limit between two kinds of event of one child: a prompt for an inspector, never a judgement."""

    id: str
    title: str
    start: str  # event kind
    finish: str  # event kind
    limit: int
    unit: str  # working_days | days | hours | months
    source: str  # statute or guidance
    start_at: str = "start"  # which end of the starting event counts: start | end
    finish_at: str = "start"
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()  # attribute of the starting event → codes
    unless: tuple[str, ...] = ()  # an event of these kinds between ends the duty (e.g. plan ended)
    repeats: bool = False  # the finishing kind restarts the clock (six-monthly reviews)
    age_from: int | None = None  # the child's completed years on the starting day, inclusive
    age_under: int | None = None
    since: str = ""  # kind of event: the last of it begun on or before the starting day is what the next three count from
    since_from: int | None = None  # completed months since then on the starting day, inclusive
    since_under: int | None = None
    nth: str = ""  # first | later: the start's place among events of its own kind since then

    @property
    def conditional(self) -> bool:
        """Say whether the duty hangs on more than its starting event: the child's age, or what came before."""
        return bool(self.since) or self.age_from is not None or self.age_under is not None


@dataclass(frozen=True)
class TakingPart:
    """Who must take part in something at least: a prompt for an inspector, never a judgement.

    The sector that recorded the event took part. Another surely did where it recorded the same kind of event on the same day, or
    where the attribute named for it holds one of `yes`; surely not where that holds one of `no`. Anything else is unknown.
    """

    id: str
    title: str
    kind: str  # event kind
    sectors: tuple[str, ...]  # who must take part
    attendance: tuple[tuple[str, str], ...]  # sector → attribute of the event that says whether it took part
    source: str  # statute or guidance
    yes: tuple[str, ...] = ("a",)
    no: tuple[str, ...] = ("b",)


@dataclass(frozen=True)
class Handover:
    """From one sector knowing to another knowing. No statutory limit: reported as a distribution."""

    id: str
    title: str
    start: str
    start_sector: str
    finish: str
    finish_sector: str
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    within_days: int = 30  # after so long without an answer it counts as never arrived


@dataclass(frozen=True)
class LetterSection:
    """One section of the letter. `kind`: addressees | salutation | standard | bullets | prose | boxes | signatures.

    `directions` are the findings it draws on: strength | improve | priority. `areas`: criterion areas it is about (all when empty).
    """

    id: str
    title: str  # "" prints no heading
    kind: str
    required: bool = True
    directions: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    standard: tuple[str, ...] = ()  # ids of standard sentences it opens with
    words: tuple[int, int] | None = None  # size hint
    items: tuple[int, int] | None = None  # bullets hint
    by_area: bool = False  # one subheading per criterion area
    brief: bool = False  # a summary: says in short what later sections say in full
    none: str = ""  # id of the standard sentence printed where it holds nothing else; "": it is left out


@dataclass(frozen=True)
class StandardSentence:
    """A standard sentence with the wordings in force over time. `{area}` and other names of the letter's data are filled in."""

    id: str
    wordings: tuple[DatedText, ...]
    without_statement: bool = False  # printed only where no written statement is asked for


@dataclass(frozen=True)
class Retention:
    """When child-level data is destroyed, counted from publication."""

    months: int
    rule: str


@dataclass(frozen=True)
class WorkingHours:
    """The hours of a working day, London time (HH:MM): a question's time to answer runs in these alone."""

    begins: str = "09:00"
    ends: str = "17:00"
    answer_within: int = 8  # working hours an answer is given as a rule


@dataclass(frozen=True)
class Within:
    """A time somebody has: `number` of `unit` from a moment, London time. Hours run day and night, the others do not."""

    number: int
    unit: str  # hours | working_hours | working_days


@dataclass(frozen=True)
class ConcernRoute:
    """One way in which what inspectors saw about a child leaves the inspection at once: to whom, how, by when.

    Of two steps the first is by voice where `voice_first`; the clocks of the receiver run from the first step on.
    """

    id: str
    title: str
    purpose: str  # what it is for, in one sentence
    receiver: str  # the post that receives it
    acknowledge: Within
    reply: Within
    must_say: tuple[str, ...]  # what must be written
    sector: str = ""  # sector of the agency that receives it; "": the agency concerned
    voice_first: bool = False
    write: Within | None = None  # by when a concern told by voice is put in writing
    about_staff: bool = False  # somebody at work is spoken of: only who is named to receive it, who raised it and the lead read it


@dataclass(frozen=True)
class CoverageWords:
    """What an agency is asked of a list as it sends it: whether the list covers the inspected authority alone."""

    question: str = "Whom does this list cover?"
    area: str = "This authority’s area alone"
    wider: str = "A wider area, such as the whole force or trust"


@dataclass(frozen=True)
class Triangulated:
    """From how many sides something is seen before it stands firm: kinds of source, and for joint criteria sectors."""

    sources: int = 2
    sectors: int = 2


@dataclass(frozen=True)
class CohortPrompts:
    """From when on one rule or one handover is something to ask about over the whole cohort, judging nobody.

    The standard numbers are Joinedup's own choice: low enough to miss little, high enough that an inspector is not asked about one
    family's three referrals.
    """

    fewest_children: int = 5  # of whom it is so
    share: tuple[int, int] = (1, 5)  # of what the lists can tell, so often at least: one of five


@dataclass(frozen=True)
class HalfDay:
    """One half of a day of fieldwork, with its hours (HH:MM, London time): what a slot without hours fills."""

    id: str  # morning | afternoon
    title: str
    begins: str
    ends: str


@dataclass(frozen=True)
class Activity:
    """Something inspectors do in the fieldwork week, and the kind of note it ends in."""

    id: str
    title: str
    source: str  # id of a kind of source
    meets_child: bool = False  # a child or family is met: never twice in one day


@dataclass(frozen=True)
class Fieldwork:
    """Into what the fieldwork week falls. Without activities: the standard ones (`method.fieldwork`)."""

    halves: tuple[HalfDay, ...] = ()
    activities: tuple[Activity, ...] = ()
    slots_a_half: int = 3  # more for one inspector in one half-day is told
    travel_minutes: int = 30  # between two places, where a place does not say its own


@dataclass(frozen=True)
class ComplaintSubject:
    """What a complaint about an inspection may be about."""

    id: str
    title: str
    hint: str = ""
    about_person: bool = False  # somebody's behaviour: they are named apart, and never read it


@dataclass(frozen=True)
class ComplaintRoute:
    """How a complaint about an inspection is dealt with, and the times its reader has, counted from when it arrived."""

    acknowledge: Within
    answer: Within
    ask_review: Within  # from the answer on: how long somebody may ask that another reader looks at it again, once
    review: Within  # from then on: by when the other reader answers
    subjects: tuple[ComplaintSubject, ...]


@dataclass(frozen=True)
class SurveyQuestion:
    """One question of the survey after publication, tied to what of the framework it asks about.

    A clause is a key of the framework (`criteria`, `lists` …), or one thing of it (`calendar:notification`).
    """

    id: str
    text: str
    clauses: tuple[str, ...]
    to: tuple[str, ...] = ("staff", "leaders", "inspectors")  # groups who are asked
    choices: tuple[tuple[str, str], ...] = ()  # code → label; empty: words alone. Never a grade


@dataclass(frozen=True)
class Survey:
    """The short survey that opens when the letter is published: how long it is open, and below how many nothing is shown."""

    open_days: int  # days
    fewest: int  # of a group or a question answered by fewer, nothing is shown
    questions: tuple[SurveyQuestion, ...]


@dataclass(frozen=True)
class ContactRole:
    """A post at an agency that inspectors must be able to reach during an inspection, and what for."""

    id: str
    title: str
    purpose: str  # what somebody in this post is reached for
    sectors: tuple[str, ...] = ()  # sectors whose agencies have it; empty: every sector
    needed: bool = True  # whether it is a gap where nobody is named
    concerns: tuple[str, ...] = ()  # ids of the routes of urgent concern it is reached for


@dataclass(frozen=True)
class SettingUpItem:
    """One thing agencies arrange before inspectors come: a room, a pass, somebody who helps with a case system."""

    id: str
    title: str
    prompt: str  # what it is for, and what to say about it
    sectors: tuple[str, ...] = ()  # sectors whose agencies are asked; empty: every sector
    before: int = 1  # working days before fieldwork by which it is arranged


@dataclass(frozen=True)
class AgendaPoint:
    """One point gone through in a meeting with agencies."""

    id: str
    title: str
    prompt: str


@dataclass(frozen=True)
class PackPart:
    """One part of the notification pack: its words, with the facts named in braces filled in, and the table below them."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    kind: str = "words"  # script (for the lead inspector alone) | words | requests | contacts | dates: the table below the words
    to: str = ""  # the post that is telephoned; of the script alone


@dataclass(frozen=True)
class OpenValue:
    """A value of this framework whose current official figure could not be found: what was put here, and why."""

    key: str
    note: str


@dataclass(frozen=True)
class FinalFeedback:
    """The final feedback meeting: how its page is marked, what is said first, and whether agencies are given a summary."""

    marking: str  # printed on every page of it
    said_first: tuple[str, ...]
    summary: bool = False  # whether agencies read at their door what was fed back; as a rule not


@dataclass(frozen=True)
class InterruptionRule:
    """One way in which an inspection does not go on as planned: who may ask for it, who decides, what the letter says of it."""

    id: str  # deferral | pause | incomplete | additional_evidence
    title: str
    purpose: str  # what it is, in one sentence
    asked_by: tuple[str, ...]  # area | inspectorate
    decided_by: str  # lead | signatory
    grounds: tuple[str, ...] = ()  # on which it is asked for as a rule, in words: a hint and no limit
    letter: str = ""  # the sentence the letter's basis gets; {from} and {until} are filled in. Empty: none


@dataclass(frozen=True)
class PriorityRule:
    """A priority action: who decides on it, and the day of its own an agency addressed has to say what it has done."""

    decided_by: str  # lead | signatory
    reply_days: int  # working days from the notice: earlier than the written statement


@dataclass(frozen=True)
class BoxRule:
    """A practice study or case study: how long an agency has to read one before it is signed."""

    read_within: Within


@dataclass(frozen=True)
class BurdenGap:
    """How far from another inspection's work in a place fieldwork keeps. `kind` "any": of every kind without a gap of its own."""

    kind: str  # a kind of visit ("ilacs", "joint", "peel" …) | any
    place: str  # what both have in common: area | force | health
    weeks_after: int  # whole weeks free after the other one ends
    weeks_before: int  # whole weeks free before the other one begins


@dataclass(frozen=True)
class ClosedTime:
    """A time of year without joint inspections. Without days: such times are dated apart (school holidays, elections)."""

    id: str  # august | christmas | school_holiday | pre_election …
    title: str  # in a sentence: "{title}, 1 to 31 August 2026"
    keeps_off: str = "fieldwork"  # what may not fall into it: fieldwork | notice (notification to the last day of fieldwork)
    from_day: str = ""  # MM-DD, both empty: dated apart
    to_day: str = ""  # MM-DD, inclusive; before from_day: in the year after


@dataclass(frozen=True)
class ChoiceShare:
    """How many areas of a round one kind of reason chooses: `part` of the round, rounded half up; at least `least`."""

    kind: str  # chance | concern | interest | good_practice
    part: tuple[int, int]
    least: int = 0


@dataclass(frozen=True)
class ChoiceSpread:
    """How a round is spread: what `aims` name is evened out in this order. Ministers' requests and chance are held to no limit."""

    aims: tuple[str, ...]  # region | last_time | size | rural | force
    most_of_force: int  # areas of one force in one round
    region_over: int  # areas of one region beyond its part of all areas, rounded up
    sizes: tuple[int, ...]  # children under 18: where one band ends and the next begins, rising
    last_times: tuple[int, ...]  # whole years since the last joint inspection: likewise


@dataclass(frozen=True)
class ConcernRule:
    """When one measure of one area is a reason to look: both limits must be passed. Measures are never added up."""

    limits: int  # which limits of the funnel the figure must pass, in tenths of a per cent: 950 | 998
    apart: int  # per cent: the shrunk figure must lie further out than so many of areas truly do
    fewest_areas: int  # with fewer areas that have the measure, nothing is said
    expires_months: int  # months after the end of the year measured in which it is a reason


@dataclass(frozen=True)
class RosterRule:
    """What holds for every team of a round, in whole weeks and inspectors."""

    weeks_before: int
    weeks_after: int
    rest_weeks: int
    at_once: int  # inspections in fieldwork in one week
    shared_apart: int  # weeks between the fieldwork of two areas of a round that share a force or a health body
    most: int  # inspections for one full-time inspector in a round
    experienced_least: int
    new_most: int
    furthest_minutes: int


@dataclass(frozen=True)
class ProgrammeRule:
    """How a round of inspections is planned: how many, when not, how spread, by which reasons, with what rest."""

    a_year: int
    set_size: int  # areas of one theme as a rule
    whole_weeks: bool  # fieldwork needs five working days: no week with a bank holiday
    gaps: tuple[BurdenGap, ...]
    closed: tuple[ClosedTime, ...]
    shares: tuple[ChoiceShare, ...]
    spread: ChoiceSpread
    concern: ConcernRule
    roster: RosterRule


@dataclass(frozen=True)
class Framework:
    """One version of an inspection method, whole: nothing outside it is needed to run an inspection."""

    id: str
    title: str
    version: str
    since: date
    kind: str  # joint | single_agency
    theme: str
    theme_title: str
    scope: str
    legal_basis: str
    linkage_mode: str  # lists | look_up
    linkage_purpose: str
    own_view_first: bool
    inspectorates: tuple[Inspectorate, ...]
    sectors: tuple[Sector, ...]
    areas: tuple[CriterionArea, ...]
    criteria: tuple[Criterion, ...]
    sources: tuple[SourceKind, ...]
    code_sets: tuple[CodeSet, ...]
    lists: tuple[ListSpec, ...]
    requests: tuple[RequestItem, ...]
    calendar: tuple[KeyDate, ...]
    statement_days: int  # working days after receipt; 70 by SI 2015/1792
    selection: Selection
    timescales: tuple[Timescale, ...]
    handovers: tuple[Handover, ...]
    letter: tuple[LetterSection, ...]
    sentences: tuple[StandardSentence, ...]
    retention: Retention
    open_values: tuple[OpenValue, ...] = ()
    working_hours: WorkingHours = WorkingHours()
    coverage: CoverageWords = CoverageWords()
    triangulated: Triangulated = Triangulated()
    taking_part: tuple[TakingPart, ...] = ()
    # Sectors whose work is children: an adult in the life of a child whom none of them knows is shown. Others know adults first.
    childrens_sectors: tuple[str, ...] = ("local_authority", "health", "education", "youth_offending")
    statement_address: str = ""  # where the written statement is sent; needed where a standard sentence asks for it
    child_requests: tuple[ChildRequest, ...] = ()
    joint_audit: tuple[AuditQuestion, ...] = ()  # the form of the joint audit; empty: none is asked for
    concerns: tuple[ConcernRoute, ...] = ()  # routes of urgent concern; empty: the standard ones (`method.concerns`)
    tracking_record: tuple[RecordSection, ...] = ()  # sections of the record of a tracked child; empty: the standard ones
    note_files: bool = False  # whether a note may carry files; off unless the framework allows them
    short_form: tuple[ShortQuestion, ...] = ()  # the short form of a sampled child; empty: the standard one (`method.recording`)
    cohort_prompts: CohortPrompts = CohortPrompts()
    fieldwork: Fieldwork = Fieldwork()  # halves and activities of the fieldwork week; empty: the standard ones (`method.fieldwork`)
    complaints: ComplaintRoute | None = None  # how complaints are dealt with; none: the standard way (`method.complaints`)
    survey: Survey | None = None  # after publication; none: the standard one (`method.surveys`)
    # Whom inspectors reach at each agency, what is arranged before they come, what is gone through with agencies before the
    # week and in it; empty: the standard ones (`method.setting_up`).
    contact_roles: tuple[ContactRole, ...] = ()
    setting_up: tuple[SettingUpItem, ...] = ()
    set_up_agenda: tuple[AgendaPoint, ...] = ()
    keep_in_touch: tuple[AgendaPoint, ...] = ()
    notification: tuple[PackPart, ...] = ()  # parts of the notification pack; empty: the standard ones (`method.notifying`)
    feedback: FinalFeedback | None = None  # the final feedback meeting; none: the standard one (`method.feedback`)
    interruptions: tuple[InterruptionRule, ...] = ()  # deferral, pause and so on; empty: the standard ones (`method.interruptions`)
    priority: PriorityRule | None = None  # priority action; none: the standard one (`method.priority`)
    boxes: BoxRule | None = None  # practice studies and case studies; none: the standard one (`method.boxes`)
    programme: ProgrammeRule | None = None  # how a round is planned; none: the standard way (`method.programme`)
