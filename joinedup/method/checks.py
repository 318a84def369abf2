"""What must hold within a framework beyond right types: every name it uses is known, every rule can be applied.

Each check yields (key path, reason). `check` runs them all.
"""

import re
import string
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from joinedup.method.calendar import WEEKDAYS
from joinedup.method.check_complaints import check_complaints, check_survey
from joinedup.method.check_concerns import check_concerns
from joinedup.method.check_fieldwork import check_fieldwork
from joinedup.method.check_interruptions import check_interruptions
from joinedup.method.check_letter_steps import check_letter_steps
from joinedup.method.check_lists import check_lists
from joinedup.method.check_notifying import check_notifying
from joinedup.method.check_programme import check_programme
from joinedup.method.check_recording import check_recording
from joinedup.method.check_rules import check_rules
from joinedup.method.check_setting_up import check_setting_up
from joinedup.method.check_workers import check_workers
from joinedup.method.framework import DatedText, Framework
from joinedup.records.kinds import event_kinds
from joinedup.records.shape import SECTORS

Finding = tuple[str, str]

UNITS = ("working_days", "days", "hours", "months")
SECTION_KINDS = ("addressees", "salutation", "standard", "bullets", "prose", "boxes", "signatures")
DIRECTIONS = ("strength", "improve", "priority")
#: Facts of a letter that a standard sentence may ask for in braces.
LETTER_FACTS = (
    "area",
    "partnership",
    "fieldwork_from",
    "fieldwork_to",
    "inspectorates",
    "theme",
    "principal_authority",
    "principal_and_preparer",
    "prepared_by",
    "sent_by",
    "statement_due",
    "statement_address",
)
#: Steps of the calendar other rooms ask for by name.
NEEDED_STEPS = ("notification", "lists", "selection", "fieldwork", "feedback", "draft", "accuracy", "publication")

#: A time of day as frameworks write it.
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)


def check(framework: Framework) -> Iterator[Finding]:
    """Yield every fault of meaning in a framework whose types are right."""
    for one in _CHECKS:
        yield from one(framework)
    yield from check_lists(framework)
    yield from check_rules(framework)
    yield from check_concerns(framework)
    yield from check_complaints(framework)
    yield from check_survey(framework)
    yield from check_workers(framework)
    yield from check_recording(framework)
    yield from check_notifying(framework)
    yield from check_setting_up(framework)
    yield from check_fieldwork(framework)
    yield from check_interruptions(framework)
    yield from check_letter_steps(framework)
    yield from check_programme(framework)


def _words(framework: Framework) -> Iterator[Finding]:
    yield from _one_of("kind", framework.kind, ("joint", "single_agency"))
    yield from _one_of("linkage_mode", framework.linkage_mode, ("lists", "look_up"))
    for key in ("id", "title", "version", "theme", "theme_title", "scope", "legal_basis", "linkage_purpose"):
        if not getattr(framework, key).strip():
            yield key, "This must not be empty."


def _filled(framework: Framework) -> Iterator[Finding]:
    for name in ("inspectorates", "sectors", "areas", "criteria", "sources", "calendar", "letter"):
        if not getattr(framework, name):
            yield name, "A framework needs at least one."


def _inspectorates(framework: Framework) -> Iterator[Finding]:
    leads = [one.id for one in framework.inspectorates if one.lead]
    if len(leads) != 1:
        yield "inspectorates", f"Exactly one inspectorate leads; here {', '.join(leads) or 'none'} does."
    if framework.kind == "single_agency" and len(framework.inspectorates) != 1:
        yield "inspectorates", "A single-agency inspection has one inspectorate."
    for one in framework.inspectorates:
        at = f"inspectorates[{one.id}]"
        yield from _dated(f"{at}.names", one.names)
        yield from _known(f"{at}.sectors", one.sectors, _sectors(framework), "sector of this framework")
        if one.team < 0:
            yield f"{at}.team", "A team cannot be smaller than nobody."
    assessed = {sector for one in framework.inspectorates for sector in one.sectors}
    for sector in framework.sectors:
        if sector.id not in assessed:
            yield f"sectors[{sector.id}]", "No inspectorate assesses this sector."


