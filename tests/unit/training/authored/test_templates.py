"""The templates as written: nothing in them can be untrue by itself, ungrammatical by rule, or never be printed."""

import re
from datetime import date

import pytest

from joinedup.evidence.core.grades import graded_phrases
from joinedup.method.framework import Framework
from joinedup.method.loader import load_framework
from joinedup.training.authored.findings import IF, only_seen
from joinedup.training.authored.templates import FindingTemplate, NoteTemplate, Templates, templates_for
from joinedup.training.authored.wording import PLACE

IDS = (
    "jtai-2016-sexual-exploitation-missing",
    "jtai-2022-front-door",
    "jtai-2023-serious-youth-violence",
    "targeted-2016-single-agency",
)
#: Figures that are limits of a rule and no fact of a child.
LIMITS = re.compile(r"\b(72 hours|45 working days|15 working days|20 working days|at 18|18)\b")
KIND_PLACES = ("count", "times", "first", "last", "relation")
RULE_PLACES = ("start", "finish", "sent", "arrived", "took")
#: Words the house does not use of children, adults and agencies; reviews and studies bear "case" in their names.
NOT_OURS = re.compile(r"\b(offenders?|breach\w*|dissent\w*|conflicts?|cases?(?! stud| review))\b", re.IGNORECASE)

#: Who may say in a note what leaders knew.
LEADERS = re.compile(
    r"\b(leaders|managers|commissioners|chair|partners|supervisors|superintendent|head of service|care board)\b", re.IGNORECASE
)


@pytest.fixture(params=[*IDS, "any"])
def templates(request: pytest.FixtureRequest) -> Templates:
    return templates_for(request.param)


@pytest.fixture(params=IDS)
def framework(request: pytest.FixtureRequest) -> Framework:
    return load_framework(request.param)


def test_the_first_worked_example_is_rich() -> None:
    templates = templates_for(IDS[0])
    assert len(templates.notes) >= 40
    assert len(templates.findings) >= 14


def test_each_packaged_framework_has_its_own(framework: Framework) -> None:
    assert templates_for(framework.id).own


def test_ids_are_unique(templates: Templates) -> None:
    for several in (templates.notes, templates.findings):
        ids = [one.id for one in several]
        assert len(set(ids)) == len(ids)


def test_no_figure_stands_in_a_text_but_through_a_place(templates: Templates) -> None:
    for note in templates.notes:
        for text in note.texts:
            assert not re.search(r"\d", LIMITS.sub("", PLACE.sub("", text))), (note.id, text)


def test_notes_about_the_area_have_neither_places_nor_conditions(templates: Templates) -> None:
    for note in (note for note in templates.notes if note.about == "area"):
        assert not PLACE.search("".join(note.texts)), note.id
        assert note.when == NoteTemplate("", "", "", "", "", ()).when, note.id
    assert all(note.about in ("area", "child") for note in templates.notes)


def test_notes_about_a_child_have_a_condition(templates: Templates) -> None:
    for note in (note for note in templates.notes if note.about == "child"):
        assert note.when != NoteTemplate("", "", "", "", "", ()).when, note.id


def test_findings_name_notes_that_are_written(templates: Templates) -> None:
    notes = {note.id: note for note in templates.notes}
    for finding in templates.findings:
        assert set(finding.rests_on) | set(finding.unless) <= set(notes), finding.id
        agreeing = {"strength": "strength"}.get(finding.direction, "concern")
        assert any(notes[name].direction == agreeing for name in finding.rests_on), finding.id


def test_every_note_serves_a_finding_or_gives_context(templates: Templates) -> None:
    used = {name for finding in templates.findings for name in finding.rests_on}
    idle = [note.id for note in templates.notes if note.id not in used and note.direction != "context"]
    assert len(idle) <= len(templates.notes) // 10, idle


def test_letters_hold_no_grade_and_no_count(templates: Templates) -> None:
    for finding in templates.findings:
        said = " ".join((finding.bullet, finding.prose, finding.detail, finding.headline, *finding.box))
        assert not graded_phrases(said), finding.id
        assert not re.search(r"\d", LIMITS.sub("", said)), finding.id
        assert not re.search(r"\b(child|children) \d", said)


def test_texts_keep_to_the_words_of_the_house(templates: Templates) -> None:
    for note in templates.notes:
        assert not NOT_OURS.search(" ".join(note.texts)), note.id
    for finding in templates.findings:
        said = (finding.bullet, finding.prose, finding.detail, finding.headline, *finding.box)
        assert not NOT_OURS.search(" ".join(said)), finding.id


def test_lead_safeguarding_partners_are_not_met_before_they_were_made(framework: Framework) -> None:
    made = templates_for(framework.id)
    texts = [criterion.text for criterion in framework.criteria] + [text for note in made.notes for text in note.texts]
    texts += [text for finding in made.findings for text in (finding.bullet, finding.prose, finding.detail, finding.headline)]
    assert framework.since < date(2023, 12, 15)  # the day of Working Together 2023, which made them
    assert not any("lead safeguarding partner" in text.lower() for text in texts)


