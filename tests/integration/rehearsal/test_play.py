"""Every framework plays to a published letter, and every passage of it leads back to notes that are true of the children."""

import json
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from benchmarks.letters_structure import PLAYED, kept, outside, shape_of_document
from joinedup.audit.queries import verify
from joinedup.cases.core.words import day
from joinedup.cases.enquiries.queries import enquiries_of, proposals_of, waiting
from joinedup.cases.leads.models import LeadsChange
from joinedup.cases.leads.queries import leads_over_time
from joinedup.evidence.added.models import AddedEvent
from joinedup.evidence.enquiring.queries import closed_on
from joinedup.evidence.models import Finding, Note, NoteRevision
from joinedup.inspections.enums import Stage
from joinedup.linkage.core.quality import measure
from joinedup.linkage.look_up.enums import Standing
from joinedup.linkage.look_up.queries import asked_in, look_up_of, tally
from joinedup.linkage.queries import memberships_of
from joinedup.method.loader import framework_ids, load_framework
from joinedup.publication.queries import rendition
from joinedup.rehearsal.play import STAGES, Played, play
from joinedup.training.authored import notes_for, true_of

pytestmark = pytest.mark.django_db


def passages(played: Played) -> list[dict]:
    """Return every passage of the published data, those in boxes included."""
    data = json.loads(rendition(played.publication, "json").read())
    blocks = [block for section in data["sections"] for block in section["blocks"]]
    boxed = [row for block in blocks if block["type"] == "box" for row in block["passages"]]
    return [block for block in blocks if block["type"] == "passage"] + boxed


def check_letter(played: Played) -> None:
    """Every passage names findings and notes that exist, belong to this inspection and rest on each other."""
    told = passages(played)
    assert told
    for passage in told:
        findings = Finding.objects.filter(pk__in=passage["findings"], inspection=played.inspection)
        assert findings.count() == len(passage["findings"]) > 0
        beneath = {str(note.pk) for finding in findings for note in finding.notes.all()}
        assert beneath == set(passage["notes"])
        assert beneath


def check_notes(played: Played) -> None:
    """Every note's facts hold in the chronology of the child it is about."""
    facts = {story.tracked.code: story.facts() for story in played.stories}
    authored = notes_for(played.framework, list(facts.values()))
    offline = NoteRevision.objects.exclude(device="").values("note")
    by_hand = Note.objects.filter(inspection=played.inspection).exclude(pk__in=offline)
    written = by_hand.exclude(pk__in=AddedEvent.objects.values("note"))
    assert len(authored) == len(played.notes) == written.count()
    for note in authored:
        assert note.code is None or true_of(note, facts[note.code])


def check_children(played: Played) -> None:
    """As many children are tracked as the framework asks, each with events and a reason."""
    rule = played.framework.selection
    assert rule.tracked_min <= len(played.stories) <= rule.tracked_max
    assert all(story.chronology.height > 0 and story.tracked.why for story in played.stories)


def check_no_name(played: Played) -> None:
    """No full name of the made-up area stands in the published letter."""
    text = played.publication.document
    names = played.area.records.select(pl.concat_str("given_names", "family_name", separator=" ")).drop_nulls().to_series()
    assert not [name for name in names.unique() if name in text]


def check_all(played: Played) -> None:
    played.inspection.refresh_from_db()
    assert played.inspection.stage == Stage.PUBLISHED
    assert list(played.seconds) == list(STAGES)
    check_letter(played)
    check_notes(played)
    check_children(played)
    check_no_name(played)
    check_who_falls_out(played)
    check_lines(played)
    check_leads(played)
    assert verify(str(played.inspection.pk)) == []


