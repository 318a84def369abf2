"""Wordings: facts as exactly as they are known and no more; nothing printed where one is not known."""

from collections.abc import Callable

import pytest

from joinedup.method.loader import load_framework
from joinedup.training.authored import AuthoredNote, ChildFacts, true_of
from joinedup.training.authored.templates import When
from joinedup.training.authored.wording import days, fill, later, number, times

Tell = Callable[..., ChildFacts]
FRAMEWORK = load_framework("jtai-2016-sexual-exploitation-missing")


def filled(wording: str, facts: ChildFacts, when: When | None = None) -> str | None:
    made = fill(wording, when or When(), facts, FRAMEWORK)
    return made[0] if made else None


@pytest.fixture
def child(tell: Tell) -> ChildFacts:
    return tell(
        ("m1", "missing_episode", "police", "2016-01-31"),
        ("m2", "missing_episode", "police", "2016-03-20"),
        ("n1", "missing_notification", "local_authority", "2016-02-01"),
        ("i1", "return_interview", "local_authority", "2016-02-06"),
        ("c1", "camhs_referral", "health", "2015-11"),
        ("o1", "probation_order", "probation", "2015-01-01"),
        ends={"m1": "2016-02-02", "m2": "2016-03-21"},
        said={"m1": {"risk": "medium"}, "m2": {"risk": "none"}},
        via={"o1": "partner"},
        timescales=(("return-interview", "missed", "m1", "i1"),),
        handovers=(("police-missing-told", "arrived", "m1", "n1"),),
    )


def test_the_youth_service_is_called_what_its_framework_calls_it(tell: Tell) -> None:
    child = tell(("o1", "youth_order", "youth_offending", "2016-01-31"))
    later = fill("{sectors}", When(), child, load_framework("jtai-2023-serious-youth-violence"))
    assert filled("{sectors}", child) == "The youth offending service"
    assert later is not None
    assert later[0] == "The youth justice service"


LATE = When(timescale=(("return-interview", "late"),))
TOLD = When(handover=(("police-missing-told", "arrived"),))


@pytest.mark.parametrize(
    ("wording", "when", "expected"),
    [
        ("{code}, {age}", None, "Child 1, 14"),
        ("missing {times:missing_episode}", None, "Missing twice"),
        ("{count:missing_episode} episodes", None, "Two episodes"),
        ("first {first:missing_episode}, last {last:missing_episode}", None, "First on 31 January 2016, last on 20 March 2016"),
        ("asked {first:camhs_referral}", None, "Asked in November 2015"),  # known to the month
        ("told {after:missing_episode>missing_notification}", None, "Told the next day"),
        ("after {days:missing_episode>return_interview}", None, "After six days"),
        (
            "back {start:return-interview}, heard {finish:return-interview}",
            LATE,
            "Back on 2 February 2016, heard on 6 February 2016",
        ),
        ("sent {sent:police-missing-told}, came {took:police-missing-told}", TOLD, "Sent on 31 January 2016, came the next day"),
        ("came {arrived:police-missing-told}", TOLD, "Came on 1 February 2016"),
        ("‘{said:missing_episode.risk}’", None, "‘no apparent risk (absent)’"),
        (
            "‘{said:missing_episode.risk}’",
            When(attribute=(("missing_episode.risk", ("medium",)),)),
            "‘medium’",
        ),
        ("known to {sectors}", None, "Known to the local authority, the police and health services"),
        ("{relation:probation_order} is supervised", None, "A parent’s partner is supervised"),
        # Nothing is printed where a fact is not known:
        ("first {first:icpc}", None, None),
        ("{days:camhs_referral>return_interview}", None, None),  # the month is not a day
        ("{start:return-interview}", None, None),  # no condition says which
        ("{said:missing_episode.weather}", None, None),
    ],
)
def test_what_is_printed(child: ChildFacts, wording: str, when: When | None, expected: str | None) -> None:
    assert filled(wording, child, when) == expected


def test_the_second_reader_bears_out_each_place(child: ChildFacts) -> None:
    wordings = {
        "{code} {age} {times:missing_episode} {count:missing_episode} {sectors}": When(),
        "{first:missing_episode} {last:missing_episode} {first:camhs_referral} {relation:probation_order}": When(),
        "{after:missing_episode>missing_notification} {days:missing_episode>return_interview} {said:missing_episode.risk}": When(),
        "{start:return-interview} {finish:return-interview}": LATE,
        "{sent:police-missing-told} {arrived:police-missing-told} {took:police-missing-told}": TOLD,
    }
    for wording, when in wordings.items():
        made = fill(wording, when, child, FRAMEWORK)
        assert made is not None, wording
        note = AuthoredNote("t", child.code, "c", "police", "tracking", "context", made[0], wording, when, made[1])
        assert true_of(note, child), wording


def test_numbers_in_words() -> None:
    assert [number(n) for n in (0, 1, 10, 11)] == ["no", "one", "ten", "11"]
    assert [times(n) for n in (1, 2, 3, 12)] == ["once", "twice", "three times", "12 times"]
    assert [days(n) for n in (1, 2)] == ["one day", "two days"]
    assert [later(n) for n in (0, 1, 5)] == ["the same day", "the next day", "five days later"]


def test_claims_are_kept_in_order(child: ChildFacts) -> None:
    made = fill("{code} went missing {times:missing_episode}", When(), child, FRAMEWORK)
    assert made is not None
    assert [(claim.place, claim.words) for claim in made[1]] == [("{code}", "Child 1"), ("{times:missing_episode}", "twice")]
