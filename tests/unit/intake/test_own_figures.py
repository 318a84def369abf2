"""A file's own summary as figures: every number and denominator of it, none made up."""

import json
from pathlib import Path

from jinja2 import FileSystemLoader

from joinedup.intake.core.own_summary import own_summary
from joinedup.intake.core.reading import read_list
from joinedup.intake.own_checks.figures import PARTS, figures
from joinedup.web.environment import environment
from tests.factories.lists import AS_OF, csv_bytes, framework_of_lists

FRAMEWORK = framework_of_lists()
TEMPLATES = Path(__file__).parents[3] / "joinedup/web/jinja2"


def told(rows, list_id):
    more = {"framework": FRAMEWORK, "agency": "police", "as_of": AS_OF, "list_id": list_id}
    return figures(own_summary([read_list(csv_bytes(rows), filename="list.csv", **more)], FRAMEWORK, AS_OF))


def test_a_people_list_tells_people_ages_and_gaps():
    rows = [["Force ID", "Forename", "Surname", "DOB"], ["1", "Ada", "Lee", "03/03/2014"], ["2", "Leo", "Lee", "x"]]
    found = told(rows, "police-people")
    assert found["counts"] == [["Rows", 2], ["Different people", 2], ["People with a name", 2]]
    assert sum(number for _, number in found["ages"]) == 2
    assert dict(found["ages"])["age not known"] == 1
    birth = next(gap for gap in found["gaps"] if gap["header"] == "DOB")
    assert (birth["words"], birth["share"]) == ("0 of 2 empty, 1 not readable", 50)
    sex = next(gap for gap in found["gaps"] if gap["header"] == "Sex")
    assert (sex["words"], sex["in_file"]) == ("not in the file", False)
    assert list(found) == [part for part in PARTS if part in found]


def test_the_heading_of_gaps_says_all_that_stands_under_it():
    template = (TEMPLATES / "web/components/own_summary.html").read_text(encoding="utf-8")
    assert PARTS["gaps"] == "Cells empty or not readable"
    assert all(f'("{part}", "{title}")' in template for part, title in PARTS.items())


def test_a_list_of_events_tells_months_and_how_long_things_took_and_nobodys_age():
    rows = [["Force ID", "Reported missing", "Returned", "Risk level"], ["1", "01/03/2023 10:00", "02/03/2023 09:00", "Low"]]
    found = told([*rows, ["2", "05/05/2023", "", "Low"]], "police-missing")
    assert "ages" not in found
    assert sum(month["number"] for month in found["months"]) == 2
    assert found["months"][-1] == {"words": "May 2023", "number": 1, "whole": False}
    [lasted] = [times for times in found["times"] if not times["limit"]]
    assert sum(ended + still for _, ended, still in lasted["bands"]) == 2
    assert "1 of 2" in lasted["sentence"]


def test_events_before_the_months_shown_are_told():
    rows = [["Force ID", "Reported missing", "Risk level"], *([number, "01/03/2020", "Low"] for number in "123")]
    found = told(rows, "police-missing")
    assert found["before"] == "3 events lie before the months shown"
    assert sum(month["number"] for month in found["months"]) == 0
    macro = environment(loader=FileSystemLoader(TEMPLATES)).get_template("web/components/own_summary.html").module.own_summary
    assert "3 events lie before the months shown." in macro(found)
    assert '<svg class="app-own__months' not in macro(found)
    assert "before" not in told([rows[0], ["1", "01/03/2023", "Low"]], "police-missing")


def test_figures_are_plain_enough_to_be_sealed():
    rows = [["Force ID", "Reported missing", "Risk level"], ["1", "01/03/2023", "Low"]]
    found = told(rows, "police-missing")
    assert json.loads(json.dumps(found)) == found
