# ruff: noqa: E501 - one fault, one line: the table is read across
"""The loader: sound frameworks load whole; every fault is told with its file, key and reason, all at once."""

from pathlib import Path

import pytest

from joinedup.method.faults import Fault, FrameworkFaults, UnknownFrameworkError
from joinedup.method.loader import framework_ids, load_folder, load_framework

PART = "_parts/tiny-police.toml"


def spoil(folder: Path, file: str, old: str, new: str, count: int = 1) -> list[Fault]:
    """Change one text of one file and return the faults the loader then finds."""
    path = folder.parent / file if file.startswith("_parts/") else folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")
    with pytest.raises(FrameworkFaults) as caught:
        load_folder(folder)
    return list(caught.value.faults)


def test_the_tiny_framework_is_sound(tiny: Path) -> None:
    framework = load_folder(tiny)
    assert [spec.id for spec in framework.lists] == ["police-people", "police-incidents", "la-people", "la-referrals"]
    assert framework.selection.cohort_attributes == (("nfa", ("b",)),)
    assert framework.inspectorates[1].names[1].text == "HMICFRS"
    assert framework.letter[1].words == (100, 200)


# file, text changed, changed to, key of the fault, words of its reason
SPOILT = [
    ("framework.toml", 'title = "A tiny framework"\n', "", "title", "missing"),
    ("framework.toml", 'title = "A tiny framework"', "title = 3", "title", "must be text"),
    ("framework.toml", "statement_days = 70", 'statement_days = "70"', "statement_days", "whole number"),
    ("framework.toml", "statement_days = 70", "statement_days = true", "statement_days", "whole number"),
    ("framework.toml", "own_view_first = true", "own_view_first = 1", "own_view_first", "true or false"),
    ("framework.toml", "since = 2024-01-01", 'since = "1 January"', "since", "YYYY-MM-DD"),
    ("framework.toml", "since = 2024-01-01", "since = 2024-01-01T10:00:00", "since", "a date"),
    ("framework.toml", 'theme = "small-things"', 'theme = " "', "theme", "empty"),
    ("framework.toml", 'id = "tiny"', 'id = "other"', "id", "folder's name"),
    ("framework.toml", 'kind = "joint"', 'kind = "joined"', "kind", "one of joint"),
    ("framework.toml", 'kind = "joint"', 'kind = "joint"\ncolour = "red"', "colour", "not known here"),
    ("framework.toml", "lead = true\n", "", "inspectorates", "Exactly one"),
    ("framework.toml", 'sectors = ["police"]', 'sectors = ["police"]\nlead = true', "inspectorates", "ofsted, hmic"),
    ("framework.toml", 'sectors = ["police"]', 'sectors = ["local_authority"]', "sectors[police]", "No inspectorate"),
    ("framework.toml", 'sectors = ["police"]', 'sectors = ["fire"]', "inspectorates[hmic].sectors", "'fire'"),
    ("framework.toml", "since = 2017-07-19", "since = 2017-07-19 }, { text = 'X', since = 2016-01-01", "inspectorates[hmic].names", "rise"),
    ("framework.toml", 'id = "police"\nname', 'id = "fire"\nname', "sectors[fire].id", "known sector"),
    ("framework.toml", 'area = "practice"', 'area = "theory"', "criteria[c-1].area", "criterion area"),
    ("framework.toml", 'sectors = ["local_authority", "police"]\njoint', 'sectors = ["police"]\njoint', "criteria[c-1].sectors", "two sectors"),
    ("framework.toml", "about_child = true", "", "sources", "about a child"),
    ("framework.toml", '["referral"]', '["rumour"]', "selection.cohort_kinds", "'rumour'"),
    ("framework.toml", '["referral"]', '["contact"]', "selection.cohort_kinds", "No list of local_authority"),
    ("framework.toml", "{ nfa =", "{ risk =", "selection.cohort_attributes", "'risk'"),
    ("framework.toml", '["age_band"]', '["height"]', "selection.strata", "'height'"),
    ("framework.toml", "age_to = 17", "age_to = -1", "selection.age_to", "youngest"),
    ("framework.toml", "tracked = 6", "tracked = 9", "selection", "must not fall"),
    ("framework.toml", "sample_size = 10", "sample_size = 3", "selection", "must not fall"),
    ("framework.toml", 'finish = "referral_decision"', 'finish = "icpc"', "timescales[decision].finish", "No list of this framework"),
    ("framework.toml", 'finish = "referral_decision"', 'finish = "tea"', "timescales[decision].finish", "'tea'"),
    ("framework.toml", 'unit = "working_days"', 'unit = "weeks"', "timescales[decision].unit", "one of working_days"),
    ("framework.toml", 'unit = "working_days"', 'unit = "days"\nstart_at = "end"', "timescales[decision].start_at", "no end"),
    ("framework.toml", "limit = 1", "limit = 0", "timescales[decision].limit", "more than 0"),
    ("framework.toml", 'start_sector = "police"', 'start_sector = "local_authority"', "handovers[told].start", "No list of local_authority"),
    ("framework.toml", "months = 6\nrule", "months = 0\nrule", "retention.months", "one month"),
    ("framework.toml", "[retention]", '[working_hours]\nbegins = "9am"\n[retention]', "working_hours.begins", "HH:MM"),
    ("framework.toml", "[retention]", '[working_hours]\nbegins = "18:00"\n[retention]', "working_hours.ends", "before it begins"),
    ("framework.toml", "[retention]", "[working_hours]\nanswer_within = 0\n[retention]", "working_hours.answer_within", "an hour"),
    ("framework.toml", "[retention]", "[triangulated]\nsources = 0\n[retention]", "triangulated.sources", "one side at least"),
    ("framework.toml", "[retention]", "[cohort_prompts]\nfewest_children = 0\n[retention]", "cohort_prompts.fewest_children", "one child"),
    ("framework.toml", "[retention]", "[cohort_prompts]\nshare = [6, 5]\n[retention]", "cohort_prompts.share", "part of the whole"),
    ("framework.toml", "statement_days = 70", 'statement_days = 70\nchildrens_sectors = ["circus"]', "childrens_sectors", "'circus'"),
    ("framework.toml", "statement_days = 70", 'statement_days = 70\nchildrens_sectors = ["education"]', "childrens_sectors", "at least"),
    ("framework.toml", 'parts = ["tiny-police"]', 'parts = ["tiny-police", "none"]', "parts", "'none'"),
    ("framework.toml", 'parts = ["tiny-police"]', 'parts = "tiny-police"', "parts", "array"),
    ("framework.toml", "statement_days = 70", "statement_days = 70\nwithout = { lists = ['x'] }", "without.lists", "'x'"),
    ("calendar.toml", 'id = "draft"', 'id = "sketch"', "calendar[accuracy].after", "'draft'"),
    ("calendar.toml", 'after = "fieldwork"', 'after = "draft"', "calendar[draft].after", "circle"),
    ("calendar.toml", "until = 13", "until = 3", "calendar[fieldwork].until", "before it begins"),
    ("calendar.toml", "until = 13", 'until = 13\nweekday = "sunday"', "calendar[fieldwork].weekday", "monday"),
    ("calendar.toml", 'id = "lists"', 'id = "notification"', "calendar[notification]", "stands in calendar.toml already"),
    ("letter.toml", 'kind = "prose"', 'kind = "poem"', "letter[findings].kind", "one of addressees"),
    ("letter.toml", "words = [100, 200]", "words = [200, 100]", "letter[findings].words", "smallest"),
    ("letter.toml", "words = [100, 200]", "words = [100]", "letter[findings].words", "array of 2"),
    ("letter.toml", ', "priority"]', "]", "letter", "'priority'"),
    ("letter.toml", '["opening"]', '["closing"]', "letter[scope].standard", "'closing'"),
    ("letter.toml", "{area}", "{weather}", "sentences[opening].wordings", "'weather'"),
    ("letter.toml", "{area}", "{area", "sentences[opening].wordings", "brace"),
    ("lists.toml", 'holds = "own_id", required = true', 'holds = "own_id"', "lists[la-people].columns[own].required", "nobody"),
    ("lists.toml", 'holds = "family_name"', 'holds = ""', "lists[la-people].columns", "family_name"),
    ("lists.toml", 'holds = "family_name"', 'holds = "given_names"', "lists[la-people].columns", "2 columns hold given_names"),
    ("lists.toml", 'holds = "family_name"', 'holds = "colour"', "lists[la-people].columns[family].holds", "'colour'"),
    ("framework.toml", 'linkage_mode = "lists"', 'linkage_mode = "look_up"', "lists[police-people].columns", "known_id:look_up"),
    ("lists.toml", 'codes = "yes-no"', 'codes = "yes-no", holds = "known_id:look_up"', "lists[la-referrals].columns[nfa].holds", "cannot hold"),
    ("lists.toml", 'title = "Referrals"', 'title = "Referrals"\nalso_on = ["police-people"]', "lists[la-referrals].also_on", "'police-people'"),
    ("lists.toml", 'title = "Referrals"', 'title = "Referrals"\nalso_on = ["la-referrals"]', "lists[la-referrals].also_on", "no other list"),
    ("lists.toml", 'purpose = "To place it."', 'purpose = ""', "lists[la-referrals].columns[date].purpose", "without a purpose"),
    ("lists.toml", 'type = "date", purpose = "To place', 'type = "day", purpose = "To place', "lists[la-referrals].columns[date].type", "'day'"),
    ("lists.toml", 'codes = "yes-no"', 'codes = "colours"', "lists[la-referrals].columns[nfa].codes", "'colours'"),
    ("lists.toml", 'start = "decided"', 'start = "when"', "lists[la-referrals].events[2].start", "no column 'when'"),
    ("lists.toml", 'start = "decided"', 'start = "nfa"', "lists[la-referrals].events[2].start", "not hold a date"),
    ("lists.toml", 'kind = "referral_decision"', 'kind = "tea"', "lists[la-referrals].events[2].kind", "'tea'"),
    ("lists.toml", '["a", "b"]', '["a", "z"]', "lists[la-referrals].events[2].when.nfa", "'z'"),
    ("lists.toml", "when = { nfa", "when = { date", "lists[la-referrals].events[2].when.date", "coded column"),
    ("lists.toml", "{ nfa = \"nfa\" }", '{ nfa = "no" }', "lists[la-referrals].events[1].attributes.nfa", "'no'"),
    ("lists.toml", 'header = "Decided"', 'header = "date"', "lists[la-referrals].columns[decided].header", "met under 'date'"),
    ("lists.toml", 'title = "Referrals"', 'title = "People"', "lists[la-referrals].aliases", "la-people"),
    ("lists.toml", "window_months = 6", "window_months = 3", "handovers[told]", "less far"),
    ("lists.toml", 'kind = "people"', 'kind = "persons"', "lists[la-people].kind", "one of people"),
    ("lists.toml", 'kind = "people"', 'kind = "people"\nevents = [{ kind = "referral", start = "dob" }]', "lists[la-people].events", "Only a list of events"),
    (PART, 'sector = "police"\nkind = "people"', 'sector = "health"\nkind = "people"', "lists[police-people].sector", "'health'"),
    (PART, 'kind = "police_incident"', 'kind = "police_inc"', "lists[police-incidents].events[1].kind", "'police_inc'"),
    (PART, '{ key = "date"', '{ key = "own"', "lists[police-incidents].columns[own]", "stands 2 times"),
    ("framework.toml", 'kind = "joint"', 'kind = "single_agency"', "inspectorates", "one inspectorate"),
    ("framework.toml", "lead = true", "lead = true\nteam = -1", "inspectorates[ofsted].team", "smaller than nobody"),
    ("framework.toml", 'names = [{ text = "Ofsted" }]', "names = []", "inspectorates[ofsted].names", "At least one"),
    ("framework.toml", '{ text = "HMIC" }', '{ text = "HMIC", since = 2001-01-01 }, { text = "HMI" }', "inspectorates[hmic].names", "without a date"),
    ("framework.toml", '{ text = "Ofsted" }', '{ text = "" }', "inspectorates[ofsted].names", "not be empty"),
    ("framework.toml", '[[sources]]\nid = "tracking"\ntitle = "Tracking"\nabout_child = true', "", "sources", "missing"),
    ("framework.toml", "statement_days = 70", "statement_days = 0", "statement_days", "more than 0"),
    ("letter.toml", '"We inspected {area}."', '"Write to {statement_address}."', "statement_address", "not be empty"),
    ("framework.toml", "statement_days = 70", "statement_days = 70\nwithout = 3", "without", "table"),
    ("framework.toml", "statement_days = 70", "statement_days = 70\nwithout = { lists = 'y' }", "without.lists", "'y'"),
    ("framework.toml", "months = 6\nsample", "months = 0\nsample", "selection.months", "one month"),
    ("framework.toml", "tracked = 6", "tracked = 6\nage_bands = [5, 5]", "selection.age_bands", "rising"),
    ("framework.toml", 'source = "Working Together"', 'source = " "', "timescales[decision].source", "statute"),
    ("framework.toml", 'finish_sector = "local_authority"', 'finish_sector = "local_authority"\nwithin_days = 0', "handovers[told].within_days", "more than 0"),
    ("calendar.toml", 'title = "Lists"\noffset = 1', 'title = "Lists"\noffset = -1', "calendar[lists].offset", "negative"),
    ("lists.toml", "requests = []", 'requests = [{ id = "r", kind = "document", title = "T", sector = "police", purpose = "" }]', "requests[r].purpose", "purpose"),
    ("lists.toml", "requests = []", 'requests = []\nchild_requests = [{ id = "r", title = "T", kind = "visit", purpose = "P" }]', "child_requests[r].kind", "one of joint_audit"),
    ("lists.toml", "requests = []", 'requests = []\nchild_requests = [{ id = "r", title = "T", kind = "document", purpose = ""  }]', "child_requests[r].purpose", "purpose"),
    ("lists.toml", "requests = []", 'requests = []\nchild_requests = [{ id = "r", title = "T", kind = "document", purpose = "P", sector = "fire" }]', "child_requests[r].sector", "'fire'"),
    ("lists.toml", "requests = []", 'requests = []\nchild_requests = [{ id = "r", title = "T", kind = "document", purpose = "P", of = ["everybody"] }]', "child_requests[r].of", "'everybody'"),
    ("lists.toml", "requests = []", 'requests = []\nchild_requests = [{ id = "r", title = "T", kind = "joint_audit", purpose = "P" }]', "joint_audit", "at least one question"),
    ("lists.toml", "requests = []", 'requests = []\njoint_audit = [{ id = "q", text = "T", kind = "mark" }]', "joint_audit[q].kind", "one of text"),
    ("lists.toml", "requests = []", 'requests = []\njoint_audit = [{ id = "q", text = "T", answered = "nobody" }]', "joint_audit[q].answered", "one of agency"),
    ("lists.toml", "requests = []", 'requests = []\njoint_audit = [{ id = "q", text = "T", sectors = ["fire"] }]', "joint_audit[q].sectors", "'fire'"),
    ("lists.toml", "requests = []", 'requests = []\njoint_audit = [{ id = "q", text = "T", kind = "choice" }]', "joint_audit[q].choices", "needs its choices"),
    ("lists.toml", "requests = []", 'requests = []\njoint_audit = [{ id = "q", text = "T", answered = "together", sectors = ["police"] }]', "joint_audit[q].sectors", "no sector"),
    ("lists.toml", "requests = []", 'requests = "none"', "requests", "array"),
    ("lists.toml", 'values = { a = "Yes", b = "No" }', "values = {}", "code_sets[yes-no].values", "at least one"),
    ("lists.toml", 'values = { a = "Yes", b = "No" }', 'values = [["a", "Yes"], ["b", "No"], ["a", "Aye"]]', "code_sets[yes-no].values", "stands 2 times"),
    ("lists.toml", 'b = "No" }', 'b = "No" }\nsynonyms = { Perhaps = "p" }', "code_sets[yes-no].synonyms", "'p'"),
    ("lists.toml", 'purpose = "To follow referrals."', 'purpose = ""', "lists[la-referrals].purpose", "without a purpose"),
    ("lists.toml", "window_months = 6", "window_months = 6\ndue = 0", "lists[la-referrals]", "working day 1"),
    ("lists.toml", 'type = "date", purpose = "To see when."', 'type = "date", codes = "yes-no", purpose = "To see when."', "lists[la-referrals].columns[decided].codes", "Only a column"),
    ("lists.toml", 'type = "date", purpose = "To see when."', 'type = "date", counts = "tea", purpose = "To see when."', "lists[la-referrals].columns[decided].counts", "'tea'"),
    ("lists.toml", 'header = "Decided"', 'header = " "', "lists[la-referrals].columns[decided].header", "empty"),
    ("lists.toml", 'kind = "referral", start = "date"', 'kind = "referral", start = "date", end = "decided"', "lists[la-referrals].events[1].end", "no end"),
    ("lists.toml", "when = { nfa", "when = { none", "lists[la-referrals].events[2].when.none", "no such column"),
    ("lists.toml", 'kind = "people"\npurpose', 'kind = "relations"\npurpose', "lists[la-people].columns", "other_id"),
    (PART, "events = [{", "others = [{", "lists[police-incidents].events", "No event is made"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "key", "words"), SPOILT)
