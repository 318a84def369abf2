"""Youth justice orders of children, probation supervision of adults in children's lives."""

from datetime import datetime, timedelta

from joinedup.training.stories.diary import Diary
from joinedup.training.stories.social_care import Course


def youth_order(diary: Diary, person: int, start: datetime) -> None:
    """An order with its assessment, reviews of it, contact with social care and perhaps a return to court."""
    episode = diary.begin()
    ended = diary.later(start, 90, 370)
    diary.note(person, "youth_order", start, episode, ended)
    assessed = diary.working(start, 5, 15)
    Course(diary, person, episode, ended).repeat("youth_assessment", assessed, (75, 100))
    if diary.chance(0.5):
        told = diary.working(start, 1, 25)
        diary.note(person, "youth_contact", told, episode)
        diary.note(person, "contact", diary.working(told, 0, 2), episode, source="legal agency")
    if diary.chance(0.14):
        diary.note(person, "youth_breach", diary.later(start, 25, 120), episode)


def probation_order(diary: Diary, adult: int, start: datetime) -> None:
    """An adult's order: safeguarding check asked of social care, answered or not, home visits."""
    episode = diary.begin()
    ended = diary.later(start, 180, 720)
    diary.note(adult, "probation_order", start, episode, ended)
    asked = diary.working(start, 0, 8)
    diary.note(adult, "safeguarding_check_requested", asked, episode)
    if diary.answered(asked, 20):
        diary.note(adult, "safeguarding_check_answered", diary.working(asked, 1, 13), episode)
    if diary.chance(0.7):
        visits = Course(diary, adult, episode, min(ended, start + timedelta(days=400)))
        visits.repeat("probation_home_visit", diary.later(start, 15, 60), (60, 160))
