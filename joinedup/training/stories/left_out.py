"""Deliberate stories of what records say or leave out: who did not take part, what nobody wrote down, a day known by its month.

What nobody wrote down leaves a duty unknown: neither done nor left undone. No such story may look like one left undone.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator

from joinedup.method.framework import Framework, TakingPart, Timescale
from joinedup.training.stories.diary import Entry
from joinedup.training.stories.duties import MISSED, UNKNOWN, Duty
from joinedup.training.stories.garden import Garden, Plant

EACH = 3
SHARE = 0.1
#: Meetings held so often that one of them is remembered by its month alone.
BLURRED = frozenset(("looked_after_review", "child_protection_review", "core_group"))
Key = tuple[str, int]


def leave_out(garden: Garden, framework: Framework) -> None:
    """Plant who did not take part, codes left blank and days known by their month, about people who bear no other story."""
    for rule in framework.taking_part:
        if garden.vocabulary.knows(rule.kind):
            _absent(garden, rule)
    for timescale in garden.duties.timescales:
        for name, _ in timescale.when:
            if _may_be_blank(framework, timescale.start, name):
                _forget(garden, timescale, name)
    _blur(garden)


def _free(garden: Garden, kind: str) -> Iterator[Entry]:
    """Yield events of a kind that the lists show, in random order, of people about whom nothing is planted yet."""
    people = sorted(garden.of)
    garden.random.shuffle(people)
    for person in people:
        shown = (entry for entry in garden.of[person] if entry.kind == kind and garden.shown.holds(entry, garden.of[person]))
        first = next((entry for entry in shown if entry.start.date() > garden.shown.since([kind])), None)
        if first is not None and person not in garden.planted:
            yield first


def _absent(garden: Garden, rule: TakingPart) -> None:
    """Let one of those who should take part stay away from a few meetings, and of one meeting nobody write down who came."""
    known = garden.vocabulary.attributes[rule.kind]
    named = [(sector, name) for sector, name in rule.attendance if name in known and set(rule.no) & set(known[name].codes)]
    meetings = [entry for entry in _free(garden, rule.kind) if _only_of_its_day(garden, entry)] if named else []
    for place, entry in enumerate(meetings[: max(EACH, round(SHARE * len(meetings))) + 1]):
        sector, name = named[place % len(named)]
        if place == EACH:
            del garden.attributes[entry.number][name]
            garden.add(Plant("not_known", rule.id, entry.person, (entry.number,), {"left out": name}))
        else:
            garden.attributes[entry.number][name] = next(code for code in rule.no if code in known[name].codes)
            garden.add(Plant("not_taking_part", rule.id, entry.person, (entry.number,), {"sector": sector}))


def _only_of_its_day(garden: Garden, entry: Entry) -> bool:
    same = [other for other in garden.of[entry.person] if other.kind == entry.kind and other.start.date() == entry.start.date()]
    return same == [entry]


def _may_be_blank(framework: Framework, kind: str, name: str) -> bool:
    """Whether every list that tells this of a kind may leave it blank."""
    told = [
        column.required
        for spec in framework.lists
        for mapping in spec.events
        for column in spec.columns
        if mapping.kind == kind and column.key == dict(mapping.attributes).get(name)
    ]
    return bool(told) and not any(told)


def _forget(garden: Garden, rule: Timescale, name: str) -> None:
    """Leave blank what would tell whether a duty arose."""
    about = [entry for entry in _free(garden, rule.start) if _only_of_its_day(garden, entry)]
    fitting = [entry for entry in about if garden.duties.fits(entry, rule)]
    for entry in fitting[: EACH - 1]:
        for other in garden.of[entry.person]:
            if other.episode == entry.episode and (other is entry or garden.vocabulary.shares(other.kind, entry.kind, name)):
                garden.attributes[other.number].pop(name, None)
        garden.changed(entry.person)
        garden.add(Plant("not_known", rule.id, entry.person, (entry.number,), {"left out": name}))


def _blur(garden: Garden) -> None:
    """Let a few meetings be known by their month alone, where that leaves a duty unknown and none surely undone."""
    done = 0
    for kind in sorted(BLURRED & set(garden.vocabulary.sectors)):
        for entry in _free(garden, kind):
            states = possible(garden, entry.person, [entry])
            left = [duty for duty in garden.owed(entry.person) if states[_key(duty)] == UNKNOWN and garden.seen(duty)]
            if left and MISSED not in states.values():
                garden.blurred.add(entry.number)
                garden.add(Plant("not_known", left[0].rule.id, entry.person, (entry.number,), {"known by": "month"}))
                done += 1
            if done == EACH:
                return


def states_of(garden: Garden, person: int) -> dict[Key, tuple[Duty, str]]:
    """Return every duty towards a person and what came of it, as far as anybody can know."""
    duties = {_key(duty): duty for duty in garden.owed(person)}
    loose = [entry for entry in garden.of[person] if entry.number in garden.blurred]
    states = possible(garden, person, loose) if loose else {}
    return {key: (duty, states.get(key, duty.state)) for key, duty in duties.items()}


def possible(garden: Garden, person: int, loose: Iterable[Entry]) -> dict[Key, str]:
    """Return what came of each duty whichever day of its month each loose event was on: unknown where the days disagree."""
    worlds = [{_key(duty): duty.state for duty in garden.owed(person)}]
    for entry in loose:
        true = entry.start
        for day in range(1, monthrange(true.year, true.month)[1] + 1):
            entry.start = true.replace(day=day)
            worlds.append({_key(duty): duty.state for duty in garden.duties.of(garden.of[person])})
        entry.start = true
    keys = {key for world in worlds for key in world}
    return {
        key: states.pop() if len(states := {world.get(key, UNKNOWN) for world in worlds}) == 1 else UNKNOWN for key in sorted(keys)
    }


def _key(duty: Duty) -> Key:
    return duty.rule.id, duty.entry.number