def _criteria(framework: Framework) -> Iterator[Finding]:
    for sector in framework.sectors:
        yield from _known(f"sectors[{sector.id}].id", (sector.id,), SECTORS, "sector")
    yield from _known("childrens_sectors", framework.childrens_sectors, SECTORS, "sector")
    if not set(framework.childrens_sectors) & set(_sectors(framework)):
        yield "childrens_sectors", "One sector of this framework at least must have children as its work."
    areas = [area.id for area in framework.areas]
    for criterion in framework.criteria:
        at = f"criteria[{criterion.id}]"
        yield from _known(f"{at}.area", (criterion.area,), areas, "criterion area")
        yield from _known(f"{at}.sectors", criterion.sectors, _sectors(framework), "sector of this framework")
        if len(criterion.sectors) < (2 if criterion.joint else 1):
            yield f"{at}.sectors", "A joint criterion needs two sectors." if criterion.joint else "A criterion needs a sector."
    for unused in sorted(set(areas) - {criterion.area for criterion in framework.criteria}):
        yield f"areas[{unused}]", "No criterion stands under this heading."
    if not any(source.about_child for source in framework.sources):
        yield "sources", "At least one kind of source must be about a child."


def _requests(framework: Framework) -> Iterator[Finding]:
    for item in framework.requests:
        at = f"requests[{item.id}]"
        yield from _one_of(f"{at}.kind", item.kind, ("document", "meeting", "case_file", "question"))
        yield from _known(f"{at}.sector", (item.sector,), _sectors(framework), "sector of this framework")
        if not item.purpose.strip():
            yield f"{at}.purpose", "Nothing is asked for without a purpose."


def _child_requests(framework: Framework) -> Iterator[Finding]:
    for item in framework.child_requests:
        at = f"child_requests[{item.id}]"
        yield from _one_of(f"{at}.kind", item.kind, ("joint_audit", "case_file", "document", "practitioner", "consent"))
        if item.sector:
            yield from _known(f"{at}.sector", (item.sector,), _sectors(framework), "sector of this framework")
        yield from _known(f"{at}.of", item.of, ("tracked", "sampled"), "kind of chosen child")
        if not item.purpose.strip():
            yield f"{at}.purpose", "Nothing is asked for without a purpose."
    if any(item.kind == "joint_audit" for item in framework.child_requests) and not framework.joint_audit:
        yield "joint_audit", "A part in the joint audit is asked for, so the audit needs at least one question."


def _joint_audit(framework: Framework) -> Iterator[Finding]:
    for question in framework.joint_audit:
        at = f"joint_audit[{question.id}]"
        yield from _one_of(f"{at}.kind", question.kind, ("text", "choice"))
        yield from _one_of(f"{at}.answered", question.answered, ("agency", "together", "both"))
        yield from _known(f"{at}.sectors", question.sectors, _sectors(framework), "sector of this framework")
        if (question.kind == "choice") != bool(question.choices):
            yield f"{at}.choices", "A question of kind choice needs its choices, and no other has any."
        if question.answered == "together" and question.sectors:
            yield f"{at}.sectors", "What is answered together alone has no sector."


def _working_hours(framework: Framework) -> Iterator[Finding]:
    hours = framework.working_hours
    wrong = [name for name in ("begins", "ends") if not _CLOCK.fullmatch(getattr(hours, name))]
    for name in wrong:
        yield f"working_hours.{name}", "This must be a time written HH:MM, such as 09:00."
    if not wrong and hours.begins >= hours.ends:
        yield "working_hours.ends", "A working day cannot end before it begins."
    if hours.answer_within < 1:
        yield "working_hours.answer_within", "An answer needs an hour at least."


def _triangulated(framework: Framework) -> Iterator[Finding]:
    for name in ("sources", "sectors"):
        if getattr(framework.triangulated, name) < 1:
            yield f"triangulated.{name}", "Something is seen from one side at least."


def _cohort_prompts(framework: Framework) -> Iterator[Finding]:
    so, of = framework.cohort_prompts.share
    if framework.cohort_prompts.fewest_children < 1:
        yield "cohort_prompts.fewest_children", "Something is so of one child at least."
    if not 0 < so <= of:
        yield "cohort_prompts.share", "This must be a part of the whole, such as [1, 5] for one of five."


def _calendar(framework: Framework) -> Iterator[Finding]:
    steps = {step.id: step for step in framework.calendar}
    for needed in NEEDED_STEPS:
        if needed not in steps:
            yield "calendar", f"The step {needed!r} is missing; other pages ask for it by this name."
    for step in framework.calendar:
        at = f"calendar[{step.id}]"
        yield from _known(f"{at}.after", (step.after,) if step.after else (), steps, "step of the calendar")
        if step.until is not None and step.until < step.offset:
            yield f"{at}.until", "A step cannot end before it begins."
        if step.offset < 0:
            yield f"{at}.offset", "An offset counts working days forward and cannot be negative."
        if step.weekday:
            yield from _one_of(f"{at}.weekday", step.weekday, WEEKDAYS)
        seen, here = {step.id}, step.after
        while here in steps:
            if here in seen:
                yield f"{at}.after", "These steps are counted from each other in a circle."
                break
            seen.add(here)
            here = steps[here].after
    if framework.statement_days <= 0:
        yield "statement_days", "This must be more than 0 working days."


