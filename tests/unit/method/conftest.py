"""A framework as small as one can be, written out so that a test can spoil one line of it."""

from pathlib import Path

import pytest

TINY = {
    "framework.toml": """
id = "tiny"
title = "A tiny framework"
version = "1"
since = 2024-01-01
kind = "joint"
theme = "small-things"
theme_title = "small things"
scope = "How two agencies work together."
legal_basis = "Children Act 2004 section 20"
linkage_mode = "lists"
linkage_purpose = "To recognise one child on two lists."
own_view_first = true
statement_days = 70
parts = ["tiny-police"]

[retention]
months = 6
rule = "Destroyed six months after publication."

[[inspectorates]]
id = "ofsted"
names = [{ text = "Ofsted" }]
sectors = ["local_authority"]
lead = true
[[inspectorates]]
id = "hmic"
names = [{ text = "HMIC" }, { text = "HMICFRS", since = 2017-07-19 }]
sectors = ["police"]

[[sectors]]
id = "local_authority"
name = "Local authority"
[[sectors]]
id = "police"
name = "Police"

[[areas]]
id = "practice"
title = "Practice"
[[criteria]]
id = "c-1"
area = "practice"
text = "Agencies work together."
sectors = ["local_authority", "police"]
joint = true

[[sources]]
id = "tracking"
title = "Tracking"
about_child = true

[selection]
cohort_sector = "local_authority"
cohort_kinds = ["referral"]
cohort_attributes = { nfa = ["b"] }
age_from = 0
age_to = 17
months = 6
sample_size = 10
strata = ["age_band"]
shortlist_size = 8
shortlist_range = ["sex"]
tracked_min = 5
tracked_max = 7
tracked = 6

[[timescales]]
id = "decision"
title = "Decision in a day"
start = "referral"
finish = "referral_decision"
limit = 1
unit = "working_days"
source = "Working Together"

[[handovers]]
id = "told"
title = "Police tell social care"
start = "police_referral"
start_sector = "police"
finish = "referral"
finish_sector = "local_authority"
""",
    "calendar.toml": """
[[calendar]]
id = "notification"
title = "Notification"
offset = 0
[[calendar]]
id = "lists"
title = "Lists"
offset = 1
[[calendar]]
id = "selection"
title = "Selection"
offset = 2
[[calendar]]
id = "fieldwork"
title = "Fieldwork"
offset = 9
until = 13
[[calendar]]
id = "feedback"
title = "Feedback"
offset = 4
after = "fieldwork"
[[calendar]]
id = "draft"
title = "Draft"
offset = 15
after = "feedback"
[[calendar]]
id = "accuracy"
title = "Accuracy"
offset = 9
after = "draft"
[[calendar]]
id = "publication"
title = "Publication"
offset = 10
after = "accuracy"
""",
    "letter.toml": """
[[letter]]
id = "scope"
title = ""
kind = "standard"
standard = ["opening"]
[[letter]]
id = "findings"
title = "Findings"
kind = "prose"
directions = ["strength", "improve", "priority"]
words = [100, 200]
[[sentences]]
id = "opening"
wordings = [{ text = "We inspected {area}." }]
""",
    "lists.toml": """
requests = []
[[code_sets]]
id = "yes-no"
lettered = true
values = { a = "Yes", b = "No" }

[[lists]]
id = "la-people"
title = "People"
sector = "local_authority"
kind = "people"
purpose = "To find children."
columns = [
  { key = "own", header = "ID", type = "id", holds = "own_id", required = true, purpose = "To join." },
  { key = "given", header = "First name", type = "name", holds = "given_names", purpose = "To tell apart." },
  { key = "family", header = "Surname", type = "name", holds = "family_name", purpose = "To find." },
  { key = "dob", header = "DOB", type = "date", holds = "date_of_birth", purpose = "To tell apart." },
]

[[lists]]
id = "la-referrals"
title = "Referrals"
sector = "local_authority"
kind = "events"
purpose = "To follow referrals."
window_months = 6
columns = [
  { key = "own", header = "ID", type = "id", holds = "own_id", required = true, purpose = "To join." },
  { key = "date", header = "Date", type = "date", purpose = "To place it." },
  { key = "nfa", header = "NFA?", type = "code", codes = "yes-no", purpose = "To see what followed." },
  { key = "decided", header = "Decided", type = "date", purpose = "To see when." },
]
events = [
  { kind = "referral", start = "date", attributes = { nfa = "nfa" } },
  { kind = "referral_decision", start = "decided", when = { nfa = ["a", "b"] } },
]
""",
    "../_parts/tiny-police.toml": """
[[lists]]
id = "police-people"
title = "People"
sector = "police"
kind = "people"
purpose = "To find children."
columns = [
  { key = "own", header = "ID", type = "id", holds = "own_id", required = true, purpose = "To join." },
  { key = "given", header = "First name", type = "name", holds = "given_names", purpose = "To tell apart." },
  { key = "family", header = "Surname", type = "name", holds = "family_name", purpose = "To find." },
  { key = "dob", header = "DOB", type = "date", holds = "date_of_birth", purpose = "To tell apart." },
]

[[lists]]
id = "police-incidents"
title = "Incidents"
sector = "police"
kind = "events"
purpose = "To see what police met."
window_months = 6
columns = [
  { key = "own", header = "ID", type = "id", holds = "own_id", required = true, purpose = "To join." },
  { key = "date", header = "Date", type = "datetime", purpose = "To place it." },
  { key = "sent", header = "Referral sent", type = "date", purpose = "To see whether it was passed on." },
]
events = [{ kind = "police_incident", start = "date" }, { kind = "police_referral", start = "sent" }]
""",
}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Return the folder of the tiny framework, its part beside it."""
    folder = tmp_path / "frameworks" / "tiny"
    folder.mkdir(parents=True)
    (folder.parent / "_parts").mkdir()
    for name, text in TINY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
