"""The tables of the programme, kept by its packages."""

from joinedup.programme.calendars.models import CalendarFile, OtherInspection, SchoolHoliday  # noqa: F401
from joinedup.programme.choices.models import AreaEntry, Choice, RoundArea  # noqa: F401  Django finds an app's tables in this module
from joinedup.programme.diaries.models import DiaryFeed  # noqa: F401
from joinedup.programme.inspectors.models import (  # noqa: F401
    Away,
    DeclaredInterest,
    Inspector,
    OfficeMember,
    Training,
)
from joinedup.programme.plans.models import Assignment, Plan, PlanCopy, Wish  # noqa: F401
from joinedup.programme.reasons.models import Reason, ReasonEye  # noqa: F401
from joinedup.programme.rounds.models import Round, RoundMember  # noqa: F401
