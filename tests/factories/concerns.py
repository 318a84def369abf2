"""Urgent concerns, raised and answered through the real actions."""

from datetime import timedelta

from django.utils import timezone

from joinedup.cases.concerns.actions import move_concern, raise_concern
from joinedup.cases.concerns.content import About, Receiver, Rung, SpokenOf, Written
from joinedup.cases.concerns.enums import ConcernState
from joinedup.cases.concerns.models import Concern
from tests.factories.inspections import World

WRITTEN = Written("A child alone at night.", "Nobody is with the child.", "See the child today.")
#: Words enough for every move.
WORDS = {"words": "The team manager has it.", "done": "A social worker saw the child at four.", "how": "The child said so.",
         "cannot": "The family has moved.", "why": "Another child was meant."}  # fmt: skip


def receiver(world: World, sector: str = "local_authority", *, account: bool = True) -> Receiver:
    """Return an agency's coordinator as receiver, or, without an account, its post."""
    person = world.coordinators[sector] if account else None
    return Receiver(world.agencies[sector], "Duty manager", person, "" if account else "Quentin Averill")


def about_tracked(tracked) -> About:
    return About(
        code=tracked.code, tracked=tracked, child_id=tracked.child_id, run=tracked.sample.run, records=tuple(tracked.records)
    )


def make_concern(world: World, route: str = "child-referred-back", *, by=None, about=None, account: bool = True) -> Concern:
    """Raise a concern by a route, as its method asks: by voice, in writing, or about somebody at work of the police."""
    said: dict = {"written": WRITTEN}
    if route == "immediate-risk":
        said = {"rung": Rung("Duty manager", timezone.now() - timedelta(minutes=1), "Alone at night. They go now.")}
    if route == "about-staff":
        said["spoken_of"] = SpokenOf("a detention officer", world.agencies["police"])
    return raise_concern(
        by=by or world.inspectors["hmicfrs"],
        inspection=world.inspection,
        route=route,
        about=about or About(who="The hostel in Mill Lane"),
        receivers=[receiver(world, account=account)],
        **said,
    )


def move(concern: Concern, by, *states: str, told_by: str = "By telephone") -> Concern:
    """Bring a concern through states, each by the same person."""
    for state in states:
        concern = move_concern(by=by, concern=concern, to=ConcernState(state), words=WORDS, told_by=told_by)
    return concern
