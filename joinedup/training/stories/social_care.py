"""Children's social care: from a contact to a child protection plan, children in need, early help, care and leaving it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from joinedup.method.calendar import add_working_days
from joinedup.training.stories.diary import Diary
from joinedup.training.stories.sense import age_on, label_fits_age

#: How far a contact goes, and the share that goes on from each step (England 2023–25: DfE, Children in need, rounded).
STEPS = ("contact", "referral", "assessment", "section_47", "icpc", "plan")
GOES_ON = (0.46, 0.82, 0.36, 0.48, 0.86)
#: Words in the labels of those who tell social care of a worry, beside police and health.
SOURCES = ("family member", "schools", "schools", "health visitor", "school nurse", "acquaintance", "housing", "anonymous")
#: Who is not told what was decided about a child.
NOT_TOLD = frozenset(("family member", "acquaintance", "anonymous"))
#: Days from a contact within which a plan that follows it would end, and days two spells of a kind lie apart at the least.
PLAN_DAYS, APART = 520, 30
YOUNG = 5  # years below which a child in care has a health assessment twice a year


def draw_reach(diary: Diary) -> int:
    """Draw how far a contact goes: 0 a contact only, 5 a child protection plan."""
    reach = 0
    while reach < len(GOES_ON) and diary.chance(GOES_ON[reach]):
        reach += 1
    return reach


def safeguarding(diary: Diary, person: int, start: datetime, reach: int | None = None) -> None:
    """Tell one story of concern: contact, referral, decision, assessment, strategy discussion, enquiry, conference, plan."""
    reach = draw_reach(diary) if reach is None else reach
    if reach > 3 and not diary.free(person, "child_protection_plan", start, start + timedelta(days=PLAN_DAYS), APART):
        reach = 3  # a child with a plan needs no first conference
    episode = diary.begin()
    source = _told_by(diary, person, start, episode)
    diary.note(person, "contact", start, episode, source=source)
    if reach < 1:
        return
    referral = diary.working(start, 0, 1)
    diary.note(person, "referral", referral, episode, source=source, nfa="yes" if reach == 1 else "no")
    decision = diary.working(referral, 0, 1)
    diary.note(person, "referral_decision", decision, episode)
    _tell_the_referrer(diary, person, decision, episode)
    if reach < 2:
        return
    ended = _assessment(diary, person, decision, episode)
    if reach < 3:
        if diary.chance(0.45):
            child_in_need(diary, person, ended, episode)
        return
    _protect(diary, person, diary.working(decision, 0, 4), episode, reach)


def _tell_the_referrer(diary: Diary, person: int, decision: datetime, episode: int) -> None:
    """Tell whoever passed on the worry what came of it, some working days after the decision."""
    days = Random(f"{episode}|outcome told").randint(1, 8)  # noqa: S311  the diary's own chance stays for what happened
    told = datetime.combine(add_working_days(decision.date(), days), decision.time())
    diary.note(person, "outcome_told", told, episode)


def _told_by(diary: Diary, person: int, start: datetime, episode: int) -> str:
    """Some contacts come from police or health, who write down that they told social care. Returns the source where it is told."""
    chance = diary.random.random()
    if chance < 0.28:
        diary.note(person, "police_incident", diary.hours(start, -60, -20), episode)
        diary.note(person, "police_referral", diary.hours(start, -18, -1), episode)
        return "police"
    if chance < 0.42:
        diary.note(person, "health_referral", diary.hours(start, -20, -1), episode)
        return "accident and emergency"
    source = diary.random.choice(SOURCES)
    if label_fits_age(source, age_on(diary.born.get(person, start.date()), start.date())):
        return source
    return "schools" if source == "health visitor" else "health visitor"


def _assessment(diary: Diary, person: int, start: datetime, episode: int) -> datetime:
    ended = diary.working(start, 12, 43)
    diary.note(person, "assessment", start, episode, ended)
    return ended


def _protect(diary: Diary, person: int, strategy: datetime, episode: int, reach: int) -> None:
    """Strategy discussion with health and police, section 47 enquiry, conference, plan."""
    unnecessary = "no" if reach > 3 else "yes"
    diary.note(person, "strategy_discussion", strategy, episode, unnecessary=unnecessary, took_part="yes")
    diary.note(person, "section_47", strategy, episode, diary.working(strategy, 6, 14), unnecessary=unnecessary)
    if diary.chance(0.1):
        diary.note(person, "police_protection", diary.hours(strategy, -12, -2), episode)
    if reach < 4:
        return
    conference = diary.working(strategy, 8, 14)
    diary.note(person, "icpc", conference, episode, plan="yes" if reach > 4 else "no")
    if reach > 4:
        _plan(diary, person, conference, episode)


def _plan(diary: Diary, person: int, start: datetime, episode: int) -> None:
    """A child protection plan with its core groups, visits and reviews, ended after some months or still running."""
    ended = diary.later(start, 150, 430)
    diary.note(person, "child_protection_plan", start, episode, ended)
    course = Course(diary, person, episode, ended, "protection")
    course.repeat("core_group", diary.working(start, 5, 9), (32, 46))
    course.repeat("social_work_visit", diary.working(start, 2, 6), (10, 18))
    course.repeat("child_protection_review", diary.later(start, 66, 83), (140, 174))


@dataclass(frozen=True)
class Course:
    """A story that runs on until it ends, with events that come again and again."""

    diary: Diary
    person: int
    episode: int
    ended: datetime
    visited_as: str = ""

    def repeat(self, kind: str, first: datetime, every: tuple[int, int]) -> None:
        """Note an event again and again, so many days apart, until the story ends."""
        moment = first
        while moment <= min(self.ended, self.diary.closes):
            self.diary.note(self.person, kind, moment, self.episode, visited=self.visited_as)
            moment = max(self.diary.later(moment, *every), moment + timedelta(days=1))


def child_in_need(diary: Diary, person: int, start: datetime, episode: int) -> None:
    """A child in need plan with visits, ended or still running."""
    ended = diary.later(start, 70, 330)
    diary.note(person, "child_in_need", start, episode, ended)
    course = Course(diary, person, episode, ended, "child in need")
    course.repeat("social_work_visit", diary.working(start, 5, 15), (24, 42))


def early_help(diary: Diary, person: int, start: datetime) -> None:
    """An early help assessment."""
    diary.note(person, "early_help_assessment", start, diary.begin(), diary.working(start, 10, 50))


def care(diary: Diary, person: int, start: datetime, *, leaves: bool) -> None:
    """A time in care: placements, visits, reviews, health assessments."""
    episode = diary.begin()
    ended = diary.later(start, 60, 700) if leaves else diary.closes + timedelta(days=365)
    unborn = start.date() < diary.born.get(person, start.date())
    if unborn or not diary.free(person, "looked_after", start, ended, APART):
        return
    diary.note(person, "looked_after", start, episode, ended if leaves else None)
    course = Course(diary, person, episode, ended, "looked-after")
    _placements(course, start)
    course.repeat("social_work_visit", diary.working(start, 1, 4), (28, 37))
    review = diary.working(start, 12, 19)
    diary.note(person, "looked_after_review", review, episode)
    course.repeat("looked_after_review", diary.later(review, 66, 83), (140, 174))
    assessed = diary.working(start, 8, 18)
    diary.note(person, "initial_health_assessment", assessed, episode)
    _assessed_again(course, assessed)
    course.repeat("dental_check", diary.later(start, 60, 200), (170, 380))


def _assessed_again(course: Course, moment: datetime) -> None:
    """Health assessments every half year before the fifth birthday, every year after."""
    diary, born = course.diary, course.diary.born.get(course.person)
    while moment <= min(course.ended, diary.closes):
        young = born is not None and age_on(born, moment.date()) < YOUNG
        moment = diary.later(moment, 140, 172) if young else diary.later(moment, 290, 350)
        if moment <= course.ended:
            diary.note(course.person, "review_health_assessment", moment, course.episode)


def _placements(course: Course, start: datetime) -> None:
    """One placement after another, each visited within days; most last, a few break down within weeks."""
    diary, moment = course.diary, start
    while moment < min(course.ended, diary.closes):
        lasts = diary.later(moment, 8, 70) if diary.chance(0.3) else diary.later(moment, 180, 1500)
        until = min(lasts, course.ended)
        diary.note(course.person, "placement", moment, course.episode, until)
        if moment > start:
            diary.note(course.person, "social_work_visit", diary.working(moment, 1, 3), course.episode, visited=course.visited_as)
        moment = max(until, moment + timedelta(days=1))


def care_leaver(diary: Diary, person: int, start: datetime) -> None:
    """Support after care."""
    diary.note(person, "care_leaver", start, diary.begin())
