"""Own views, their opening and agreement, through the real actions. It knows nothing of notes."""

from datetime import date

from joinedup.evidence.enums import FindingState
from joinedup.evidence.findings.actions import feed_back, move_finding
from joinedup.evidence.models import Finding
from joinedup.evidence.own_views.actions import open_now, save_view
from joinedup.evidence.own_views.models import OwnViewVersion
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.evidence.together.actions import say
from joinedup.people.models import Person
from tests.factories.inspections import World


def write_view(world: World, by: Person, criterion: str = "c2", **changes) -> OwnViewVersion:
    """Write the own view of a person's inspectorate."""
    said = {"leaning": "strength", "words": "Children are seen at once.", **changes}
    return save_view(by=by, inspection=world.inspection, criterion=criterion, **said)


def open_views(world: World) -> None:
    """Open the views, if they are closed."""
    if not opening_of(world.inspection).is_open:
        open_now(by=world.lead, inspection=world.inspection, why="The team has met.")


def agree_all(world: World, criterion: str = "c2") -> None:
    """Let every inspectorate agree to what is concluded on a criterion."""
    for person in world.inspectors.values():
        say(by=person, inspection=world.inspection, criterion=criterion, saying="agrees")


def agree_finding(world: World, finding: Finding) -> Finding:
    """Let every inspectorate agree to a finding, feed it back and hold it agreed."""
    for criterion in dict.fromkeys((finding.criterion, *finding.also)):
        agree_all(world, criterion)
    if finding.state == FindingState.PROVISIONAL:
        feed_back(by=world.lead, finding=finding, on=date(2022, 10, 18), meeting="The last meeting of the week")
    return move_finding(by=world.lead, finding=finding, to=FindingState.AGREED)
