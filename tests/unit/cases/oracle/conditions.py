"""Whether a duty arose, in every possible world: each combination of the days that loosely dated events and births may have."""

from datetime import timedelta
from itertools import product

from tests.unit.cases.oracle.days import birthday, day_of, day_range, months_on


def arises(rule, line, start, coverage, inner):
    """True where it did in every world, False where in none, else None. `start`: event id and its interval."""
    if not rule.conditional:
        return True
    said = {in_one_world(rule, world, coverage) for world in worlds(rule, line, start, inner)}
    return None if len(said) > 1 else said.pop()


def exact(rule, line, start, inner):
    """Whether everything the condition hangs on is known to the day."""
    _, lo, hi = start
    loose = any(
        len(day_range(e["start_earliest"], e["start_latest"])) > 1 for e in [*before(rule, line, inner), *kin(rule, line, start)]
    )
    return day_of(lo) == day_of(hi) and not loose


def before(rule, line, inner):
    return [e for e in line if e["kind"] == rule.since and counts(e) and e["event_id"] not in inner]


def kin(rule, line, start):
    kinds = {rule.start, rule.finish} if rule.repeats else {rule.start}
    return [e for e in line if e["kind"] in kinds and counts(e) and e["event_id"] != start[0]] if rule.nth else []


def counts(event):
    return event["via"] is None


def worlds(rule, line, start, inner):
    _, lo, hi = start
    since, others = before(rule, line, inner) if rule.since else [], kin(rule, line, start)
    days = [day_range(e["start_earliest"], e["start_latest"]) for e in (*since, *others)]
    born = next((e["born"] for e in line if e["born"]), None)
    aged = rule.age_from is not None or rule.age_under is not None
    births = [None] if not (aged and born) else [born[0] + timedelta(days=n) for n in range((born[1] - born[0]).days + 1)]
    for day, birth, *rest in product(day_range(lo, hi), births, *days):
        yield day, birth, rest[: len(since)], rest[len(since) :]


def in_one_world(rule, world, coverage):
    day, birth, since, others = world
    answers = []
    if rule.age_from is not None or rule.age_under is not None:
        answers += [aged(rule, day, birth)]
    if rule.since:
        last = max((one for one in since if one <= day), default=None)
        answers += [counted(rule, day, last, others, coverage)]
    return False if False in answers else (None if None in answers else True)


def aged(rule, day, birth):
    if birth is None:
        return None
    old_enough = rule.age_from is None or day >= birthday(birth, rule.age_from)
    return old_enough and (rule.age_under is None or day < birthday(birth, rule.age_under))


def counted(rule, day, last, others, coverage):
    if last is None:
        return None
    shown, answers = coverage.since([rule.since]) <= last, []
    if rule.since_under is not None:
        within = day < months_on(last, rule.since_under)
        answers.append(True if within else (False if shown else None))
    if rule.since_from is not None:
        within = day < months_on(last, rule.since_from)
        answers.append(False if within else (True if shown else None))
    if rule.nth:
        earlier = any(last <= other < day for other in others)
        known = shown if earlier else coverage.since([rule.start]) <= last
        answers.append(None if not known else earlier == (rule.nth == "later"))
    return False if False in answers else (None if None in answers else True)
