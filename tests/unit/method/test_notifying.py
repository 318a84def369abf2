"""The notification pack as data: the packaged wordings are sound, and what would leave a hole in a letter is refused."""

from dataclasses import replace

import pytest

from joinedup.method.canonical import from_json, to_json
from joinedup.method.check_notifying import check_notifying
from joinedup.method.loader import framework_ids, load_framework
from joinedup.method.notifying import KINDS, pack_parts_of, standard_pack_parts, telephoned
from joinedup.method.summary import summary
from tests.factories.frameworks import tiny_framework

STANDARD = standard_pack_parts()


@pytest.mark.parametrize("id", framework_ids())
def test_every_packaged_framework_lays_a_whole_pack_down(id):
    framework = load_framework(id)
    assert [part.id for part in framework.notification] == ["script", "letter", "requests", "privacy", "contacts", "dates"]
    assert {part.kind for part in framework.notification} == set(KINDS)
    assert telephoned(framework) == "Director of children’s services"
    assert any(value.key == "notification" for value in framework.open_values)
    assert any("Notified by telephone: director" in line for line in summary(framework))


def test_a_framework_without_a_pack_takes_the_standard_one():
    tiny = tiny_framework()
    assert tiny.notification == ()
    assert pack_parts_of(tiny) == STANDARD
    own = replace(tiny, notification=(replace(STANDARD[0], to="Chief executive"), *STANDARD[1:]))
    assert telephoned(own) == "Chief executive"
    assert from_json(to_json(own)) == own


@pytest.mark.parametrize(
    ("place", "change", "key", "reason"),
    [
        (0, {"to": ""}, "notification[script].to", "which post is telephoned"),
        (1, {"to": "Somebody"}, "notification[letter].to", "no other part"),
        (1, {"title": " "}, "notification[letter].title", "must not be empty"),
        (1, {"paragraphs": ()}, "notification[letter].paragraphs", "needs words"),
        (1, {"paragraphs": ("Dear {post},", " ")}, "notification[letter].paragraphs", "no paragraph may be empty"),
        (1, {"paragraphs": ("Dear {director},",)}, "notification[letter].paragraphs", "Nothing is known by the name 'director'"),
        (1, {"paragraphs": ("Dear {post",)}, "notification[letter].paragraphs", "do not match"),
        (2, {"kind": "words"}, "notification", "no part of the kind 'requests'"),
        (1, {"kind": "dates"}, "notification", "2 parts of the kind 'dates'"),
    ],
)
def test_a_pack_with_a_hole_is_refused(place, change, key, reason):
    parts = [*STANDARD]
    parts[place] = replace(parts[place], **change)
    [(at, said)] = check_notifying(replace(tiny_framework(), notification=tuple(parts)))
    assert at == key
    assert reason in said


def test_a_kind_nobody_knows_is_refused():
    parts = (*STANDARD, replace(STANDARD[1], id="more", kind="map"))
    assert [at for at, _ in check_notifying(replace(tiny_framework(), notification=parts))] == ["notification[more].kind"]


def test_a_sound_pack_has_no_fault():
    assert list(check_notifying(replace(tiny_framework(), notification=STANDARD))) == []
