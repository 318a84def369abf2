"""Stories of the inspection's theme, told until the framework's own rule finds a cohort to inspect."""

from collections.abc import Callable, Sequence
from datetime import datetime

from joinedup.method.framework import Selection
from joinedup.training.stories import education, health, justice, police, social_care
from joinedup.training.stories.diary import Diary
from joinedup.training.stories.population import Child

#: How far a contact must go for an event of a kind to happen.
REACH = {
    "contact": 0, "referral": 1, "referral_decision": 1, "assessment": 2, "strategy_discussion": 3, "section_47": 3, "icpc": 4,
    "core_group": 5, "child_protection_plan": 5, "child_protection_review": 5,
}  # fmt: skip
RICH = 0.4  # share of the theme's children whom several agencies know well

Story = Callable[[Diary, int, datetime], object]
OF_KIND: dict[str, Story] = {
    "early_help_assessment": social_care.early_help,
    "child_in_need": lambda diary, person, day: social_care.child_in_need(diary, person, day, diary.begin()),
    "looked_after": lambda diary, person, day: social_care.care(diary, person, day, leaves=False),
    "placement": lambda diary, person, day: social_care.care(diary, person, day, leaves=False),
    "missing_episode": lambda diary, person, day: police.missing_again_and_again(diary, person, day, diary.random.randint(1, 3)),
    "police_incident": police.incident,
    "camhs_referral": health.mental_health,
    "emergency_attendance": health.attendance,
    "youth_order": justice.youth_order,
    "exclusion": education.trouble,
}


def wanted(children: int) -> int:
    """Return how many theme children an area of so many children needs for a cohort of plausible size."""
    return max(20, min(70, round(children * 0.05)), round(children * 0.012))


def tell_theme(diary: Diary, selection: Selection, children: Sequence[Child], wished: int) -> list[int]:
    """Tell the theme's stories for up to `wished` children of the right age, those the local authority knows first."""
    kinds = [kind for kind in selection.cohort_kinds if kind in diary.kinds]
    fitting = [child for child in children if selection.age_from <= child.age <= selection.age_to]
    if not kinds or not fitting:
        return []
    known = [child for child in fitting if selection.cohort_sector in child.sectors]
    chosen = diary.random.sample(known, min(wished, len(known)))
    diary.theme = True
    for place, child in enumerate(chosen):
        _told(diary, kinds[place % len(kinds)], child.person, _moment(diary, selection.months, child.age))
        if diary.chance(RICH):
            _rich(diary, child)
    diary.theme = False
    return [child.person for child in chosen]


def _moment(diary: Diary, months: int, age: int) -> datetime:
    earliest = min(max(months * 30 - 12, 20), max(60, age * 365))
    return diary.days_ago(earliest, min(40, earliest - 1))


def _told(diary: Diary, kind: str, person: int, day: datetime) -> None:
    if kind in REACH:
        social_care.safeguarding(diary, person, day, max(REACH[kind], social_care.draw_reach(diary)))
    elif kind in OF_KIND:
        OF_KIND[kind](diary, person, day)
    else:
        diary.note(person, kind, day, diary.begin())


def _rich(diary: Diary, child: Child) -> None:
    """Let several agencies meet the child: what makes following it through worthwhile."""
    person, random = child.person, diary.random
    for _ in range(random.randint(1, 3)):
        health.attendance(diary, person, diary.days_ago(180, 6))
    health.missed(diary, person, diary.days_ago(180, 6))
    for _ in range(random.randint(1, 3)):
        police.incident(diary, person, diary.days_ago(180, 6))
    social_care.safeguarding(diary, person, diary.days_ago(170, 60), random.choice((2, 3, 4, 5)))
    if child.age >= 8:
        health.mental_health(diary, person, diary.days_ago(175, 60))
        education.trouble(diary, person, diary.days_ago(170, 20))
    if child.age >= 10:
        police.missing_again_and_again(diary, person, diary.days_ago(175, 60), random.randint(3, 8))
        police.intelligence(diary, person, diary.days_ago(170, 10))
        police.meeting(diary, person, "mace", diary.days_ago(150, 10))
    if child.age >= 13 and diary.chance(0.6):
        justice.youth_order(diary, person, diary.days_ago(200, 40))
    if diary.chance(0.35):
        social_care.care(diary, person, diary.days_ago(min(500, max(70, child.age * 365)), 60), leaves=False)
