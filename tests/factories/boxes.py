"""Boxes of a letter and the child one may tell of, made through the real actions."""

from dataclasses import replace
from datetime import date
from unittest.mock import patch

from joinedup.cases import actions
from joinedup.cases.models import TrackedChild
from joinedup.inspections.enums import Stage
from joinedup.letter.actions import write_boxed
from joinedup.letter.boxes.actions import answer_reading, ask_to_read, describe_box
from joinedup.letter.boxes.models import BoxReading
from joinedup.letter.models import Box, Letter
from joinedup.linkage.models import LinkRun
from joinedup.records.shape import RELATION, empty
from tests.factories.cases import CHILDREN, frames_of, selection_framework
from tests.factories.evidence import letter_framework, make_note, make_one_finding
from tests.factories.inspections import World, make_inspection
from tests.factories.judging import agree_finding

TODAY = date(2022, 10, 20)


def make_child_told_of(stage: Stage = Stage.WRITING) -> tuple[TrackedChild, World]:
    """Return a tracked child and its inspection, under a framework with an outline that holds boxes."""
    outline = letter_framework()
    framework = replace(selection_framework(), letter=outline.letter, sentences=outline.sentences)
    world = make_inspection(framework, Stage.SELECTION)
    members, records, events = frames_of(world)
    made_up = {"memberships_of": members, "records_of": records, "events_of": events, "relations_of": empty(RELATION)}
    with patch.multiple(actions, **{name: (lambda *_, frame=frame: frame) for name, frame in made_up.items()}):
        run = LinkRun(inspection=world.inspection)
        actions.draw_cohort_sample(by=world.lead, inspection=world.inspection, run=run, seed="7")
    pair = list(world.inspectors.values())[:2]
    child = actions.choose_tracked(
        by=world.lead, inspection=world.inspection, child_id=CHILDREN[3], why="Known to both.", leads=pair
    )
    world.move_to(stage)
    return child, world


def make_box(
    world: World,
    letter: Letter,
    *,
    title: str = "A safer way home",
    kind: str = "effective_practice",
    text: str = "Ash told an officer.",
    tracked: TrackedChild | None = None,
) -> Box:
    """Set a box with one passage on an agreed finding; of a tracked child where one is given."""
    note = make_note(world, tracked=tracked, source="tracking" if tracked else "meeting")
    finding = agree_finding(world, make_one_finding(world, notes=[note]))
    said = {"section": "boxes", "kind": kind, "title": title, "text": text, "findings": [finding]}
    return write_boxed(by=world.lead, letter=letter, **said).box


def told_of_service(world: World, box: Box, sector: str = "police") -> Box:
    """Say that a box is about a service of the agency of a sector."""
    describe_box(by=world.lead, box=box, about="service", agency=world.agencies[sector])
    return box


def read_at(world: World, box: Box, answer: str = "clear", words: str = "It is right.", sector: str = "police") -> BoxReading:
    """Have a box read and answered at the agency it names."""
    reading = ask_to_read(by=world.lead, box=box)
    return answer_reading(by=world.coordinators[sector], reading=reading, answer=answer, words=words)
