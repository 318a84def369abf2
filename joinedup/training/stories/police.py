"""Police: missing episodes and what follows, incidents, intelligence, custody, multi-agency meetings."""

from datetime import datetime, timedelta

from joinedup.training.stories.diary import Diary

#: Days between two missing episodes of a child, at the least: the talk after one, on the second day, is held before the next.
APART = 4


def missing(diary: Diary, person: int, day: datetime) -> datetime:
    """One missing episode: reported, social care told, returned, interview offered and held. Returns the return."""
    episode = diary.begin()
    reported = diary.any_hour(day.date())
    long = diary.chance(0.15)
    returned = diary.hours(reported, 30, 120) if long else diary.hours(reported, 2, 20)
    if not diary.free(person, "missing_episode", reported, returned, APART):
        return returned
    diary.note(person, "missing_episode", reported, episode, returned)
    diary.note(person, "missing_notification", diary.hours(reported, 0.5, 14), episode)
    offered = diary.daytime(returned.date() + timedelta(days=1))
    held = max(offered, diary.daytime(returned.date() + timedelta(days=diary.random.randint(1, 2))))
    diary.note(person, "return_interview_offered", offered, episode)
    diary.note(person, "return_interview", held, episode)
    return returned


def missing_again_and_again(diary: Diary, person: int, start: datetime, times: int) -> None:
    """Several missing episodes, some weeks apart, none overlapping."""
    moment = start
    for _ in range(times):
        back = missing(diary, person, moment)
        moment = back + timedelta(days=diary.random.randint(APART + 1, 35))
        if moment > diary.closes:
            break


def incident(diary: Diary, person: int, day: datetime) -> None:
    """A child protection incident; most are passed to social care."""
    episode = diary.begin()
    moment = diary.any_hour(day.date())
    diary.note(person, "police_incident", moment, episode)
    if diary.chance(0.7):
        passed_on(diary, person, "police", diary.hours(moment, 2, 40), episode)


def passed_on(diary: Diary, person: int, sender: str, sent: datetime, episode: int) -> None:
    """Police or health tell social care of a worry; it arrives and is written down as a contact."""
    diary.note(person, f"{sender}_referral", sent, episode)
    source = "police" if sender == "police" else "accident and emergency"
    diary.note(person, "contact", diary.working(sent, 0, 2), episode, source=source)


def intelligence(diary: Diary, person: int, day: datetime) -> None:
    """A piece of intelligence."""
    diary.note(person, "police_intelligence", diary.any_hour(day.date()), diary.begin())


def custody(diary: Diary, person: int, day: datetime) -> None:
    """A night in custody."""
    moment = diary.any_hour(day.date())
    diary.note(person, "custody", moment, diary.begin(), diary.hours(moment, 4, 22))


def meeting(diary: Diary, person: int, kind: str, day: datetime) -> None:
    """A multi-agency meeting about the child (marac | mace)."""
    diary.note(person, kind, day, diary.begin())
