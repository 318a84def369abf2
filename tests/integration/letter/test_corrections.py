"""A published letter is corrected by words every inspectorate signs; the earlier version stays."""

from datetime import timedelta

import pytest

from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.actions import LetterError
from joinedup.letter.corrections.actions import drop_correction, propose_change, publish_correction, sign_correction
from joinedup.letter.corrections.enums import CorrectionState
from joinedup.letter.corrections.models import Correction
from joinedup.letter.corrections.queries import changed_in, passages_published, proposed_of, signed_by, still_to_sign
from joinedup.letter.corrections.rules import CORRECTION_STATES, can_drop, can_publish_correction
from joinedup.letter.models import Letter
from joinedup.letter.publishing.actions import publish_letter
from joinedup.publication.models import State
from joinedup.publication.queries import newest, published, rendition
from joinedup.publication.recipients.queries import deliveries
from joinedup.publication.render.as_json import from_json
from tests.factories.evidence import SEEN, letter_framework, make_signed
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db

NEW = "Most children at risk are seen quickly."


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    publish_letter(by=world.lead, letter=make_signed(world), published_on=SEEN)
    return Letter.objects.get(inspection=world.inspection)


@pytest.fixture
def passage(letter):
    return passages_published(letter)[0][0]


def proposed(world, letter, passage, text=NEW) -> Correction:
    return propose_change(by=world.lead, letter=letter, passage=passage, text=text, why="It said all.")


def all_sign(world, correction):
    for person in world.signatories.values():
        sign_correction(by=person, correction=correction, version=correction.version)


def test_the_whole_way(world, letter, passage):
    earlier, before = letter.publication, rendition(letter.publication, "pdf").read()
    correction = proposed(world, letter, passage)
    [change] = changed_in(correction)
    assert (change.before, change.after) == ("Children at risk are seen quickly.", NEW)
    all_sign(world, correction)
    made = publish_correction(by=world.lead, correction=correction)
    assert list(published()) == [made]
    assert [one.text for section in from_json(made.document).sections for one in section.blocks if one.type == "passage"] == [NEW]
    earlier.refresh_from_db()
    assert (earlier.state, earlier.notice.words, newest(earlier)) == (State.CORRECTED, "It said all.", made)
    assert rendition(earlier, "pdf").read() == before
    assert [one.name for one in deliveries(made)] == [one.name for one in deliveries(earlier)]
    assert from_json(made.document).statement == from_json(earlier.document).statement


def test_it_is_published_only_once_every_inspectorate_signed_it(world, letter, passage):
    correction = proposed(world, letter, passage)
    first, last = world.signatories.values()
    sign_correction(by=first, correction=correction, version=correction.version)
    with pytest.raises(InspectionRefused, match="has not signed this correction"):
        publish_correction(by=world.lead, correction=correction)
    with pytest.raises(InspectionRefused, match="has signed this correction already"):
        sign_correction(by=first, correction=correction, version=correction.version)
    with pytest.raises(InspectionRefused, match="Only the signatory"):
        sign_correction(by=world.lead, correction=correction, version=correction.version)
    sign_correction(by=last, correction=correction, version=correction.version)
    assert can_publish_correction(world.lead, correction)


def test_a_changed_comma_voids_every_signature(world, letter, passage):
    correction = proposed(world, letter, passage)
    all_sign(world, correction)
    again = proposed(world, letter, passage, "Most children, at risk, are seen quickly.")
    assert again.pk == correction.pk
    assert again.version != correction.version
    assert not signed_by(again).exists()
    assert len(still_to_sign(again)) == len(world.signatories)
    with pytest.raises(LetterError, match="has changed since you read it"):
        sign_correction(by=world.signatories["ofsted"], correction=again, version=correction.version)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"passage": "elsewhere"}, "Choose a passage"),
        ({"text": "Children at risk are seen quickly."}, "instead of what it says now"),
        ({"text": " "}, "instead of what it says now"),
        ({"why": " "}, "Say why"),
        ({"text": "Police were judged to be inadequate."}, "reads as a grade"),
        ({"text": "Safe now 🙂."}, "Change the words it names"),
    ],
)
def test_what_cannot_be_corrected_so_is_said_and_nothing_is_kept(world, letter, passage, said, words):
    with pytest.raises(LetterError, match=words):
        propose_change(by=world.lead, letter=letter, **{"passage": passage, "text": NEW, "why": "It said all."} | said)
    assert not Correction.objects.exists()


@pytest.mark.parametrize("before", CorrectionState)
@pytest.mark.parametrize("after", CorrectionState)
def test_every_cell_of_the_table_of_states(world, letter, passage, before, after):
    correction = proposed(world, letter, passage)
    all_sign(world, correction)
    Correction.objects.filter(pk=correction.pk).update(state=before)
    correction.refresh_from_db()
    can = {
        CorrectionState.PROPOSED: False,
        CorrectionState.PUBLISHED: can_publish_correction(world.lead, correction),
        CorrectionState.DROPPED: can_drop(world.lead, correction),
    }[after]
    assert can == (after in CORRECTION_STATES[before])


def test_a_dropped_correction_leaves_the_letter_as_it_is_and_another_can_be_proposed(world, letter, passage):
    first = drop_correction(by=world.lead, correction=proposed(world, letter, passage))
    assert proposed_of(letter) is None
    assert list(published()) == [letter.publication]
    assert proposed(world, letter, passage).pk != first.pk


def test_only_the_lead_corrects_and_only_what_stands_published(world, letter, passage):
    with pytest.raises(InspectionRefused, match="Only a lead inspector"):
        propose_change(by=world.inspectors["ofsted"], letter=letter, passage=passage, text=NEW, why="x")
    type(letter.publication).objects.filter(pk=letter.publication_id).update(state=State.WITHDRAWN)
    with pytest.raises(InspectionRefused, match="stands published"):
        propose_change(by=world.lead, letter=Letter.objects.get(pk=letter.pk), passage=passage, text=NEW, why="x")


def test_a_reason_the_feed_cannot_hold_is_refused(world, letter, passage):
    with pytest.raises(LetterError, match="In “the reason”"):
        propose_change(by=world.lead, letter=letter, passage=passage, text=NEW, why="It said\x0ball.")


def test_a_correction_bears_no_day_before_the_version_it_corrects(world, letter, passage, monkeypatch):
    before = letter.publication.published_on - timedelta(days=3)
    monkeypatch.setattr("joinedup.letter.corrections.actions.timezone.localdate", lambda: before)
    correction = proposed(world, letter, passage)
    all_sign(world, correction)
    made = publish_correction(by=world.lead, correction=correction)
    assert made.published_on == letter.publication.published_on
