"""Contacts, what is set up and meetings with agencies, made through the real actions."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from joinedup.inspections.contacts.actions import Details, add_contact
from joinedup.inspections.contacts.models import Contact
from joinedup.inspections.keeping_in_touch.actions import Point, Present, add_follow_up, write_down
from joinedup.inspections.keeping_in_touch.enums import PointKind, TalkKind
from joinedup.inspections.keeping_in_touch.models import FollowUp, Talk
from joinedup.inspections.setting_up.actions import ask_setting_up
from joinedup.inspections.setting_up.models import SetUpItem
from joinedup.inspections.setting_up.queries import things_at
from tests.factories.inspections import World

FROM = date(2022, 7, 13)
NIGHT = Details("Night desk sergeant", name="Pat Fordingley", telephone="01632 960 017", when="6pm to 8am")
HELD = datetime(2022, 10, 6, 9, 30, tzinfo=UTC)
PRESENT = Present(("Lead inspector",), ("Superintendent", "Head of service"))


def make_contact(world: World, role: str = "out-of-hours", sector: str = "police", *, by=None, details=NIGHT) -> Contact:
    """Name somebody at a post, by the agency's coordinator."""
    return add_contact(
        by=by or world.coordinators[sector],
        inspection=world.inspection,
        agency=world.agencies[sector],
        role=role,
        details=details,
        from_day=FROM,
    )


def set_up(world: World, item: str = "rooms", sector: str = "police") -> SetUpItem:
    """Ask every agency, and return one thing of one of them."""
    if not SetUpItem.objects.filter(inspection=world.inspection).exists():
        ask_setting_up(by=world.lead, inspection=world.inspection)
    return next(thing.row for thing in things_at(world.agencies[sector], world.inspection) if thing.row.item == item)


def make_talk(world: World, *sectors: str, kind: TalkKind = TalkKind.KEEP_IN_TOUCH, points=None) -> Talk:
    """Write down a meeting with the police, or with agencies of these sectors."""
    said = points or [Point("going", PointKind.SAID, "Diaries are tight."), Point("", PointKind.AGREED, "Two visits move.")]
    if kind == TalkKind.SET_UP and points is None:
        said = [Point("week", PointKind.SAID, "Rooms are found."), Point("", PointKind.OPEN, "Who helps with the case system?")]
    agencies = [world.agencies[sector] for sector in sectors or ("police",)]
    return write_down(
        by=world.lead, inspection=world.inspection, kind=kind, held_at=HELD, agencies=agencies, present=PRESENT, points=said
    )


def make_follow_up(world: World, talk: Talk, sector: str = "police", *, days: int = 1) -> FollowUp:
    """Write down what is to be done by an agency, or, with no sector, by the team, some days from today."""
    agency = world.agencies[sector] if sector else None
    due_on = timezone.localdate() + timedelta(days=days)
    return add_follow_up(by=world.lead, talk=talk, what="Send the rota.", who="Diary keeper", due_on=due_on, agency=agency)
