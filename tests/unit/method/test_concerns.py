"""Routes of urgent concern: the packaged ones are sound, and what would leave somebody waiting for ever is refused."""

from dataclasses import replace

import pytest

from joinedup.method.canonical import from_json, to_json
from joinedup.method.check_concerns import check_concerns
from joinedup.method.concerns import route_of, routes_of, standard_routes
from joinedup.method.framework import Within
from joinedup.method.loader import framework_ids, load_framework
from tests.factories.frameworks import tiny_framework

FIRST = standard_routes()[0]


@pytest.mark.parametrize("id", framework_ids())
def test_every_packaged_framework_lays_the_four_routes_down(id):
    routes = load_framework(id).concerns
    assert [route.id for route in routes] == ["immediate-risk", "child-referred-back", "practice-raised", "about-staff"]
    assert [route.id for route in routes if route.voice_first] == ["immediate-risk"]
    assert [route.id for route in routes if route.about_staff] == ["about-staff"]
    assert any(value.key == "concerns" for value in load_framework(id).open_values)


def test_a_framework_without_routes_takes_the_standard_ones():
    tiny = tiny_framework()
    assert tiny.concerns == ()
    assert routes_of(tiny) == standard_routes()
    assert route_of(tiny, "about-staff").receiver == "Designated officer of the local authority"
    own = replace(tiny, concerns=(replace(FIRST, receiver="The duty desk"),))
    assert [route.receiver for route in routes_of(own)] == ["The duty desk"]
    assert from_json(to_json(own)) == own
    with pytest.raises(KeyError):
        route_of(own, "about-staff")


@pytest.mark.parametrize(
    ("change", "key", "reason"),
    [
        ({"receiver": " "}, "receiver", "must not be empty"),
        ({"must_say": ()}, "must_say", "must be written"),
        ({"sector": "fire"}, "sector", "not a sector of this framework"),
        ({"write": None}, "write", "by when"),
        ({"voice_first": False}, "write", "no other does"),
        ({"reply": Within(1, "months")}, "reply.unit", "one of hours"),
        ({"acknowledge": Within(0, "hours")}, "acknowledge.number", "at least one"),
    ],
)
def test_a_route_that_cannot_be_taken_is_refused(change, key, reason):
    framework = replace(tiny_framework(), concerns=(replace(FIRST, **change),))
    [(at, said)] = check_concerns(framework)
    assert at == f"concerns[immediate-risk].{key}"
    assert reason in said


def test_sound_routes_have_no_fault():
    assert list(check_concerns(replace(tiny_framework(), concerns=standard_routes()))) == []