def check_lines(played: Played) -> None:
    """Everything proposed is decided, every line closed, and what was borne out rests on a note that names the same days."""
    assert not waiting(played.inspection)
    lines = enquiries_of(played.inspection)
    assert {line.state for line in lines} == {"closed"}
    assert proposals_of(played.inspection).count() >= len(lines) > 0
    for line in lines.filter(found="borne_out"):
        [[link]] = closed_on(line, played.cast.lead).values()
        [fact, *_] = line.decisions.get().proposal.rests_on
        assert day(datetime.fromisoformat(fact["start_earliest"])) in link.revision.text
        assert ([line.criterion], line.sectors) == (link.revision.criteria, [link.revision.sector])


def check_leads(played: Played) -> None:
    """Others lead on one child than when it was chosen, of as many inspectorates, and who led before stays readable."""
    [change] = LeadsChange.objects.filter(inspection=played.inspection)
    led = [set(row.names) for row in leads_over_time(change.tracked)]
    assert len(led) == 2
    assert led[0] != led[1] == {person.name for person in change.tracked.leads.all()}
    assert len({name.rsplit(", ", 1)[-1] for name in led[1]}) == min(2, len(played.framework.inspectorates))
    assert change.why


def check_who_falls_out(played: Played) -> None:
    """A run counts whose records stand alone by what the lists say of people, ethnicity too."""
    groups = {group["by"]: set() for group in played.run.quality["groups"]}
    for group in played.run.quality["groups"]:
        groups[group["by"]].add(group["name"])
    assert {"female", "male"} <= groups["sex"]
    assert "WBRI" in groups["ethnicity"]


def check_structure(played: Played) -> None:
    """The letter's sections stand in the order of published letters, and each is of a published letter's size."""
    known = kept()
    shape = shape_of_document(json.loads(rendition(played.publication, "json").read()), played.framework.id)
    assert list(shape.order) in known["orders"][shape.generation]
    assert outside(shape, known) == []


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_framework_plays_to_a_letter(framework_id, tmp_path):
    played = play(load_framework(framework_id), children=400, seed=7, folder=tmp_path)
    check_all(played)
    if framework_id in PLAYED:
        check_structure(played)


def test_a_fifth_framework_is_a_folder(tmp_path, monkeypatch):
    """A theme nobody wrote code for, with criteria and a list of its own, plays to a letter under its own outline."""
    monkeypatch.setenv("JOINEDUP_FRAMEWORKS", str(Path(__file__).parents[2] / "frameworks"))
    played = play(load_framework("neglect-2030"), children=400, seed=7, folder=tmp_path)
    check_all(played)
    assert "police-home-conditions" in {written.list for written in played.written}
    assert {finding.criterion for finding in played.findings} <= {"n-1", "n-2", "n-3", "n-4", "n-5"}


def test_a_framework_of_look_up_asks_about_the_cohort_and_matches_nobody(tmp_path, monkeypatch):
    """Agencies answer under the inspection's codes; whoever they were not asked about is in no run."""
    monkeypatch.setenv("JOINEDUP_FRAMEWORKS", str(Path(__file__).parents[2] / "frameworks"))
    played = play(load_framework("neglect-look-up-2030"), children=400, seed=7, folder=tmp_path)
    check_all(played)
    look_up = look_up_of(played.inspection)
    assert look_up is not None
    standings = [counts for _, counts in tally(look_up)]
    assert all(counts[Standing.AWAITED] == 0 and counts.total() == look_up.children for counts in standings)
    assert sum(counts[Standing.KNOWN] for counts in standings) > look_up.children / 4
    truth, area = memberships_of(played.run).join(played.area.records, on="record_id"), played.area
    authority = truth.filter(pl.col("sector") == "local_authority")
    codes = asked_in(look_up).explode("record_ids").join(authority, left_on="record_ids", right_on="record_id")["person_id"]
    family = area.relations.filter(pl.col("person_id").is_in(codes.implode()))["other_id"]
    others = truth.filter(pl.col("sector") != "local_authority")
    assert set(others["person_id"]) <= {*codes, *family}
    assert others.height < area.records.filter(pl.col("sector") != "local_authority").height / 2
    assert measure(memberships_of(played.run), area.records)["precision"] == 1.0
