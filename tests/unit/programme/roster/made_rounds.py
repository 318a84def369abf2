"""Made-up rounds for the roster: small ones drawn at random, and one that is easy to read."""

from datetime import date, timedelta
from random import Random

from joinedup.programme.core.roster.shape import Barred, Inspection, Inspector, Need, Rules

FIRST = date(2026, 9, 7)
LEAD, SOCIAL, POLICE = Need("ofsted", 1, lead=True), Need("ofsted", 1, "social care"), Need("hmicfrs", 1)


def monday(number: int) -> date:
    """Return the Monday so many weeks after the first."""
    return FIRST + timedelta(weeks=number)


def mondays(*numbers: int) -> frozenset[date]:
    """Return the Mondays of these numbers."""
    return frozenset(map(monday, numbers))


def inspection(key: str, weeks: frozenset[date], *team: Need, **more: object) -> Inspection:
    """Return a made-up inspection; its area is its key with "area " before it."""
    values: dict[str, object] = {"area": f"area {key}", "region": "North", **more}
    return Inspection(key=key, weeks=weeks, team=team or (LEAD, POLICE), **values)  # type: ignore[arg-type]  # as told


def ofsted(key: str, **more: object) -> Inspector:
    """Return a made-up inspector of Ofsted who may lead."""
    values: dict[str, object] = {"grade": "senior", "base": "North", "may_lead": True, **more}
    return Inspector(key=key, inspectorate="ofsted", **values)  # type: ignore[arg-type]  # as told


def police(key: str, **more: object) -> Inspector:
    """Return a made-up inspector of the police's inspectorate."""
    values: dict[str, object] = {"grade": "experienced", "base": "North", **more}
    return Inspector(key=key, inspectorate="hmicfrs", **values)  # type: ignore[arg-type]  # as told


def small_round(seed: int) -> tuple[list[Inspection], list[Inspector], Rules]:
    """Return a round small enough to be tried out whole, and tight enough that many have no plan."""
    draw = Random(seed)
    length, many = draw.randint(2, 5), draw.choice([1, 2, 2, 3])
    people = [_person(draw, f"p{n}", length, many) for n in range(draw.randint(3, 7))]
    keys = [one.key for one in people]
    rounds = [_inspection(draw, f"i{n}", length, keys) for n in range(many)]
    rules = Rules(
        weeks_before=draw.choice([0, 0, 1]),
        weeks_after=draw.choice([0, 0, 1]),
        rest_weeks=draw.choice([0, 1]),
        most=draw.choice([None, 1, 2]),
        at_once=draw.choice([None, 1, 2]),
        shared_apart=draw.choice([0, 0, 2]),
        experienced=frozenset({"senior", "experienced"}),
        experienced_least=draw.choice([0, 1, 1]),
        new=frozenset({"new"}),
        new_most=draw.choice([None, 1, 1, 0]),
        travel={("North", "South"): 180},
        travel_unknown=60,
        furthest=draw.choice([None, None, None, 120]),
    )
    return rounds, people, rules


def _inspection(draw: Random, key: str, length: int, people: list[str]) -> Inspection:
    weeks = mondays(*(n for n in range(length) if draw.random() < 0.85))
    team = draw.choice([(LEAD,), (LEAD, POLICE), (LEAD, SOCIAL), (POLICE,), (LEAD, SOCIAL, POLICE), (Need("ofsted", 2),)])
    leads = any(need.lead for need in team)
    return inspection(
        key,
        weeks,
        *team,
        region=draw.choice(["North", "South"]),
        shares=frozenset(draw.sample(["force", "board"], draw.choice([0, 0, 1]))),
        fixed_week=monday(draw.randrange(length)) if draw.random() < 0.08 else None,
        pins=frozenset({draw.choice(people)}) if draw.random() < 0.08 else frozenset(),
        lead=draw.choice(people) if leads and draw.random() < 0.05 else None,
        forbids=frozenset({draw.choice(people)}) if draw.random() < 0.2 else frozenset(),
    )


def _person(draw: Random, key: str, length: int, many: int) -> Inspector:
    made = ofsted if draw.random() < 0.6 else police
    more: dict[str, object] = {
        "grade": draw.choice(["senior", "experienced", "experienced", "new"]),
        "base": draw.choice(["North", "South"]),
        "away": mondays(*(n for n in range(length) if draw.random() < 0.1)),
        "share": draw.choice([1.0, 1.0, 0.5]),
        "carried": draw.choice([0, 0, 2]),
        "barred": {f"area i{n}": Barred("home area", draw.random() < 0.6) for n in range(many) if draw.random() < 0.1},
        "specialisms": frozenset(draw.sample(["social care", "schools"], draw.choice([0, 1, 2, 2]))),
        "may_lead": draw.random() < 0.75,
    }
    return made(key, **more)