def _selection(framework: Framework) -> Iterator[Finding]:
    rule = framework.selection
    yield from _known("selection.cohort_sector", (rule.cohort_sector,), _sectors(framework), "sector of this framework")
    yield from _known("selection.cohort_kinds", rule.cohort_kinds, event_kinds(), "kind of event")
    mappings = [mapping for spec in framework.lists if spec.sector == rule.cohort_sector for mapping in spec.events]
    kinds = {mapping.kind for mapping in mappings}
    for kind in rule.cohort_kinds:
        if kind not in kinds:
            yield "selection.cohort_kinds", f"No list of {rule.cohort_sector} makes events of the kind {kind!r}."
    names = {name for mapping in mappings if mapping.kind in rule.cohort_kinds for name, _ in mapping.attributes}
    for name, _ in rule.cohort_attributes:
        if name not in names:
            yield "selection.cohort_attributes", f"No event of the cohort's kinds has the attribute {name!r}."
    yield from _known("selection.strata", rule.strata, ("age_band", "sex", "first_kind", "week", *names), "stratum")
    yield from _one_of("selection.share", rule.share, ("equal", "proportional"))
    yield from _known("selection.shortlist_range", rule.shortlist_range, ("age_band", "sex", "agencies", "kinds"), "aim of range")
    if not 0 <= rule.age_from <= rule.age_to:
        yield "selection.age_to", "The oldest age must not be below the youngest."
    if not 0 < rule.tracked_min <= rule.tracked <= rule.tracked_max <= rule.shortlist_size <= rule.sample_size:
        yield "selection", "These must not fall: tracked_min, tracked, tracked_max, shortlist_size, sample_size."
    if rule.months <= 0:
        yield "selection.months", "This must be at least one month."
    if list(rule.age_bands) != sorted(set(rule.age_bands)) or len(rule.age_bands) < 2:
        yield "selection.age_bands", "These must be two or more rising ages."


def _rules(framework: Framework) -> Iterator[Finding]:
    made = {mapping.kind for spec in framework.lists for mapping in spec.events}
    by_sector = {(spec.sector, mapping.kind) for spec in framework.lists for mapping in spec.events}
    for rule in framework.timescales:
        at = f"timescales[{rule.id}]"
        for key, kind in (("start", rule.start), ("finish", rule.finish)):
            yield from _made(f"{at}.{key}", kind, made)
        yield from _known(f"{at}.unless", rule.unless, event_kinds(), "kind of event")
        yield from _one_of(f"{at}.unit", rule.unit, UNITS)
        yield from _one_of(f"{at}.start_at", rule.start_at, ("start", "end"))
        yield from _one_of(f"{at}.finish_at", rule.finish_at, ("start", "end"))
        yield from _spans(f"{at}.start_at", rule.start, rule.start_at)
        yield from _spans(f"{at}.finish_at", rule.finish, rule.finish_at)
        yield from _windows(at, _window(framework, rule.start), _window(framework, rule.finish))
        if rule.limit <= 0:
            yield f"{at}.limit", "A limit must be more than 0."
        if not rule.source.strip():
            yield f"{at}.source", "A timescale must name the statute or guidance it comes from."
    for handover in framework.handovers:
        at = f"handovers[{handover.id}]"
        for end in ("start", "finish"):
            kind, sector = getattr(handover, end), getattr(handover, f"{end}_sector")
            yield from _known(f"{at}.{end}_sector", (sector,), _sectors(framework), "sector of this framework")
            if (sector, kind) not in by_sector:
                yield f"{at}.{end}", f"No list of {sector} makes events of the kind {kind!r}, so this could never be seen."
        yield from _windows(
            at,
            _window(framework, handover.start, handover.start_sector),
            _window(framework, handover.finish, handover.finish_sector),
        )
        if handover.within_days <= 0:
            yield f"{at}.within_days", "This must be more than 0 days."


