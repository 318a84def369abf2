"""One whole inspection, from the agencies' lists to the published letter, through the doors everyone uses."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from joinedup.cases.models import Sample
from joinedup.evidence.models import Finding, Note
from joinedup.inspections.actions import add_team_member, move_stage
from joinedup.inspections.models import Inspection
from joinedup.letter.models import Letter
from joinedup.linkage.actions import run_link
from joinedup.linkage.models import LinkRun
from joinedup.method.framework import Framework
from joinedup.publication.models import Publication
from joinedup.rehearsal.added import add_from_case_file
from joinedup.rehearsal.areas import tell_of_areas
from joinedup.rehearsal.audits import ask_and_audit
from joinedup.rehearsal.cast import Cast, call_cast
from joinedup.rehearsal.children import Story, read_stories, select_children
from joinedup.rehearsal.complaints import answer_afterwards, complain_and_hold
from joinedup.rehearsal.concerns import raise_concerns
from joinedup.rehearsal.days import notification_day, publication_day
from joinedup.rehearsal.doors import ask_at_doors
from joinedup.rehearsal.enquiries import follow_lines
from joinedup.rehearsal.evidence import make_findings, write_notes
from joinedup.rehearsal.feedback import give_final_feedback
from joinedup.rehearsal.interruptions import refuse_a_deferral
from joinedup.rehearsal.judging import judge_together, write_own_views
from joinedup.rehearsal.leads import change_one_lead
from joinedup.rehearsal.letter import sign_and_publish, write_letter
from joinedup.rehearsal.lists import ask, send
from joinedup.rehearsal.look_up import answering_later, look_up_children
from joinedup.rehearsal.looking import meet_in_the_evening
from joinedup.rehearsal.notebooks import take_notes_offline
from joinedup.rehearsal.opening import notify
from joinedup.rehearsal.priority import act_at_once
from joinedup.rehearsal.programme import open_round_and_inspection
from joinedup.rehearsal.progress import Reporter, Silent, Stopwatch
from joinedup.rehearsal.sampled import look_at_sampled
from joinedup.rehearsal.setting_up import keep_in_touch, set_up_agencies
from joinedup.rehearsal.statement import begin_statement
from joinedup.rehearsal.times import judge_cohort
from joinedup.rehearsal.tracking import keep_records
from joinedup.rehearsal.week import plan_week
from joinedup.training.area import MadeUpArea, make_area
from joinedup.training.authored import AuthoredFinding, findings_for, notes_for
from joinedup.training.lists import WrittenList, write_lists

#: What a rehearsal does, in order, in words for a progress bar.
STAGES = (
    "Making up the area",
    "Writing the agencies' lists",
    "Opening the inspection",
    "Reading and checking the lists",
    "Linking the same child across agencies",
    "Selecting children",
    "Assembling chronologies",
    "Writing notes and findings",
    "Writing, signing and publishing the letter",
)


@dataclass
class Played:
    """Everything one rehearsal made."""

    framework: Framework
    seed: int
    area: MadeUpArea
    written: list[WrittenList]
    cast: Cast
    inspection: Inspection
    run: LinkRun
    sample: Sample
    stories: list[Story]
    notes: list[Note]
    findings: list[Finding]
    letter: Letter
    publication: Publication
    seconds: dict[str, float]


def play(
    framework: Framework,
    *,
    children: int,
    seed: int,
    folder: Path,
    reporter: Reporter | None = None,
    sign_in: bool = False,
) -> Played:
    """Play one inspection of a made-up area of `children` children; the agencies' lists are written to `folder`.

    Everything goes through the actions the pages use. The same framework, children and seed give the same lists,
    links and sample. With `sign_in` the made-up people get passwords and second factors of their own.
    """
    watch = Stopwatch(reporter or Silent())
    notified_on = notification_day(framework)
    with watch.stage(STAGES[0]):
        area = make_area(framework, children=children, seed=seed, notified_on=notified_on)
    with watch.stage(STAGES[1]):
        written = write_lists(area, framework, folder, agencies=_answering_first(framework, area))
    with watch.stage(STAGES[2]):
        cast = call_cast(framework, area, sign_in=sign_in)
        inspection = _open(cast, framework, notified_on, seed)
    with watch.stage(STAGES[3]):
        written += _gather_lists(cast, inspection, area, written, folder)
    run, sample, stories = _find_children(watch, cast, inspection, str(seed))
    change_one_lead(cast, stories)
    ask_at_doors(cast, area, run, sample)
    ask_and_audit(cast, inspection, stories)
    raise_concerns(cast, inspection, stories)
    plan_week(cast, inspection, stories)
    with watch.stage(STAGES[7]):
        conclusions, notes, findings = _judge(cast, inspection, area, stories)
    with watch.stage(STAGES[8]):
        letter, publication = _publish(cast, inspection, conclusions, findings)
    made = (area, written, cast, inspection, run, sample, stories, notes, list(findings.values()), letter, publication)
    return Played(framework, seed, *made, seconds=watch.seconds)


def _answering_first(framework: Framework, area: MadeUpArea) -> list[str]:
    """Return the agencies asked for lists at once; the others are asked later, which children they know."""
    later = answering_later(framework, area)
    return [agency.key for agency in area.agencies if agency.key not in later]


def _gather_lists(
    cast: Cast, inspection: Inspection, area: MadeUpArea, written: list[WrittenList], folder: Path
) -> list[WrittenList]:
    """Ask for the lists, send and read them and set the agencies up; return those that were asked for later."""
    ask(cast, inspection)
    send(cast, inspection, written, _answering_first(inspection.framework, area))
    refuse_a_deferral(cast, inspection)
    _move(cast, inspection, "lists")
    set_up_agencies(cast, inspection)
    later = answering_later(inspection.framework, area)
    return look_up_children(cast, inspection, area, folder, later) if later else []


def _find_children(watch: Stopwatch, cast: Cast, inspection: Inspection, seed: str) -> tuple[LinkRun, Sample, list[Story]]:
    """Link the lists, draw the sample, choose the tracked children and read their stories."""
    with watch.stage(STAGES[4]):
        _move(cast, inspection, "selection")
        run = run_link(by=cast.lead, inspection=inspection)
    with watch.stage(STAGES[5]):
        sample, tracked = select_children(cast, inspection, run, seed)
        judge_cohort(cast, sample)
        _move(cast, inspection, "fieldwork")
    with watch.stage(STAGES[6]):
        return run, sample, read_stories(tracked)


def _judge(
    cast: Cast, inspection: Inspection, area: MadeUpArea, stories: list[Story]
) -> tuple[list[AuthoredFinding], list[Note], dict[str, Finding]]:
    """Write the notes that are true of the children, and the findings that rest on them."""
    framework = inspection.framework
    authored = notes_for(framework, [story.facts() for story in stories])
    notes = write_notes(cast, inspection, authored, {story.tracked.code: story.tracked for story in stories})
    add_from_case_file(cast, inspection, area, stories)  # before the lines: it changes what there is to ask
    follow_lines(cast, inspection, stories, [note for several in notes.values() for note in several])
    keep_records(cast, inspection, stories, [note for several in notes.values() for note in several])
    take_notes_offline(cast, inspection)
    keep_in_touch(cast, inspection)
    meet_in_the_evening(cast, inspection)
    look_at_sampled(cast, inspection, inspection.sample)
    conclusions = findings_for(framework, authored)
    leanings = write_own_views(cast, inspection, [note for several in notes.values() for note in several])
    findings = make_findings(cast, inspection, conclusions, notes)
    act_at_once(cast, inspection, findings.values())
    give_final_feedback(cast, inspection, list(findings.values()))
    _move(cast, inspection, "judging")
    judge_together(cast, inspection, list(findings.values()), leanings)
    _move(cast, inspection, "writing")
    return conclusions, [note for several in notes.values() for note in several], findings


def _publish(
    cast: Cast, inspection: Inspection, conclusions: list[AuthoredFinding], findings: dict[str, Finding]
) -> tuple[Letter, Publication]:
    """Write the letter, have it checked and signed, publish it, and ask afterwards how it went."""
    letter = write_letter(cast, inspection, conclusions, findings)
    complain_and_hold(cast, inspection)
    publication = sign_and_publish(cast, inspection, letter, publication_day(inspection.framework, inspection.notified_on))
    answer_afterwards(cast, inspection)
    begin_statement(cast, publication)
    return letter, publication


def _open(cast: Cast, framework: Framework, notified_on: date, seed: int) -> Inspection:
    """Plan the round, open its inspection under a code word with the team that is planned, add who signs, and notify."""
    inspection = open_round_and_inspection(cast, framework, notified_on, f"rehearsal-{seed}")
    tell_of_areas()
    for code, person in cast.signatories.items():
        _join(cast, inspection, code, person, "signatory")
    notify(cast, inspection)
    return inspection


def _join(cast: Cast, inspection: Inspection, code: str, person, role: str) -> None:
    add_team_member(by=cast.lead, inspection=inspection, person=person, inspectorate=cast.inspectorates[code], role=role)


def _move(cast: Cast, inspection: Inspection, *stages: str) -> None:
    for stage in stages:
        move_stage(by=cast.lead, inspection=inspection, to=stage)
