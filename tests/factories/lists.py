"""A small framework of four police lists and one of a local authority, and files made in a test."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import xlsxwriter

from joinedup.method.framework import CodeSet, Column, EventMapping, Framework, ListSpec, RequestItem
from tests.factories.frameworks import tiny_framework

AS_OF = date(2023, 5, 16)


def column(key: str, header: str, type: str = "text", **more: Any) -> Column:
    return Column(key=key, header=header, type=type, purpose="For the test.", **more)


SEX = CodeSet("sex", (("M", "Male"), ("F", "Female"), ("X", "Other"), ("U", "Unknown")))
GENDER = CodeSet("gender", (("a", "Male"), ("b", "Female"), ("c", "Not stated/recorded"), ("d", "Neither")), lettered=True)
RISK = CodeSet("risk", (("low", "Low"), ("medium", "Medium"), ("high", "High")), synonyms=(("Med", "medium"),))
MEETING = CodeSet("meeting", (("MARAC", "Risk conference"), ("MACE", "Exploitation meeting")))
RELATION = CodeSet("relation", (("parent", "Parent"), ("sibling", "Sibling"), ("poses_risk", "Poses a risk")))

PEOPLE = ListSpec(
    id="police-people",
    title="Police people",
    sector="police",
    kind="people",
    purpose="For the test.",
    aliases=("Nominals",),
    columns=(
        column("force_id", "Force ID", "id", holds="own_id", required=True, aliases=("Nominal",)),
        column("given_names", "Forename", "name", holds="given_names", required=True),
        column("middle_names", "Middle names", "name", holds="middle_names"),
        column("family_name", "Surname", "name", holds="family_name", required=True),
        column("aliases", "Aliases", "name", holds="aliases"),
        column("date_of_birth", "DOB", "date", holds="date_of_birth"),
        column("sex", "Sex", "code", codes="sex", holds="sex"),
        column("address", "Home address", holds="address"),
        column("postcode", "Home postcode", "postcode", holds="postcode"),
        column("nhs", "NHS number", "nhs", holds="known_id:nhs"),
        column("household", "Household", holds="household"),
    ),
)
MISSING = ListSpec(
    id="police-missing",
    title="Missing episodes",
    sector="police",
    kind="events",
    purpose="For the test.",
    window_months=12,
    columns=(
        column("force_id", "Force ID", "id", holds="own_id", required=True),
        column("reported", "Reported missing", "datetime", required=True, aliases=("Date reported",)),
        column("returned", "Returned", "datetime"),
        column("risk", "Risk level", "code", codes="risk", required=True),
        column("debrief", "Return check done?", "boolean"),
        column("times", "Times missing in 12 months", "integer", counts="missing_episode"),
    ),
    events=(EventMapping("missing_episode", "reported", "returned", (("risk", "risk"), ("debrief", "debrief"))),),
)
MEETINGS = ListSpec(
    id="police-conferences",
    title="Multi-agency meetings",
    sector="police",
    kind="events",
    purpose="For the test.",
    columns=(
        column("force_id", "Force ID", "id", holds="own_id", required=True),
        column("meeting_date", "Date of meeting", "date", required=True),
        column("meeting_kind", "Meeting", "code", codes="meeting", required=True),
    ),
    events=(
        EventMapping("marac", "meeting_date", when=(("meeting_kind", ("MARAC",)),)),
        EventMapping("mace", "meeting_date", when=(("meeting_kind", ("MACE",)),)),
    ),
)
RELATIONS = ListSpec(
    id="police-relations",
    title="Relations",
    sector="police",
    kind="relations",
    purpose="For the test.",
    columns=(
        column("force_id", "Child's ID", "id", holds="own_id", required=True),
        column("other_id", "Other person's ID", "id", holds="other_id", required=True),
        column("relation", "Relation", "code", codes="relation", holds="relation", required=True),
        column("from_date", "From", "date", holds="from_date"),
        column("to_date", "To", "date", holds="to_date"),
    ),
)
ASSESSMENTS = ListSpec(
    id="annex-a-4",
    title="List 4: Assessments",
    sector="local_authority",
    kind="events",
    purpose="For the test.",
    window_months=6,
    aliases=("List 4",),
    columns=(
        column("child_unique_id", "Child Unique ID", "id", holds="own_id", required=True),
        column("gender", "Gender", "code", codes="gender", holds="sex", required=True),
        column("date_of_birth", "Date of Birth", "date", holds="date_of_birth", required=True),
        column("age", "Age of Child (Years)", "age", required=True, aliases=("Age",)),
        column("start", "Continuous Assessment Start Date", "date", required=True),
        column("end", "Continuous Assessment Date of Authorisation", "date"),
    ),
    events=(EventMapping("assessment", "start", "end"),),
)

MINUTES = RequestItem("police-minutes", "document", "Minutes of strategy discussions", "police", "For the test.", due=3)


def framework_of_lists() -> Framework:
    """Return the tiny framework with these lists in place of its own, and one document."""
    code_sets = (SEX, GENDER, RISK, MEETING, RELATION)
    lists = (PEOPLE, MISSING, MEETINGS, RELATIONS, ASSESSMENTS)
    return replace(tiny_framework(), code_sets=code_sets, lists=lists, requests=(MINUTES,))


def csv_bytes(rows: Sequence[Sequence[object]], *, separator: str = ",", encoding: str = "utf-8", ends: str = "\r\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=ends).writerows(rows)
    return out.getvalue().encode(encoding)


def workbook_bytes(sheets: dict[str, Sequence[Sequence[object]]], *, hidden: Sequence[str] = ()) -> bytes:
    out = io.BytesIO()
    options = {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    with xlsxwriter.Workbook(out, options) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, place, value)
    return out.getvalue()
