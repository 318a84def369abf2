"""Final feedback meetings, prepared, held and answered through the real actions."""

from datetime import date

from joinedup.evidence.feedback.actions import give_feedback, prepare_feedback, say_back
from joinedup.evidence.feedback.models import FeedbackMeeting, SaidBack, SaidFinding
from joinedup.evidence.feedback.queries import to_feed_back
from tests.factories.inspections import World

FRIDAY = date(2022, 10, 21)


def prepare(world: World, **changes) -> FeedbackMeeting:
    """Prepare a meeting that feeds every provisional finding back."""
    said = {"by": world.lead, "on": FRIDAY, "findings": list(to_feed_back(world.inspection))}
    return prepare_feedback(inspection=world.inspection, **{**said, **changes})


def give(world: World, meeting: FeedbackMeeting | None = None, **changes) -> FeedbackMeeting:
    """Hold a meeting: the lead feeds back to the chief constable and the director."""
    present = [(world.agencies["police"], "Chief constable"), (world.agencies["local_authority"], "Director")]
    said = {"by": world.lead, "on": FRIDAY, "there": [world.lead, world.inspectors["hmicfrs"]], "present": present}
    return give_feedback(meeting=meeting or prepare(world), **{**said, **changes})


def answer(world: World, said: SaidFinding, reply: str = "disputed", **changes) -> SaidBack:
    """Write down what the police say to a finding."""
    content = {"by": world.lead, "agency": world.agencies["police"], "words": "Our figures differ."}
    return say_back(said=said, reply=reply, **{**content, **changes})
