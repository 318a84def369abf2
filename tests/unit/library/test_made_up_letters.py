"""Whole letters, from PDF to data, in both layouts."""

from joinedup.library.core.as_json import as_details, as_json
from joinedup.library.core.reading import read_letter
from tests.factories.letters import STEPS, later_letter, set_pdf

KEYS = [
    "file",
    "area",
    "publication_date",
    "fieldwork_start",
    "fieldwork_end",
    "theme",
    "inspectorates",
    "sections",
    "headline_words",
    "needs_to_improve",
    "strengths",
    "priority_actions",
    "practice_studies",
    "principal_authority",
    "statement_due",
    "statement_to",
    "addressees",
]


def test_a_letter_of_the_earlier_generation(earlier):
    read = as_json(read_letter(earlier))
    assert list(read) == KEYS
    improve = read.pop("needs_to_improve")
    assert [group["heading"] for group in improve] == [
        "Leadership and management",
        "Responses to children living with domestic abuse",
    ]
    assert [len(group["bullets"]) for group in improve] == [7, 7]
    for group, times in zip(improve, (12, 9), strict=True):
        assert all(bullet.count("It goes on for a while.") == times for bullet in group["bullets"]), "a bullet was cut at a page"
    assert read == {
        "file": "2017-05-03-madeup.pdf",
        "area": "Madeup",
        "publication_date": "2017-05-03",
        "fieldwork_start": "2017-03-20",
        "fieldwork_end": "2017-03-24",
        "theme": "children living with domestic abuse",
        "inspectorates": ["Ofsted", "CQC", "HMICFRS", "HMI Probation"],
        "sections": ["Key strengths", "Areas for improvement", "Next steps"],
        "headline_words": None,
        "strengths": 2,
        "priority_actions": [],
        "practice_studies": [
            {
                "kind": "highly effective practice",
                "heading": "Case study: highly effective practice",
                "first_words": "A child was heard by everybody who met her, and what she",
            }
        ],
        "principal_authority": None,
        "statement_due": "2017-08-11",
        "statement_to": "Somebody@example.org",
        "addressees": [
            {"role": "Director of Children’s Services", "organisation": "Madeup County Council"},
            {"role": "Chief Constable", "organisation": "Madeup police force"},
        ],
    }


def test_a_letter_of_the_later_generation(later):
    read = as_json(read_letter(later))
    assert list(read) == KEYS
    assert read["sections"] == ["Headline findings", "What needs to improve?", "Strengths", "Main findings", "Next steps"]
    assert read["needs_to_improve"] == ["How well partners listen.", "The timeliness of health assessments."]
    assert (read["headline_words"], read["strengths"], read["theme"]) == (4, 1, "serious youth violence")
    assert (read["fieldwork_start"], read["fieldwork_end"]) == ("2024-01-29", "2024-02-02")
    assert read["inspectorates"] == ["Ofsted", "CQC", "HMICFRS"]
    assert (read["principal_authority"], read["statement_due"]) == ("Chair of the Madeup Partnership", "2024-08-23")
    assert read["addressees"][1] == {"role": "Police and Crime Commissioner", "organisation": "Madeup"}


def test_each_field_keeps_its_page_and_how_it_came_to_be_known(earlier):
    letter = read_letter(earlier)
    details = as_details(letter)
    assert letter.issues == ()
    assert details["fields"]["publication_date"] == {"page": 1, "sureness": "printed", "why": None}
    assert details["fields"]["fieldwork_start"]["sureness"] == "worked out", "the year is the letter's"
    assert details["fields"]["principal_authority"] == {"page": None, "sureness": "not found", "why": None}
    assert details["fields"]["statement_due"]["page"] == details["sections"][-1]["page"]
    assert [entry["page"] for entry in details["needs_to_improve"]] == sorted(
        entry["page"] for entry in details["needs_to_improve"]
    )
    assert details["needs_to_improve"][-1]["page"] > details["needs_to_improve"][0]["page"] == details["sections"][1]["page"]


def test_what_a_letter_does_not_say_is_unknown_and_said_so(tmp_path):
    letter = read_letter(set_pdf(later_letter(), tmp_path))
    read = as_json(letter)
    assert (read["principal_authority"], read["statement_due"], read["statement_to"]) == (None, None, None)
    assert letter.issues == (
        "the day the written statement is due could not be found",
        "the address the written statement goes to could not be found",
    )


def test_a_letter_that_contradicts_itself_is_read_as_printed_and_doubted(tmp_path):
    source = later_letter(steps=STEPS.replace("23 August 2024", "Monday 23 August 2024"))
    letter = read_letter(set_pdf(source.replace("*Chief Inspector of Healthcare*", "*Chief Inspector of Cakes*"), tmp_path))
    assert as_json(letter)["statement_due"] == "2024-08-23"
    assert as_json(letter)["inspectorates"] == ["Ofsted", "CQC", "HMICFRS"]
    assert len(letter.issues) == 2
    assert "the weekday printed beside 23 August 2024 is another day's (page 2)" in letter.issues or "(page 1)" in str(
        letter.issues
    )
    assert any("signatures Ofsted, HMICFRS" in issue for issue in letter.issues)


def test_a_principal_authority_named_otherwise_is_none(tmp_path):
    steps = "Madeup Council should prepare a written statement and send it to Somebody\\@example.org by 23 August 2024."
    assert read_letter(set_pdf(later_letter(steps=steps), tmp_path)).principal_authority.value is None


def test_a_principal_authority_that_cannot_be_read_is_doubted_not_guessed(tmp_path):
    steps = "A principal authority will be told. Send the statement to Somebody\\@example.org by 23 August 2024."
    letter = read_letter(set_pdf(later_letter(steps=steps), tmp_path))
    assert letter.principal_authority.value is None
    assert any("principal authority is spoken of" in issue for issue in letter.issues)
