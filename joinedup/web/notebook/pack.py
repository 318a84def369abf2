"""All a device needs of one inspection to work without a network."""

import hashlib
import hmac
import json
from typing import Any

from joinedup.cases.names import names_of_children
from joinedup.cases.queries import tracked_children
from joinedup.evidence.core.name_hints import short_hashes
from joinedup.evidence.devices.queries import to_wipe
from joinedup.evidence.rules import can_write_note
from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import called, code_word
from joinedup.inspections.queries import key_dates, team
from joinedup.inspections.rules import inspectorate_of
from joinedup.linkage.not_known.enums import QuestionState
from joinedup.linkage.not_known.queries import questions_of
from joinedup.people.models import Person
from joinedup.vault.keys import key_of
from joinedup.web.components.asked_about import in_one_line
from joinedup.web.notebook.slots import slots_for

#: Minutes without a touch after which a notebook locks itself.
LOCK_AFTER = 15
#: The longest its person may choose.
LOCK_LONGEST = 60


def pack_for(person: Person, inspection: Inspection) -> dict[str, Any]:
    """Return the pack: the framework's words, the children's codes, the timetable, the team. `head` changes when any of it does."""
    pack = {
        "inspection": {**about(inspection), "area": called(inspection)},
        **_framework(inspection),
        "children": [{"id": str(child.pk), "code": child.code} for child in tracked_children(inspection)],
        "timetable": _timetable(inspection),
        "slots": slots_for(person, inspection),
        "people": _people(inspection),
        "questions": [{"id": str(one.pk), "line": in_one_line(one)} for one in questions_of(inspection) if _citable(one)],
        "name_hints": _hints(inspection),
        "me": {"id": str(person.pk), "inspectorate": _code(person, inspection)},
        "lock_after_minutes": LOCK_AFTER,
        "lock_longest_minutes": LOCK_LONGEST,
        "files": inspection.framework.note_files,
        "may_write": can_write_note(person, inspection),
        "wipe": to_wipe(inspection),
    }
    text = json.dumps(pack, sort_keys=True, ensure_ascii=False)
    return {**pack, "head": hashlib.sha256(text.encode()).hexdigest()}


def about(inspection: Inspection) -> dict[str, str]:
    """Return how an inspection is called: by its code word, which tells nobody the area."""
    return {"id": str(inspection.pk), "title": code_word(inspection), "stage": inspection.stage}


def _framework(inspection: Inspection) -> dict[str, Any]:
    framework = inspection.framework
    return {
        "areas": [{"id": area.id, "title": area.title} for area in framework.areas],
        "criteria": [
            {"id": one.id, "area": one.area, "text": one.text, "sectors": list(one.sectors), "joint": one.joint}
            for one in framework.criteria
        ],
        "sectors": [{"id": sector.id, "name": sector.name} for sector in framework.sectors],
        "sources": [
            {
                "id": kind.id,
                "title": kind.title,
                "about_child": kind.about_child,
                "interview": kind.interview,
                "template": kind.template,
            }
            for kind in framework.sources
        ],
    }


def _timetable(inspection: Inspection) -> list[dict[str, str]]:
    titles = {step.id: step.title for step in inspection.framework.calendar}
    return [
        {
            "id": row.step,
            "title": titles.get(row.step, row.step),
            "date": row.first.isoformat(),
            "until": row.last.isoformat() if row.last else "",
        }
        for row in key_dates(inspection)
    ]


def _people(inspection: Inspection) -> list[dict[str, str]]:
    """Return the team, each person once whatever they do in it."""
    people = {row.person_id: row for row in team(inspection)}
    return [{"id": str(row.person_id), "name": row.person.name, "inspectorate": row.inspectorate.code} for row in people.values()]


def _citable(question: Any) -> bool:
    return bool(question.state != QuestionState.WITHDRAWN)


def _code(person: Person, inspection: Inspection) -> str:
    body = inspectorate_of(person, inspection)
    return body.code if body else ""


def _hints(inspection: Inspection) -> dict[str, Any]:
    """Return short hashes of the words of names of sampled and tracked children, with a salt of the inspection's own."""
    salt = hmac.new(key_of(inspection.pk), b"name hints", hashlib.sha256).hexdigest()[:32]
    return {"salt": salt, "hashes": short_hashes(salt, names_of_children(inspection))}
