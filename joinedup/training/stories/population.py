"""Which stories happen to whom: ordinary volumes over the children each agency knows."""

from dataclasses import dataclass
from datetime import datetime

from joinedup.training.stories import education, health, justice, police, social_care
from joinedup.training.stories.diary import Diary


@dataclass(frozen=True)
class Child:
    """A child (or expected child, age -1) as the stories see it: age on the day of notification, sectors that know it."""

    person: int
    age: int
    sectors: frozenset[str]


#: Shares of the children a sector knows to whom something happens in the half year before notification.
CONTACT, EARLY_HELP, CARE, YOUNG_CARE, RUNNING_PLAN, LEAVER = 0.24, 0.09, 0.017, 0.035, 0.018, 0.15
INCIDENT, INTELLIGENCE, MISSING, CUSTODY, MARAC, MACE = 0.13, 0.03, 0.035, 0.012, 0.03, 0.012
ATTENDANCE, MISSED, CAMHS, SEXUAL_HEALTH, NURSE, INFANT_VISIT = 0.17, 0.10, 0.05, 0.04, 0.06, 0.75
ORDER = 0.40
HALF_YEAR = (182, 1)


def tell(diary: Diary, children: list[Child], on_probation: list[int]) -> None:
    """Write the stories of the whole area."""
    for child in children:
        if "local_authority" in child.sectors:
            _social_care(diary, child)
        if "police" in child.sectors and child.age >= 0:
            _police(diary, child)
        if "health" in child.sectors and child.age >= 0:
            _health(diary, child)
        if "youth_offending" in child.sectors:
            justice.youth_order(diary, child.person, diary.days_ago(320 if diary.chance(ORDER) else 1100, 5))
        if "education" in child.sectors and child.age >= 4:
            education.school(diary, child.person, child.age)
    for adult in on_probation:
        justice.probation_order(diary, adult, diary.days_ago(500, 5))


def _before(diary: Diary, child: Child, earliest: int, latest: int) -> datetime | None:
    """Draw a day in the past on which the child was already born, or on the way."""
    known = max(60, child.age * 365)
    return diary.days_ago(min(earliest, known), latest) if known > latest else None


def _social_care(diary: Diary, child: Child) -> None:
    person = child.person
    earlier = _before(diary, child, 1400, 190)
    if earlier:
        social_care.safeguarding(diary, person, earlier, 0 if diary.chance(0.5) else None)
    if diary.chance(CONTACT if child.age >= 0 else 0.9):
        social_care.safeguarding(diary, person, diary.days_ago(*HALF_YEAR))
        if diary.chance(0.25):
            social_care.safeguarding(diary, person, diary.days_ago(*HALF_YEAR), 0)
    if child.age < 0:
        return
    if diary.chance(EARLY_HELP):
        social_care.early_help(diary, person, diary.days_ago(*HALF_YEAR))
    running = _before(diary, child, 420, 100)
    if running and diary.chance(RUNNING_PLAN):
        social_care.safeguarding(diary, person, running, 5)
    if diary.chance(YOUNG_CARE if child.age < social_care.YOUNG else CARE):
        begun = _before(diary, child, 1800, 30)
        social_care.care(diary, person, begun or diary.days_ago(30, 5), leaves=diary.chance(0.25))
    if child.age == 17 and diary.chance(LEAVER):
        social_care.care_leaver(diary, person, diary.days_ago(300, 10))


def _police(diary: Diary, child: Child) -> None:
    person, age = child.person, child.age
    earlier = _before(diary, child, 1100, 190)
    if earlier:
        diary.note(person, "police_incident", diary.any_hour(earlier.date()), diary.begin())
    if diary.chance(INCIDENT):
        police.incident(diary, person, diary.days_ago(*HALF_YEAR))
    if diary.chance(MARAC):
        police.meeting(diary, person, "marac", diary.days_ago(*HALF_YEAR))
    if age < 10:
        return
    if diary.chance(MISSING):
        times = 1 if diary.chance(0.6) else diary.random.randint(2, 4)
        police.missing_again_and_again(diary, person, diary.days_ago(182, 3), times)
    if diary.chance(INTELLIGENCE):
        police.intelligence(diary, person, diary.days_ago(*HALF_YEAR))
    if diary.chance(MACE):
        police.meeting(diary, person, "mace", diary.days_ago(*HALF_YEAR))
    if diary.chance(CUSTODY):
        police.custody(diary, person, diary.days_ago(*HALF_YEAR))


def _health(diary: Diary, child: Child) -> None:
    person, age = child.person, child.age
    if diary.chance(ATTENDANCE):
        health.attendance(diary, person, diary.days_ago(*HALF_YEAR))
    if diary.chance(MISSED):
        health.missed(diary, person, diary.days_ago(*HALF_YEAR))
    if diary.chance(INFANT_VISIT if age < 3 else NURSE):
        health.nurse(diary, person, diary.days_ago(*HALF_YEAR), age)
    if age >= 7 and diary.chance(CAMHS):
        health.mental_health(diary, person, diary.days_ago(330, 10))
    if age >= 13 and diary.chance(SEXUAL_HEALTH):
        health.sexual_health(diary, person, diary.days_ago(*HALF_YEAR))
