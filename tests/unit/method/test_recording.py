"""The tracking record and the short form as framework data."""

from dataclasses import replace

import pytest

from joinedup.method.canonical import from_json, to_json
from joinedup.method.check_recording import check_recording
from joinedup.method.framework import RecordSection, ShortQuestion
from joinedup.method.loader import framework_ids, load_framework
from joinedup.method.recording import part_of, parts_of, sections_of, short_form_of
from tests.factories.frameworks import tiny_framework

TINY = tiny_framework()
LIFE = RecordSection("life", "Life", "What is life like?")
IMPACT = RecordSection("impact", "Difference", "What changed?", by_sector=True)


@pytest.mark.parametrize("id", framework_ids())
def test_every_packaged_framework_asks_for_the_childs_words_and_whether_the_child_is_safer(id):
    framework = load_framework(id)
    sections = framework.tracking_record
    assert [one.id for one in sections if one.child_words] == ["child-says", "family-says"]
    assert {"life", "decisions", "impact", "safer", "worked", "not-worked"} <= {one.id for one in sections}
    assert {value.key for value in framework.open_values} >= {"tracking_record", "short_form"}
    assert "safer" in {one.id for one in framework.short_form}


@pytest.mark.parametrize("word", ["grade", "score", "rating", "good", "inadequate", "outstanding"])
def test_no_choice_of_the_short_form_is_a_grade(word):
    assert not [label for question in short_form_of(TINY) for _, label in question.choices if word in label.lower()]


def test_a_section_by_sector_has_a_part_for_each_sector_it_names_or_all():
    framework = replace(TINY, tracking_record=(LIFE, IMPACT, replace(IMPACT, id="force", sectors=("police",))))
    found = [(part.section.id, part.sector) for part in parts_of(framework)]
    assert found == [("life", ""), ("impact", "local_authority"), ("impact", "police"), ("force", "police")]
    assert part_of(framework, "force", "police").section.id == "force"
    with pytest.raises(KeyError):
        part_of(framework, "force", "local_authority")
    assert from_json(to_json(framework)) == framework


def test_a_framework_that_lays_none_down_takes_the_standard_ones():
    packaged = load_framework("jtai-2022-front-door")
    assert sections_of(TINY) == packaged.tracking_record
    assert short_form_of(TINY) == packaged.short_form
    own = replace(TINY, tracking_record=(LIFE,), short_form=(ShortQuestion("q", "Seen?"),))
    assert sections_of(own) == (LIFE,)
    assert short_form_of(own) == (ShortQuestion("q", "Seen?"),)


@pytest.mark.parametrize(
    ("change", "key", "reason"),
    [
        ({"tracking_record": (replace(LIFE, title=" "),)}, "tracking_record[life].title", "not be empty"),
        ({"tracking_record": (replace(LIFE, prompt=""),)}, "tracking_record[life].prompt", "not be empty"),
        ({"tracking_record": (replace(LIFE, sectors=("police",)),)}, "tracking_record[life].sectors", "by sector"),
        ({"tracking_record": (replace(IMPACT, sectors=("fire",)),)}, "tracking_record[impact].sectors", "'fire'"),
        ({"short_form": (ShortQuestion("q", ""),)}, "short_form[q].text", "not be empty"),
        ({"short_form": (ShortQuestion("q", "Seen?", (("a", "Yes"),)),)}, "short_form[q].choices", "two or more"),
    ],
)
def test_what_asks_nothing_is_refused(change, key, reason):
    [(at, said)] = check_recording(replace(TINY, **change))
    assert at == key
    assert reason in said


def test_what_is_sound_has_no_fault():
    assert list(check_recording(replace(TINY, tracking_record=(LIFE, IMPACT), short_form=short_form_of(TINY)))) == []
