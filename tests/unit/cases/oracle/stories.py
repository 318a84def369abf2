"""Whole random stories: children with several records, adults in their lives, dates to the minute, the day, the month, the year."""

import json
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from joinedup.method.framework import Framework
from joinedup.records.kinds import event_kinds
from tests.unit.cases.oracle.days import LONDON

NOTIFIED = date(2022, 11, 15)
#: Two changes of the clocks, Easter, the jubilee, the state funeral, Christmas, a leap day: dates stories like to begin near.
NEAR = (date(2022, 3, 26), date(2022, 10, 29), date(2022, 4, 14), date(2022, 6, 1), date(2022, 9, 16), date(2021, 12, 23),
        date(2020, 2, 28), date(2022, 11, 14), date(2022, 5, 16), date(2021, 11, 15))  # fmt: skip
AGENCIES = {"local_authority": "council", "police": "police", "health": "trust", "probation": "probation", "youth_offending": "yot"}
#: What events say of themselves, the code that begins a duty most often; null says nothing.
SAID = {
    "nfa": ("b", "b", "b", "a", None), "icpc_unnecessary": ("b", "b", "b", "a", None), "plan": ("a", "a", "a", "b", None),
    "visited_as": ("lac", "lac", "lac", "cp", None), "source": ("e", "q", "a", None),
    "police_took_part": ("a", "a", "b", "c", None), "health_took_part": ("a", "a", "b", "c", None),
}  # fmt: skip
#: What belongs together; a story is of one or two of these, and of a few events of any kind.
THEMES = (
    ("contact", "referral", "referral_decision", "outcome_told", "assessment", "police_referral", "health_referral"),
    ("strategy_discussion", "icpc", "core_group", "child_protection_plan", "child_protection_review", "police_protection"),
    ("looked_after", "looked_after_review", "placement", "social_work_visit", "social_work_visit"),
    ("looked_after", "initial_health_assessment", "review_health_assessment", "review_health_assessment"),
    ("missing_episode", "missing_episode", "missing_notification", "return_interview", "mace", "mace", "marac"),
    ("safeguarding_check_requested", "safeguarding_check_answered", "camhs_referral", "camhs_seen", "youth_contact", "contact"),
)
STEPS = (0, 0, 1, 1, 2, 3, 4, 6, 7, 8, 13, 14, 15, 20, 28, 30, 42, 43, 63, 90, 92, 150, 182, 184, 360, 366)
LOOSE = 2  # events of a story dated to a month or a year


@dataclass(frozen=True)
class Told:
    """A story as rows of the frames: members, records, events, relations; which lists came in, and what they did not show."""

    members: list[dict]
    records: list[dict]
    events: list[dict]
    relations: list[dict]
    received: tuple[str, ...] | None
    unshown: tuple[tuple[str, str], ...]


def story(chance, framework: Framework) -> Told:
    """Tell one story; `chance` is a random.Random, or what Hypothesis gives for one."""
    records, members = people(chance)
    made = [(mapping.kind, spec) for spec in framework.lists for mapping in spec.events if spec.sector in AGENCIES]
    favoured = [kind for theme in chance.sample(THEMES, chance.randint(1, 2)) for kind in theme]
    events, loose, near = [], chance.randint(0, LOOSE), chance.choice(NEAR)
    for n in range(chance.randint(0, 24)):
        kind = chance.choice(favoured) if chance.random() < 0.9 else chance.choice(made)[0]
        listing = [spec for told, spec in made if told == kind]
        spec = chance.choice(listing) if listing else made[0][1]
        holders = [record for record in records if record["sector"] == spec.sector]
        whose = chance.choice([*holders, holders[0], holders[0]])["record_id"]
        day = min(near + timedelta(days=chance.choice(STEPS)), NOTIFIED + timedelta(days=3)) if chance.random() < 0.8 else None
        if listing:
            events.append(event(chance, n, kind, spec, whose, day=day, loose=len(events) < loose))
    lists = [spec.id for spec in framework.lists]
    received = None if chance.random() < 0.7 else tuple(chance.sample(lists, len(lists) - 3))
    unshown = () if chance.random() < 0.8 else tuple((spec.id, kind) for kind, spec in chance.sample(made, 2))
    return Told(members, records, events, relations(chance, records), received, unshown)