def test_every_fault_is_named(tiny: Path, file: str, old: str, new: str, key: str, words: str) -> None:
    faults = spoil(tiny, file, old, new)
    assert any(fault.key == key and words in fault.reason for fault in faults), faults
    assert all(fault.reason.endswith((".", "none.")) for fault in faults)


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("lists.toml", 'kind = "referral_decision"', 'kind = "tea"', "lists.toml"),
        (PART, 'kind = "police_incident"', 'kind = "tea"', PART),
        ("calendar.toml", "until = 13", "until = 3", "calendar.toml"),
        ("letter.toml", 'kind = "prose"', 'kind = "poem"', "letter.toml"),
    ],
)
def test_a_fault_names_the_file_it_stands_in(tiny: Path, file: str, old: str, new: str, where: str) -> None:
    assert where in {fault.file for fault in spoil(tiny, file, old, new)}


def test_all_faults_are_told_at_once(tiny: Path) -> None:
    (tiny / "more.toml").write_text('colour = "red"\nshape = "round"\n', encoding="utf-8")
    faults = spoil(tiny, "framework.toml", 'title = "A tiny framework"\n', "")
    assert {(fault.file, fault.key) for fault in faults} == {
        ("framework.toml", "title"),
        ("more.toml", "colour"),
        ("more.toml", "shape"),
    }


