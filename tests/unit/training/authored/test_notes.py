"""Notes and findings: true of the child, never twice in the same words, and a finding never without its notes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from joinedup.method.framework import Framework
from joinedup.method.loader import load_folder, load_framework
from joinedup.training.authored import AuthoredNote, ChildFacts, findings_for, notes_for, true_of

Tell = Callable[..., ChildFacts]
IDS = (
    "jtai-2016-sexual-exploitation-missing",
    "jtai-2022-front-door",
    "jtai-2023-serious-youth-violence",
    "targeted-2016-single-agency",
)


@pytest.fixture
def children(tell: Tell) -> list[ChildFacts]:
    """Two children many agencies know, and one of whom little is known."""
    events = (
        ("c1", "contact", "local_authority", "2016-01-04"),
        ("c2", "contact", "local_authority", "2016-01-20"),
        ("c3", "contact", "local_authority", "2016-02-01"),
        ("c4", "contact", "local_authority", "2016-02-10"),
        ("r1", "referral", "local_authority", "2016-02-10"),
        ("d1", "referral_decision", "local_authority", "2016-02-11"),
        ("a1", "assessment", "local_authority", "2016-02-11"),
        ("s1", "strategy_discussion", "local_authority", "2016-02-12"),
        ("k1", "icpc", "local_authority", "2016-02-25"),
        ("v1", "social_work_visit", "local_authority", "2016-02-13"),
        ("v2", "social_work_visit", "local_authority", "2016-02-20"),
        ("v3", "social_work_visit", "local_authority", "2016-03-01"),
        ("m1", "missing_episode", "police", "2016-01-10"),
        ("m2", "missing_episode", "police", "2016-02-15"),
        ("m3", "missing_episode", "police", "2016-03-10"),
        ("n1", "missing_notification", "local_authority", "2016-01-10"),
        ("i1", "return_interview", "local_authority", "2016-01-13"),
        ("i2", "return_interview", "local_authority", "2016-02-27"),
        ("p1", "police_incident", "police", "2016-01-03"),
        ("p2", "police_referral", "police", "2016-01-03"),
        ("g1", "mace", "police", "2016-03-02"),
        ("e1", "emergency_attendance", "health", "2016-01-11"),
        ("e2", "emergency_attendance", "health", "2016-02-14"),
        ("h1", "camhs_referral", "health", "2016-01-15"),
        ("y1", "youth_order", "youth_offending", "2016-01-01"),
    )
    facts = {
        "ends": {"a1": "2016-03-15", "m1": "2016-01-11", "m2": "2016-02-16", "m3": "2016-03-11"},
        "said": {"m1": {"risk": "low"}, "m2": {"risk": "high"}, "e1": {"reason": "assault"}},
        "timescales": (
            ("referral-decision", "met", "r1", "d1"),
            ("assessment-45", "met", "r1", "a1"),
            ("conference-15", "met", "s1", "k1"),
            ("return-interview", "met", "m1", "i1"),
            ("return-interview", "missed", "m2", "i2"),
            ("return-interview", "missed", "m3", None),
        ),
        "handovers": (
            ("police-missing-told", "arrived", "m1", "n1"),
            ("police-missing-told", "never_arrived", "m2", None),
            ("police-referral-contact", "arrived", "p2", "c1"),
            ("camhs-seen", "open", "h1", None),
        ),
    }
    return [
        tell(*events, code="Child 1", age=15, **facts),
        tell(*events, code="Child 2", age=13, **facts),
        tell(("c1", "contact", "local_authority", "2016-01"), code="Child 3", age=11),
    ]


@pytest.fixture(params=IDS)
def framework(request: pytest.FixtureRequest) -> Framework:
    return load_framework(request.param)


def test_every_note_is_true_of_its_child(framework: Framework, children: list[ChildFacts]) -> None:
    about = {child.code: child for child in children}
    notes = [note for note in notes_for(framework, children) if note.code]
    assert len(notes) >= 8
    for note in notes:
        assert note.code is not None
        assert true_of(note, about[note.code]), note


def test_no_note_is_left_unfilled_or_said_twice(framework: Framework, children: list[ChildFacts]) -> None:
    notes = notes_for(framework, children)
    assert not [note.text for note in notes if "{" in note.text or "}" in note.text]
    wordings = [note.wording for note in notes]
    assert len(set(wordings)) == len(wordings)


def test_the_checker_notices_what_is_not_true(children: list[ChildFacts]) -> None:
    notes = notes_for(load_framework(IDS[0]), children)
    told = next(note for note in notes if note.template == "interview-late")
    child = next(child for child in children if child.code == told.code)
    assert true_of(told, child)
    wrong_day = replace(told, text=told.text.replace("27 February", "28 February"))
    wrong_claim = replace(
        wrong_day,
        claims=tuple(replace(claim, words=claim.words.replace("27 February", "28 February")) for claim in told.claims),
    )
    assert wrong_day != told
    assert not true_of(wrong_day, child)  # the text says what was not claimed
    assert not true_of(wrong_claim, child)  # the claim is not in the chronology
    assert not true_of(told, replace(child, timescales=child.timescales.clear()))  # the rule found nothing
    assert not true_of(told, replace(child, code="Child 9"))


def test_the_checker_notices_each_kind_of_claim(children: list[ChildFacts]) -> None:
    framework = load_framework(IDS[0])
    about = {child.code: child for child in children}
    spoilt = 0
    for note in (note for note in notes_for(framework, children) if note.claims):
        assert note.code is not None
        for place, claim in enumerate(note.claims):
            lie = replace(claim, words="eleven-and-a-half", raw="nothing")
            claims = (*note.claims[:place], lie, *note.claims[place + 1 :])
            text = note.wording
            for each in claims:
                text = text.replace(each.place, each.words, 1)
            assert not true_of(replace(note, claims=claims, text=text), about[note.code]), claim
            spoilt += 1
    assert spoilt > 30


def test_every_note_and_finding_fits_the_framework(framework: Framework, children: list[ChildFacts]) -> None:
    criteria = {criterion.id: criterion for criterion in framework.criteria}
    notes = notes_for(framework, children)
    for note in notes:
        assert note.sector in criteria[note.criterion].sectors, note.template
        assert note.source in {source.id for source in framework.sources}
        assert note.direction in ("strength", "concern", "context")
    for finding in findings_for(framework, notes):
        assert set(finding.sectors) & set(criteria[finding.criterion].sectors), finding.template


def test_findings_rest_on_notes_that_exist(framework: Framework, children: list[ChildFacts]) -> None:
    notes = notes_for(framework, children)
    written = {note.template for note in notes}
    criteria = {criterion.id: criterion for criterion in framework.criteria}
    findings = findings_for(framework, notes)
    assert {finding.direction for finding in findings} >= {"strength", "improve"}
    for finding in findings:
        assert finding.rests_on
        assert set(finding.rests_on) <= written
        if criteria[finding.criterion].joint:
            mine = [note for note in notes if note.template in finding.rests_on]
            assert len({note.sector for note in mine}) >= 2
            assert len({note.source for note in mine}) >= 2


def test_without_notes_there_are_no_findings(framework: Framework) -> None:
    assert findings_for(framework, []) == []


def test_a_finding_falls_with_its_notes(children: list[ChildFacts]) -> None:
    framework = load_framework(IDS[0])
    notes = notes_for(framework, children)
    finding = next(found for found in findings_for(framework, notes) if found.template == "i-interviews")
    left = [note for note in notes if note.template not in finding.rests_on]
    assert "i-interviews" not in {found.template for found in findings_for(framework, left)}


def test_every_section_that_needs_findings_gets_them(framework: Framework, children: list[ChildFacts]) -> None:
    findings = findings_for(framework, notes_for(framework, children))
    for section in framework.letter:
        if section.required and section.kind in ("bullets", "prose"):
            assert [said for finding in findings if (said := finding.said_in(section))], section.id


def test_each_child_is_written_about(framework: Framework, children: list[ChildFacts]) -> None:
    codes = [note.code for note in notes_for(framework, children)]
    assert codes.count("Child 1") >= 3
    assert codes.count("Child 2") >= 3


def test_the_same_children_give_the_same_notes(framework: Framework, children: list[ChildFacts]) -> None:
    assert notes_for(framework, children) == notes_for(framework, children)


def test_a_framework_without_templates_of_its_own_gets_those_for_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, children: list[ChildFacts]
) -> None:
    folder = tmp_path / "jtai-2027-neglect"
    folder.mkdir()
    packaged = Path(__file__).parents[4] / "joinedup" / "frameworks" / "jtai-2023-serious-youth-violence"
    for file in packaged.glob("*.toml"):
        text = file.read_text(encoding="utf-8").replace("jtai-2023-serious-youth-violence", "jtai-2027-neglect")
        (folder / file.name).write_text(text.replace('id = "sv-', 'id = "ng-'), encoding="utf-8")
    monkeypatch.setenv("JOINEDUP_FRAMEWORKS", str(tmp_path))
    framework = load_folder(folder)
    notes = notes_for(framework, children)
    findings = findings_for(framework, notes)
    assert all(note.criterion.startswith("ng-") for note in notes)
    assert all(true_of(note, {child.code: child for child in children}[note.code]) for note in notes if note.code)
    assert {finding.direction for finding in findings} == {"strength", "improve"}


def test_a_note_about_the_area_states_nothing_of_a_child(framework: Framework) -> None:
    notes: list[AuthoredNote] = notes_for(framework, [])
    assert notes
    assert all(note.code is None and not note.claims for note in notes)