#: Who stands on whose lists: two children, the first with two records at the council, and an adult.
PEOPLE = (
    ("c1", ("local_authority", "police", "health", "youth_offending", "local_authority")),
    ("c2", ("local_authority", "police")),
    ("adult", ("probation", "police")),
)
BORN = (date(2008, 2, 29), date(2017, 6, 2), date(2017, 3, 27), date(2021, 1, 9))


def people(chance):
    records, members = [], []
    for person, sectors in PEOPLE:
        born = date(1985, 3, 3) if person == "adult" else chance.choice(BORN)
        for n, sector in enumerate(sectors):
            known = {"record_id": f"{AGENCIES[sector]}:{person}{n}", "agency": AGENCIES[sector], "sector": sector}
            records.append({**known, **birth(chance, born)})
            if chance.random() < 0.9:
                members.append({"record_id": known["record_id"], "child_id": person})
    return records, members


def birth(chance, born):
    around = (born - timedelta(days=40), born + timedelta(days=40), "estimated")
    others = (around, (None, None, "missing"), (born, born, "expected"))
    lo, hi, kind = chance.choice([(born, born, "exact")] * 4 + list(others))
    return {"dob_earliest": lo, "dob_latest": hi, "dob_kind": kind}


def relations(chance, records):
    ids = [record["record_id"] for record in records]
    kinds = ("parent", "carer", "household", "sibling", "poses_risk")
    day = lambda: chance.choice((None, None, date(2022, 3, 27), date(2022, 9, 1)))  # noqa: E731  a draw, twice
    told = [{"record_id": chance.choice(ids), "other_record_id": chance.choice(ids), "kind": chance.choice(kinds),
             "from_date": day(), "to_date": day()} for _ in range(chance.randint(0, 4))]  # fmt: skip
    return list({(one["record_id"], one["other_record_id"], one["kind"]): one for one in told}.values())


def event(chance, n, kind, spec, record, *, day, loose):
    begun = day or chance.choice(NEAR) + timedelta(days=chance.randint(-20, 20))
    lo, hi, precision = dated(chance, begun, loose)
    end = (None, None, None)
    if event_kinds()[kind].span and chance.random() < 0.6:
        end = dated(chance, begun + timedelta(days=chance.choice((0, 1, 3, 30, 100, 400))), False)
        end = end if end[0] >= hi else (None, None, None)
    said = {name: chance.choice(codes) for name, codes in SAID.items()}
    return {
        "event_id": f"e{n:02}", "record_id": record, "kind": kind, "start_earliest": lo, "start_latest": hi, "precision": precision,
        "end_earliest": end[0], "end_latest": end[1], "end_precision": end[2],
        "attributes": json.dumps({name: word for name, word in said.items() if word is not None}),
        "submission": "s", "list": spec.id, "sheet": None, "row": chance.choice((1, 2, 3, 100 + n)),
    }  # fmt: skip


def dated(chance, day, loose):
    """Return earliest, latest and precision of something on or about a day, London time, to the half hour at the finest."""
    if loose:
        year = chance.random() < 0.2
        first = date(day.year, 1 if year else day.month, 1)
        last = date(day.year, 12, 31) if year else date(day.year, day.month, monthrange(day.year, day.month)[1])
        return midnight(first), midnight(last + timedelta(days=1)) - timedelta(microseconds=1), "year" if year else "month"
    if chance.random() < 0.6:
        return midnight(day), midnight(day + timedelta(days=1)) - timedelta(microseconds=1), "day"
    half = chance.randint(0, 47)
    moment = datetime(day.year, day.month, day.day, half // 2, half % 2 * 30, tzinfo=LONDON).astimezone(UTC)
    return moment, moment, "minute"


def midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)
