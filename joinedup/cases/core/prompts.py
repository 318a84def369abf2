"""What a child's story gives cause to ask about, in sentences that judge nobody: the wording stands here and nowhere else.

A prompt says what the lists show and suggests a question. It is never a finding: what the lists show may be a slip of the pen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from joinedup.cases.core import words
from joinedup.cases.core.overlapping import overlapping
from joinedup.cases.core.story import ChildStory

#: Kinds of prompt in the order they are told, and the heading each stands under.
HEADINGS: Final = {
    "outside_timescale": "Outside timescale",
    "never_arrived": "No record that it arrived",
    "took_part": "Did not take part",
    "overlap": "Two spells overlap",
    "records_differ": "Records differ",
    "gap": "Nothing recorded",
}

_QUESTIONS: Final = {
    "outside_timescale": "What happened in this time, and what did it mean for the child? Was anything done that is not listed?",
    "never_arrived": "Did it arrive, and what came of it? How did the sender learn of that?",
    "took_part": "What did these agencies know of the child, and how did it reach those who decided?",
    "overlap": "Did the earlier one end? What does the child’s file say?",
    "records_differ": "What does each agency’s file say, and did both work from one picture of the child’s life?",
    "gap": "Who was in touch with the child in this time, and how did they know how the child was?",
}

_ID_LENGTH: Final = 16


@dataclass(frozen=True)
class Prompt:
    """One thing to ask about. `kind`: a key of HEADINGS; `rule`: the timescale's or handover's id, what differs, or "".

    `id` stays the same for the same kind, rule and events from one run to the next; an answer that turns up does not change it.
    `events` are ids of the child's chronology, `sentence` and `question` plain text.
    """

    id: str
    kind: str
    rule: str
    events: tuple[str, ...]
    sentence: str
    question: str

    @property
    def heading(self) -> str:
        """Return the heading of its kind: `Outside timescale`."""
        return HEADINGS[self.kind]


def prompts(story: ChildStory) -> list[Prompt]:
    """Return what this child's story gives cause to ask about: by kind as in HEADINGS, then in order of time."""
    told = [_outside, _never_arrived, _without, _overlaps, _differing, _gaps]
    return [prompt for tell in told for prompt in tell(story)]


def _prompt(kind: str, rule: str, events: tuple[str | None, ...], sentence: str, known_by: int | None = None) -> Prompt:
    """Make a prompt; `known_by`: how many of the events, from the first, make it the same prompt (null: all)."""
    named = tuple(event for event in events if event is not None)
    told = "|".join([kind, rule, *named[:known_by]])
    return Prompt(sha256(told.encode()).hexdigest()[:_ID_LENGTH], kind, rule, named, sentence, _QUESTIONS[kind])


def _outside(story: ChildStory) -> Iterator[Prompt]:
    rules = {rule.id: rule for rule in story.framework.timescales}
    for duty in story.timescales.filter(story.timescales["state"] == "missed").to_dicts():
        rule = rules[duty["rule"]]
        done = words.reckoned(duty["finish_earliest"], duty["finish_latest"], rule.unit)
        due = words.reckoned(duty["due_earliest"], duty["due_latest"], rule.unit)
        end = f"recorded {done}" if done else "not on the lists"
        events = (duty["start_event"], duty["finish_event"])
        yield _prompt("outside_timescale", rule.id, events, f"{rule.title}. Due by {due}, {end}.", known_by=1)


def _never_arrived(story: ChildStory) -> Iterator[Prompt]:
    rules = {rule.id: rule for rule in story.framework.handovers}
    for row in story.handovers.filter(story.handovers["state"] == "never_arrived").to_dicts():
        rule = rules[row["rule"]]
        sent = words.interval(row["start_earliest"], row["start_latest"])
        within = words.days(rule.within_days, rule.within_days)
        sentence = f"{rule.title}. Sent {sent}; the lists show no answer within {within}."
        yield _prompt("never_arrived", rule.id, (row["start_event"],), sentence)