def test_text_that_is_not_toml_names_its_line(tiny: Path) -> None:
    faults = spoil(tiny, "letter.toml", "[[letter]]", "[[letter]")
    assert faults[0].file == "letter.toml"
    assert "line 2" in faults[0].reason


def test_bytes_that_are_not_text(tiny: Path) -> None:
    (tiny / "letter.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(FrameworkFaults) as caught:
        load_folder(tiny)
    assert Fault("letter.toml", "", "This file is not UTF-8 text.") in caught.value.faults


def test_a_folder_without_its_file(tmp_path: Path) -> None:
    with pytest.raises(FrameworkFaults, match=r"framework\.toml: This file is missing"):
        load_folder(tmp_path)


def test_an_own_item_is_laid_over_a_part(tiny: Path) -> None:
    (tiny / "over.toml").write_text(
        """
[[lists]]
id = "police-incidents"
title = "Incidents of the theme"
columns = [
  { key = "date", header = "When" },
  { key = "weapon", header = "Weapon?", type = "boolean", purpose = "To see whether a weapon was there." },
]
""",
        encoding="utf-8",
    )
    spec = next(spec for spec in load_folder(tiny).lists if spec.id == "police-incidents")
    assert spec.title == "Incidents of the theme"
    assert [(column.key, column.header) for column in spec.columns] == [
        ("own", "ID"),
        ("date", "When"),
        ("sent", "Referral sent"),
        ("weapon", "Weapon?"),
    ]
    assert spec.columns[1].type == "datetime"
    assert len(spec.events) == 2


def test_a_fault_within_an_overlaid_list_names_the_right_file(tiny: Path) -> None:
    (tiny / "over.toml").write_text(
        '[[lists]]\nid = "police-incidents"\ncolumns = [{ key = "weapon", header = "Weapon?", type = "boolean", purpose = "" }]\n',
        encoding="utf-8",
    )
    faults = spoil(tiny, PART, 'purpose = "To see whether it was passed on."', 'purpose = ""')
    assert {(fault.file, fault.key) for fault in faults} == {
        ("over.toml", "lists[police-incidents].columns[weapon].purpose"),
        (PART, "lists[police-incidents].columns[sent].purpose"),
    }


def test_what_is_left_out_of_a_part_is_gone(tiny: Path) -> None:
    text = (tiny / "framework.toml").read_text(encoding="utf-8")
    text = text.replace("statement_days = 70", 'statement_days = 70\nwithout = { lists = ["police-people", "police-incidents"] }')
    text = text[: text.index("[[handovers]]")] + "\n"
    (tiny / "framework.toml").write_text(
        text.replace("statement_days = 70", "statement_days = 70\nhandovers = []"), encoding="utf-8"
    )
    assert [spec.id for spec in load_folder(tiny).lists] == ["la-people", "la-referrals"]


def test_a_folder_on_the_search_path_adds_a_framework(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "tiny" not in framework_ids()
    monkeypatch.setenv("JOINEDUP_FRAMEWORKS", str(tiny.parent))
    assert "tiny" in framework_ids()
    assert load_framework("tiny") == load_folder(tiny)


@pytest.mark.parametrize("name", ["", "nowhere", "../method", "_parts"])
def test_an_unknown_framework_says_which_are_known(name: str) -> None:
    with pytest.raises(UnknownFrameworkError, match="jtai-2022-front-door"):
        load_framework(name)


def test_relations_speak_in_the_shared_kinds(tiny: Path) -> None:
    (tiny / "relations.toml").write_text(
        """
[[code_sets]]
id = "relation"
values = { parent = "Parent", aunt = "Aunt" }
[[lists]]
id = "la-relations"
title = "Relations"
sector = "local_authority"
kind = "relations"
purpose = "To know who is in a child's life."
columns = [
  { key = "own", header = "ID", type = "id", holds = "own_id", required = true, purpose = "To join." },
  { key = "other", header = "Other ID", type = "id", holds = "other_id", purpose = "To join." },
  { key = "relation", header = "Relation", type = "code", codes = "relation", holds = "relation", purpose = "To tell apart." },
]
""",
        encoding="utf-8",
    )
    with pytest.raises(FrameworkFaults, match=r"relations\.toml: lists\[la-relations\].*Not kinds of relation: aunt"):
        load_folder(tiny)


def test_an_own_table_is_laid_over_a_parts(tiny: Path) -> None:
    part = tiny.parent / "_parts" / "tiny-police.toml"
    part.write_text("[retention]\nmonths = 24\nrule = 'As the part says.'\n" + part.read_text(encoding="utf-8"), encoding="utf-8")
    framework = (tiny / "framework.toml").read_text(encoding="utf-8")
    (tiny / "framework.toml").write_text(
        framework.replace('rule = "Destroyed six months after publication."\n', ""), encoding="utf-8"
    )
    retention = load_folder(tiny).retention
    assert (retention.months, retention.rule) == (6, "As the part says.")


def test_a_key_in_two_own_files_is_a_fault(tiny: Path) -> None:
    (tiny / "more.toml").write_text('title = "Another"\n', encoding="utf-8")
    with pytest.raises(FrameworkFaults, match=r"more\.toml: title: This key stands in framework\.toml already"):
        load_folder(tiny)


def test_an_edited_packaged_framework_is_read_again() -> None:
    first = load_framework("jtai-2022-front-door")
    assert load_framework("jtai-2022-front-door") is first