@pytest.mark.parametrize("name", IDS[:1])
def test_paragraphs_of_2016_are_of_the_length_of_the_letters(name: str) -> None:
    lengths = sorted(len(finding.bullet.split()) for finding in templates_for(name).findings)
    assert 55 <= lengths[len(lengths) // 2] <= 100  # medians of 47 to 108 words in 22 published letters


@pytest.mark.parametrize("name", IDS[1:3])
def test_bullets_of_2022_are_of_the_length_of_the_letters(name: str) -> None:
    improve = sorted(len(finding.bullet.split()) for finding in templates_for(name).findings if finding.direction == "improve")
    assert 12 <= improve[len(improve) // 2] <= 22  # median 18 words in 29 published letters


@pytest.mark.parametrize("name", IDS[1:3])
def test_headline_findings_are_of_the_length_of_the_letters(name: str) -> None:
    section = next(section for section in load_framework(name).letter if section.id == "headline")
    headlines = [only_seen(finding.headline, set(finding.rests_on)) for finding in templates_for(name).findings]
    assert section.words is not None
    least, most = section.words
    assert least <= len(" ".join(headlines).split()) <= most  # about 280 words in 29 published letters


def test_every_condition_could_hold(framework: Framework) -> None:
    kinds = {mapping.kind for spec in framework.lists for mapping in spec.events}
    attributes = {f"{mapping.kind}.{name}" for spec in framework.lists for mapping in spec.events for name, _ in mapping.attributes}
    timescales = {rule.id for rule in framework.timescales}
    handovers = {rule.id for rule in framework.handovers}
    for note in templates_for(framework.id).notes:
        when = note.when
        named = {*when.has, *when.lacks, *(kind for kind, _ in (*when.count_at_least, *when.count_at_most, *when.adult))}
        named |= {kind for path, _ in (*when.days_at_least, *when.days_at_most) for kind in path.split(">")}
        assert named <= kinds, note.id
        assert {path for path, _ in when.attribute} <= attributes, note.id
        assert {rule for rule, _ in (*when.timescale, *when.timescale_always)} <= timescales, note.id
        assert {rule for rule, _ in (*when.handover, *when.handover_always)} <= handovers, note.id


def test_every_place_can_be_filled_under_its_conditions(templates: Templates) -> None:
    for note in templates.notes:
        when = note.when
        sure = {*when.has, *(kind for kind, _ in when.count_at_least)}
        sure |= {kind for path, _ in (*when.days_at_least, *when.days_at_most) for kind in path.split(">")}
        sure |= {path.split(".")[0] for path, _ in when.attribute}
        rules = {rule for rule, _ in (*when.timescale, *when.timescale_always, *when.handover, *when.handover_always)}
        for text in note.texts:
            for name, of in PLACE.findall(text):
                if name in KIND_PLACES:
                    assert of in sure, (note.id, name, of)
                if name in RULE_PLACES:
                    assert of in rules, (note.id, name, of)


def test_each_source_and_criterion_is_known(framework: Framework) -> None:
    sources = {source.id: source.about_child for source in framework.sources}
    criteria = {criterion.id: criterion for criterion in framework.criteria}
    for note in templates_for(framework.id).notes:
        assert note.source in sources, note.id
        assert sources[note.source] == (note.about == "child"), note.id
        assert note.sector in criteria[note.criterion].sectors, note.id
    for finding in templates_for(framework.id).findings:
        assert set(finding.sectors) <= set(criteria[finding.criterion].sectors), finding.id


def test_sentences_said_only_if_seen_name_notes_of_the_finding(templates: Templates) -> None:
    for finding in templates.findings:
        said = " ".join((finding.bullet, finding.prose, finding.detail, finding.headline, finding.acted_during, *finding.box))
        named = {name for match in IF.finditer(said) for name in match.group(1).split("|")}
        assert named <= set(finding.rests_on), (finding.id, named - set(finding.rests_on))
        assert "{" not in IF.sub("", said), finding.id


def test_a_finding_says_something_whichever_of_its_notes_were_seen(templates: Templates) -> None:
    for finding in templates.findings:
        for text in (finding.bullet, finding.prose):
            for seen in finding.rests_on:
                assert len(only_seen(text, {seen}).split()) >= 5, (finding.id, seen)


def test_only_what_was_seen_is_said() -> None:
    text = "Always. {if:a|b?Seen.} {if:c?Not seen.} Last."
    assert only_seen(text, {"b"}) == "Always. Seen. Last."
    assert only_seen(text, set()) == "Always. Last."


def test_parents_speak_only_for_children_who_were_not_in_care() -> None:
    told = [note for note in templates_for(IDS[0]).notes if re.search(r"\bparents?\b", " ".join(note.texts).lower())]
    assert [note.id for note in told if note.about == "child" and "looked_after" not in note.when.lacks] == []


@pytest.mark.parametrize(
    "claim", ["last time", "earlier interviews", "found before", "one episode too few", "three crime types", "previous home"]
)
def test_a_note_claims_nothing_its_conditions_leave_open(claim: str) -> None:
    assert [note.id for note in templates_for(IDS[0]).notes if note.about == "child" and claim in " ".join(note.texts)] == []


def _sentences(finding: FindingTemplate) -> set[str]:
    text = IF.sub(lambda match: match.group(2), f"{finding.bullet} {finding.prose} {finding.detail}")
    return {sentence for sentence in re.split(r"(?<=[.;]) ", text) if len(sentence.split()) >= 6}


def test_no_sentence_stands_twice_in_one_letter(templates: Templates) -> None:
    seen: dict[str, str] = {}
    for finding in templates.findings:
        for sentence in _sentences(finding):
            assert seen.setdefault(sentence, finding.id) == finding.id, sentence


def test_what_leaders_knew_or_did_rests_on_what_somebody_said(templates: Templates) -> None:
    notes = {note.id: " ".join(note.texts) for note in templates.notes if note.about == "area"}
    for finding in templates.findings:
        heard = [notes[name] for name in finding.rests_on if name in notes]
        if finding.known_to_leaders != "not_established":
            assert any(LEADERS.search(text) for text in heard), finding.id
        if finding.acted_during:
            assert any(re.search(r"Before we left|By the end of fieldwork", text) for text in heard), finding.id