def _without(story: ChildStory) -> Iterator[Prompt]:
    rules = {rule.id: rule for rule in story.framework.taking_part}
    for row in story.taking_part.filter(story.taking_part["state"] == "missed").to_dicts():
        rule, held = rules[row["rule"]], words.interval(row["start_earliest"], row["start_latest"])
        absent = " and ".join(sector.replace("_", " ") for sector in row["absent"])
        sentence = f"{rule.title}. Held {held}; by the list without {absent}."
        yield _prompt("took_part", rule.id, (row["event"],), sentence)


def _overlaps(story: ChildStory) -> Iterator[Prompt]:
    told = _events(story)
    for spell in overlapping(story.framework, story.chronology.filter(story.chronology["via"].is_null())).to_dicts():
        one, other = (words.span(told[spell[name]], lasts=True) for name in ("outer", "inner"))
        sentence = f"“{words.label(spell['kind'])}” stands twice at once: {one}, and {other}. The later begins nothing anew."
        yield _prompt("overlap", spell["kind"], (spell["outer"], spell["inner"]), sentence)


def _differing(story: ChildStory) -> Iterator[Prompt]:
    told = _events(story)
    for pair in story.differing.to_dicts():
        events = (pair["event_a"], pair["event_b"])
        sentence = f"{words.label(pair['kind'])}. {_differs(story, pair, told)}"
        yield _prompt("records_differ", pair["differs"], events, sentence)


def _differs(story: ChildStory, pair: Mapping[str, Any], told: Mapping[str, Mapping[str, Any]]) -> str:
    one, other = (story.agency(pair[f"agency_{side}"]) for side in "ab")
    edge = "end" if pair["differs"] in ("end", "still_runs") else "start"
    dates = [words.interval(told[pair[f"event_{s}"]][f"{edge}_earliest"], told[pair[f"event_{s}"]][f"{edge}_latest"]) for s in "ab"]
    apart = words.days(pair["days_min"], pair["days_max"])
    match pair["differs"]:
        case "still_runs":
            ended = [f"{agency} records that it ended {date}" for agency, date in zip((one, other), dates, strict=True) if date]
            runs = [f"{agency} records no end" for agency, date in zip((one, other), dates, strict=True) if not date]
            return f"{'; '.join([*ended, *runs])}."
        case "order":
            return f"By its date {one} sent it {dates[0]}, {apart} after {other} recorded that it came, {dates[1]}."
    name = "beginning" if edge == "start" else "end"
    return f"{one} dates its {name} {dates[0]}, {other} {dates[1]}: {apart} apart."


def _gaps(story: ChildStory) -> Iterator[Prompt]:
    for gap in story.gaps.to_dicts():
        since, until = words.day(gap["gap_from"]), words.day(gap["gap_to"])
        told = f"Nothing on the lists received tells of the child for {gap['days']} days, from {since} to {until}."
        sentence = " ".join([told, *_beside(story)])
        yield _prompt("gap", "", (gap["after_event"], gap["before_event"]), sentence, known_by=1)


def _beside(story: ChildStory) -> Iterator[str]:
    """Yield which lists could tell more, where any is awaited or came without all its columns."""
    if story.coverage is None:
        return
    if story.coverage.awaited:
        yield f"Not all received yet: lists of {_sectors(story, story.coverage.awaited)}."
    if story.coverage.incomplete:
        yield f"Received without all columns: lists of {_sectors(story, story.coverage.incomplete)}."


def _sectors(story: ChildStory, ids: Sequence[str]) -> str:
    names = {sector.id: sector.name for sector in story.framework.sectors}
    called = [names.get(one, one.replace("_", " ").capitalize()) for one in ids]
    return " and ".join([", ".join(called[:-1]), called[-1]] if called[1:] else called)


def _events(story: ChildStory) -> dict[str, dict[str, Any]]:
    return {event["event_id"]: event for event in story.chronology.to_dicts()}
