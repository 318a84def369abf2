"""School: a place, absence, suspensions and exclusions, part-time timetables, missing education."""

from datetime import datetime

from joinedup.training.stories.diary import Diary


def school(diary: Diary, person: int, age: int) -> None:
    """A school place, and for some what goes wrong there."""
    years = 6 if age >= 11 else 4
    since = diary.on.year - min(max(age - 11, 0) if age >= 11 else age - 4, years)
    start = datetime(since - (diary.on.month < 9), 9, 3, 9, 0)
    diary.note(person, "school_enrolment", start, diary.begin())
    if diary.chance(0.10):
        began = diary.days_ago(170, 5)
        diary.note(person, "school_absence", began, diary.begin(), diary.later(began, 5, 40))
    if age >= 9 and diary.chance(0.05):
        trouble(diary, person, diary.days_ago(175, 8))


def trouble(diary: Diary, person: int, day: datetime) -> None:
    """A suspension, and for some a part-time timetable or a time missing education after it."""
    episode = diary.begin()
    back = diary.later(day, 1, 6)
    diary.note(person, "exclusion", day, episode, back)
    chance = diary.random.random()
    if chance < 0.4:
        began = diary.later(back, 1, 10)
        diary.note(person, "part_time_timetable", began, episode, diary.later(began, 20, 90))
    elif chance < 0.55:
        began = diary.later(back, 1, 10)
        diary.note(person, "missing_education", began, episode, diary.later(began, 15, 120))
