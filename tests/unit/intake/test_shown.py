"""What a list came without the columns of is not known, rather than never happened."""

from datetime import date
from pathlib import Path

import pytest

from joinedup.intake.core.reading import read_list
from joinedup.intake.core.shown import kinds_not_shown
from joinedup.method.loader import load_framework

FRAMEWORK = load_framework("jtai-2016-sexual-exploitation-missing")


def not_shown(data: bytes, list_id: str, filename: str = "list.csv") -> list[str]:
    reading = read_list(data, filename=filename, framework=FRAMEWORK, agency="council", list_id=list_id, as_of=date(2016, 3, 1))
    return kinds_not_shown(reading, next(spec for spec in FRAMEWORK.lists if spec.id == list_id))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Child Unique ID,Gender,Date of Referral,Date of Decision on Referral,Allocated Team", ["outcome_told"]),
        ("Child Unique ID,Gender,Date of Referral,Allocated Team", ["outcome_told", "referral_decision"]),
        ("Child Unique ID,Gender,Date of Decision on Referral,Allocated Team", ["outcome_told", "referral"]),
    ],
)
def test_a_kind_is_shown_where_the_column_that_dates_it_is_there(header, expected):
    assert not_shown(f"{header}\n7,b) Female,01/02/2016,02/02/2016\n".encode(), "annex-a-3") == expected


@pytest.mark.data
def test_a_return_shows_what_its_tables_say_and_no_more(shared_data: Path):
    """The looked-after return tells of periods of being looked after; visits and meetings are not in it."""
    path = next(shared_data.glob("childlevel/ssda903/*pisodes*.csv"))
    asked = next(spec for spec in FRAMEWORK.lists if spec.id == "annex-a-8")
    missing = not_shown(path.read_bytes(), "annex-a-8", path.name)
    assert "looked_after" not in missing
    assert set(missing) < {mapping.kind for mapping in asked.events}
    assert missing
