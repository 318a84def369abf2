"""Whose line of time an event is on, child by child and event by event."""

from joinedup.records.kinds import event_kinds
from tests.unit.cases.oracle.days import birthday, day_of

NEAREST = ("parent", "partner", "carer", "household", "expectant_mother", "poses_risk")


def slow_line(child, told):
    """Return the events on a child's line in order: the event's row with `agency`, `sector`, `via`, and the child's birth."""
    person = {row["record_id"]: row["child_id"] for row in told.members}
    records = {row["record_id"]: row for row in told.records}
    born = birth([records[record] for record, whose in person.items() if whose == child])
    found = []
    for event in told.events:
        via = None if person.get(event["record_id"]) == child else nearest(child, event, person, records, told.relations)
        if via != "none":
            record = records[event["record_id"]]
            found.append(
                {**event, "child_id": child, "agency": record["agency"], "sector": record["sector"], "via": via, "born": born}
            )
    order = list(event_kinds())
    found.sort(key=lambda e: (e["start_earliest"], e["start_latest"], order.index(e["kind"]), e["agency"], e["event_id"]))
    return found


def nearest(child, event, person, records, relations):
    ways = []
    for relation in relations:
        other, whose = relation["other_record_id"], event["record_id"]
        same = other == whose or (other in person and person.get(other) == person.get(whose))
        if person.get(relation["record_id"]) != child or not same or person.get(whose) == child or relation["kind"] not in NEAREST:
            continue
        if while_related(event, relation) and (relation["kind"] != "household" or grown_up(event, records[whose])):
            ways.append(NEAREST.index(relation["kind"]))
    return NEAREST[min(ways)] if ways else "none"


def while_related(event, relation):
    last = event["end_latest"] or event["start_latest"]
    runs_on = event_kinds()[event["kind"]].span and event["end_latest"] is None
    if relation["to_date"] is not None and day_of(event["start_earliest"]) > relation["to_date"]:
        return False
    return relation["from_date"] is None or runs_on or day_of(last) >= relation["from_date"]


def grown_up(event, record):
    return record["dob_latest"] is not None and birthday_28(record["dob_latest"], 18) <= day_of(event["start_earliest"])


def birthday_28(born, years):
    day = birthday(born, years)
    return day if day.day == born.day else day.replace(month=2, day=28)


def birth(records):
    dated = [(row["dob_earliest"], row["dob_latest"]) for row in records if row["dob_kind"] != "expected" and row["dob_latest"]]
    if not dated:
        return None
    first, last = max(lo for lo, _ in dated), min(hi for _, hi in dated)
    return (first, last) if first <= last else (min(lo for lo, _ in dated), max(hi for _, hi in dated))