def _letter(framework: Framework) -> Iterator[Finding]:
    areas = [area.id for area in framework.areas]
    sentences = {sentence.id for sentence in framework.sentences}
    for section in framework.letter:
        at = f"letter[{section.id}]"
        yield from _one_of(f"{at}.kind", section.kind, SECTION_KINDS)
        yield from _known(f"{at}.directions", section.directions, DIRECTIONS, "direction of a finding")
        yield from _known(f"{at}.areas", section.areas, areas, "criterion area")
        yield from _known(f"{at}.standard", section.standard, sentences, "standard sentence")
        for key in ("words", "items"):
            size = getattr(section, key)
            if size and not 0 <= size[0] <= size[1]:
                yield f"{at}.{key}", "A size hint is its smallest and its largest, in this order."
    for direction in DIRECTIONS:
        if not any(direction in section.directions for section in framework.letter):
            yield "letter", f"No section takes findings of the direction {direction!r}, so they could never be printed."
    for sentence in framework.sentences:
        yield from _dated(f"sentences[{sentence.id}].wordings", sentence.wordings)
        for wording in sentence.wordings:
            yield from _facts(f"sentences[{sentence.id}].wordings", wording.text)
            if "{statement_address}" in wording.text and not framework.statement_address.strip():
                yield "statement_address", f"The standard sentence {sentence.id!r} asks for it, so it must not be empty."
        if not any(sentence.id in section.standard for section in framework.letter):
            yield f"sentences[{sentence.id}]", "No section of the letter uses this sentence."
    if framework.retention.months <= 0:
        yield "retention.months", "Child-level data must be kept for a stated time, at least one month."


_CHECKS: tuple[Callable[[Framework], Iterable[Finding]], ...] = (
    _words,
    _filled,
    _inspectorates,
    _criteria,
    _requests,
    _child_requests,
    _joint_audit,
    _calendar,
    _working_hours,
    _triangulated,
    _cohort_prompts,
    _selection,
    _rules,
    _letter,
)


def _sectors(framework: Framework) -> list[str]:
    return [sector.id for sector in framework.sectors]


def _known(at: str, names: Iterable[str], known: Iterable[str], what: str) -> Iterator[Finding]:
    """Yield a fault for each of `names` that is not among `known`."""
    held = list(known)
    for name in names:
        if name not in held:
            yield at, f"{name!r} is not a known {what}. Known: {', '.join(sorted(held)) or 'none'}."


def _one_of(at: str, value: str, allowed: tuple[str, ...]) -> Iterator[Finding]:
    if value not in allowed:
        yield at, f"This must be one of {', '.join(allowed)}, not {value!r}."


def _facts(at: str, text: str) -> Iterator[Finding]:
    """Yield a fault for each name in braces that a letter has no fact for."""
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        yield at, "A brace in this text has no partner."
        return
    yield from _known(at, sorted(names), LETTER_FACTS, "fact of a letter")


def _made(at: str, kind: str, made: set[str]) -> Iterator[Finding]:
    if kind not in event_kinds():
        yield from _known(at, (kind,), event_kinds(), "kind of event")
    elif kind not in made:
        yield at, f"No list of this framework makes events of the kind {kind!r}, so this could never be checked."


def _window(framework: Framework, kind: str, sector: str = "") -> float | None:
    """Return the longest window in months of the lists that make a kind (endless for current lists), null where none does."""
    found = [
        spec.window_months or float("inf")
        for spec in framework.lists
        if spec.sector == (sector or spec.sector) and any(mapping.kind == kind for mapping in spec.events)
    ]
    return max(found, default=None)


def _windows(at: str, start: float | None, finish: float | None) -> Iterator[Finding]:
    """An answer older than its list's window would look as if it never came."""
    if start is not None and finish is not None and finish < start:
        yield at, "The list that holds the answer reaches back less far than the list that holds the beginning."


def _spans(at: str, kind: str, end: str) -> Iterator[Finding]:
    if end == "end" and kind in event_kinds() and not event_kinds()[kind].span:
        yield at, f"An event of the kind {kind!r} has no end to count from."


def _dated(at: str, texts: tuple[DatedText, ...]) -> Iterator[Finding]:
    """Yield faults of a dated text: oldest first, only the first without a date, none empty."""
    if not texts:
        yield at, "At least one wording is needed."
        return
    if any(text.since is None for text in texts[1:]):
        yield at, "Only the first may be without a date."
    dates = [text.since for text in texts if text.since is not None]
    if any(later <= earlier for earlier, later in pairwise(dates)):
        yield at, "These dates must rise, oldest first."
    if any(not text.text.strip() for text in texts):
        yield at, "A text must not be empty."
