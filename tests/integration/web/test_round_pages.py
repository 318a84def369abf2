"""Letters side by side and the board of letters, through their pages."""

from dataclasses import replace

import pytest
from django.urls import reverse

from joinedup.inspections.enums import Stage
from joinedup.method.framework import KeyDate
from tests.factories.evidence import letter_framework, make_letter, make_passage
from tests.factories.inspections import as_if_real, make_inspection


@pytest.fixture
def both(db):
    """Two inspections of one framework, each with a letter of one passage."""
    outline = letter_framework()
    framework = replace(outline, calendar=(*outline.calendar, KeyDate("draft", "Draft letter sent", 30)))
    worlds = [make_inspection(framework, stage=Stage.WRITING) for _ in range(2)]
    return [(world, make_passage(world, make_letter(world))) for world in worlds]


def address(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def test_a_draft_is_shared_read_beside_and_a_wording_settled(pages_as, both):
    (mine, passage), (theirs, _) = both
    me, they = pages_as(mine.lead), pages_as(theirs.lead)
    page = they.get(address(theirs, "round"))
    assert "Nobody." in page.text
    assert "Choose somebody." in they.post(address(theirs, "round-share"), {}).text
    page = they.post(address(theirs, "round-share"), {"person": str(mine.lead.pk)})
    assert "can read this draft’s passages beside their own" in page.text
    index = me.get(address(mine, "round"))
    assert theirs.area.name in index.text
    criterion = next(one for one in mine.inspection.framework.criteria if one.id == "c2")
    page = me.get(index.links()[criterion.text])
    assert page.text.count("Children at risk are seen quickly.") == 3  # two letters, and what the link says of it
    settle = address(mine, "round-settle", "c2", passage.pk)
    assert "Say why it is changed" in me.post(settle, {"text": "Most are."}).text
    page = me.post(settle, {"text": "Most children at risk are seen quickly.", "why": "So says the other."})
    assert "Put down: changed." in page.text
    assert "So says the other." in page.text
    me.get(address(mine, "round-topic", "none"), status=404)
    shared = theirs.inspection.letter.shared_with.get()
    assert "reads this draft no more" in they.post(address(theirs, "round-share-end", shared.pk)).text
    assert theirs.area.name not in me.get(address(mine, "round")).text


def test_only_a_lead_shares(pages_as, both):
    (mine, _), _ = both
    inspector = pages_as(mine.inspectors["ofsted"])
    assert "Share this draft" not in inspector.get(address(mine, "round")).text
    inspector.post(address(mine, "round-share"), {}, status=403)


def test_the_board_asks_why_and_shows_the_answer(pages_as, both):
    (mine, _), _ = both
    as_if_real(mine)
    lead = pages_as(mine.lead)
    home = lead.get(reverse("inspectorate:home")).links()
    assert any(text.startswith("The letter slips: say why") for text in home)
    page = lead.get(home["Board of letters"])
    assert "Nobody has said why." in page.text
    form = page.links()[next(text for text in page.links() if text.startswith("Say why it slips"))]
    assert "Say why it slips." in lead.post(form, {}).text
    page = lead.post(form, {"why": "A court asked us to wait.", "expected_day": "", "expected_month": "", "expected_year": ""})
    assert "A court asked us to wait." in page.text
    inspector = pages_as(mine.inspectors["ofsted"])
    board = inspector.get(reverse("inspectorate:letters-board"))
    assert "A court asked us to wait." in board.text
    assert not [text for text in board.links() if text.startswith("Say why")]
    inspector.get(address(mine, "letter-slipped"), status=403)
    assert "None of your inspections" in pages_as(mine.coordinators["police"]).get(reverse("inspectorate:letters-board")).text
