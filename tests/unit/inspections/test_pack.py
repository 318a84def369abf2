"""The notification pack: composed from a framework's words and an inspection's facts, frozen, and printed alike every time."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from docx import Document as open_word

from joinedup.inspections.core.pack import (
    Agency,
    Day,
    Facts,
    Member,
    PackError,
    compose,
    digest,
    from_data,
    listed,
    says_the_same,
    span_words,
    to_data,
)
from joinedup.inspections.notifying.as_docx import to_docx
from joinedup.inspections.notifying.as_pdf import PackCannotBeSet, to_pdf
from joinedup.method.calendar import key_dates
from joinedup.method.framework import RequestItem
from joinedup.method.loader import framework_ids, load_framework
from tests.factories.frameworks import tiny_framework

NOTIFIED = date(2022, 10, 4)
LEAD = Member("Ada Lead", "Lead inspector", "Ofsted", "ada@ofsted.example")
ASKED = RequestItem("minutes", "document", "Minutes of the board", "police", "To see who decides.", due=3)


def facts(framework, **changes) -> Facts:
    days = tuple(Day(day.step, day.title, day.first, day.last) for day in key_dates(framework, NOTIFIED))
    agencies = (Agency("Quarrydale Council", "local_authority", coordinated=True), Agency("Quarrydale Police", "police"))
    given = {
        "area": "Quarrydale",
        "code_word": "Quiet lantern",
        "made_up": True,
        "notified_on": NOTIFIED,
        "made_on": date(2022, 10, 3),
        "legal_basis": framework.legal_basis,
        "team": (LEAD, Member("Bo Second", "Inspector", "HMICFRS")),
        "agencies": agencies,
        "days": days,
        "due": lambda day: NOTIFIED + timedelta(days=day - 1),
    }
    return Facts(**{**given, **changes})


@pytest.fixture
def framework():
    return replace(tiny_framework(), requests=(ASKED,))


@pytest.fixture
def pack(framework):
    return compose(framework, facts(framework), "a-pack")


def sheet(pack, id):
    return next(one for one in pack.sheets if one.id == id)


@pytest.mark.parametrize("id", framework_ids())
def test_a_pack_of_every_packaged_framework_has_no_hole(id):
    framework = load_framework(id)
    made = compose(framework, facts(framework), "p")
    every = "\n".join(text for one in made.sheets for text in one.paragraphs)
    assert "{" not in every
    assert "Quarrydale" in every
    assert [one.id for one in made.sheets] == ["script", "letter", "requests", "privacy", "contacts", "dates"]
    kind = "a targeted area inspection" if framework.kind == "single_agency" else "a joint targeted area inspection"
    assert kind in every


def test_a_single_agency_pack_names_one_inspectorate_and_nothing_of_absent_ones():
    framework = load_framework("targeted-2016-single-agency")
    said = " ".join(sheet(compose(framework, facts(framework), "p"), "letter").paragraphs)
    assert "Inspectorates taking part: Ofsted." in said
    assert not re.search("CQC|Care Quality|Constabulary|HMIC|Probation", said)


def test_each_agency_is_told_what_why_and_by_when(pack):
    council, police = sheet(pack, "requests").tables
    assert council.caption == "Quarrydale Council, Local authority"
    assert council.rows == (("Children (list)", "Who is known", "5 October 2022"),)
    assert police.rows == (("Minutes of the board (document)", "To see who decides.", "6 October 2022"),)


def test_people_of_agencies_are_not_named_to_others(pack):
    team, agencies = sheet(pack, "contacts").tables
    assert [row[0] for row in team.rows] == ["Ada Lead", "Bo Second"]
    assert [row[3] for row in team.rows] == ["ada@ofsted.example", ""]
    assert [row[2] for row in agencies.rows] == ["Named in Joinedup", "Please name one"]


def test_a_day_set_by_hand_stands_beside_the_counted_one(framework, pack):
    [dates] = sheet(pack, "dates").tables
    assert dates.columns == ("Step", "Day")
    days = [
        replace(day, first=day.first + timedelta(days=1), counted=day.first) if day.step == "lists" else day
        for day in facts(framework).days
    ]
    [dates] = sheet(compose(framework, facts(framework, days=tuple(days)), "p"), "dates").tables
    assert dates.columns == ("Step", "Day", "Counted")
    assert ("Lists due", "6 October 2022", "5 October 2022") in dates.rows
    assert ("Notification", "4 October 2022", "") in dates.rows


def test_without_fieldwork_on_the_calendar_the_words_still_read(framework):
    [first, *_] = facts(framework).days
    made = compose(framework, facts(framework, days=(first,)), "p")
    assert any("on days we agree with you" in text for text in sheet(made, "letter").paragraphs)


def test_without_a_lead_inspector_there_is_no_pack(framework):
    with pytest.raises(PackError, match="no lead inspector"):
        compose(framework, facts(framework, team=()), "p")


def test_the_title_tells_the_code_word_alone(pack):
    assert pack.title == "Notification pack: Quiet lantern"


def test_a_pack_is_frozen_as_data_with_its_hash(framework, pack):
    again = from_data(to_data(pack))
    assert again == pack
    assert digest(again) == digest(pack) == digest(compose(framework, facts(framework), "a-pack"))
    other = compose(framework, facts(framework, area="Elsewhere"), "a-pack")
    assert digest(other) != digest(pack)
    with pytest.raises(PackError, match="no notification pack"):
        from_data({**to_data(pack), "sheets": 7})


def test_two_packs_say_the_same_whenever_they_were_made(framework, pack):
    later = compose(framework, facts(framework, made_on=date(2022, 10, 4)), "another")
    assert says_the_same(pack, later)
    assert not says_the_same(pack, compose(framework, facts(framework, team=(LEAD,)), "a-pack"))


def test_agencies_get_everything_but_the_call_script(pack):
    assert [one.id for one in pack.for_agencies().sheets] == ["letter", "requests", "privacy", "contacts", "dates"]


def test_the_word_form_has_headings_tables_and_the_same_bytes(pack):
    made = to_docx(pack, "ab12")
    assert made == to_docx(pack, "ab12")
    word = open_word(io.BytesIO(made))
    headings = [one.text for one in word.paragraphs if one.style.name == "Heading 1"]
    assert headings == [one.title for one in pack.sheets]
    assert [cell.text for cell in word.tables[0].rows[0].cells] == ["What", "Why", "By"]
    assert word.core_properties.title == pack.title
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert b"w:tblHeader" in parts.read("word/document.xml")


def test_the_pdf_is_tagged_and_the_same_every_time(pack):
    made = to_pdf(pack, "ab12")
    assert made.startswith(b"%PDF")
    assert made == to_pdf(pack, "ab12")
    with pytest.raises(PackCannotBeSet, match="Change the words"):
        to_pdf(replace(pack, title="Night \N{SNOWMAN}\N{OGHAM LETTER BEITH}"), "ab12")


def test_words_and_spans():
    assert listed(["one"]) == "one"
    assert listed(["one", "two", "three"]) == "one, two and three"
    assert listed([]) == ""
    assert span_words(NOTIFIED, None) == span_words(NOTIFIED, NOTIFIED) == "on 4 October 2022"
    assert span_words(NOTIFIED, date(2022, 10, 7)) == "from 4 October 2022 to 7 October 2022"
