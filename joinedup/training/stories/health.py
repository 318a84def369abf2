"""Health: emergency attendances, missed appointments, mental health, sexual health, health visitors and school nurses."""

from datetime import datetime

from joinedup.training.stories.diary import Diary
from joinedup.training.stories.police import passed_on


def attendance(diary: Diary, person: int, day: datetime) -> None:
    """An emergency department attendance, now and then followed by a safeguarding referral."""
    episode = diary.begin()
    moment = diary.any_hour(day.date())
    diary.note(person, "emergency_attendance", moment, episode)
    if diary.chance(0.08):
        passed_on(diary, person, "health", diary.hours(moment, 1, 20), episode)


def missed(diary: Diary, person: int, day: datetime) -> None:
    """An appointment the child was not brought to."""
    diary.note(person, "missed_appointment", day, diary.begin())


def mental_health(diary: Diary, person: int, day: datetime) -> None:
    """A referral to the mental health service, and seen weeks or months later, or not yet."""
    episode = diary.begin()
    diary.note(person, "camhs_referral", day, episode)
    if diary.answered(day, 115):
        diary.note(person, "camhs_seen", diary.later(day, 14, 115), episode)


def sexual_health(diary: Diary, person: int, day: datetime) -> None:
    """A sexual health contact."""
    diary.note(person, "sexual_health_contact", day, diary.begin())


def nurse(diary: Diary, person: int, day: datetime, age: int) -> None:
    """A contact with the health visitor (under five) or the school nurse."""
    diary.note(person, "health_visitor_contact" if age < 5 else "school_nurse_contact", day, diary.begin())
