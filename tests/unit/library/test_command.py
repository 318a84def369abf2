"""`joinedup letters import` as it is called: what is printed, written, and how it ends."""

import json

import pytest
from click.testing import CliRunner, Result

from joinedup.cli import main
from tests.factories.letters import later_letter, set_pdf


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["letters", "import", *map(str, words)])


def test_a_line_a_letter_and_zero_where_nothing_is_doubtful(earlier, later):
    result = run(earlier, later)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "2017-05-03-madeup.pdf: Madeup, 3 May 2017 · 14 to improve · 2 strengths · no priority actions · 1 box"
        " · statement due 11 August 2017",
        "2024-05-16-madeup.pdf: Madeup, 16 May 2024 · 2 to improve · 1 strength · no priority actions · no boxes"
        " · statement due 23 August 2024",
    ]
    assert result.stderr == ""


def test_json_is_a_list_in_the_order_given(tmp_path, earlier, later):
    out = tmp_path / "letters.json"
    assert run(later, earlier, "--json", out).exit_code == 0
    assert [letter["publication_date"] for letter in json.loads(out.read_text())] == ["2024-05-16", "2017-05-03"]


def test_json_to_standard_output_is_nothing_but_json(later):
    result = run(later, "--json", "-")
    assert result.exit_code == 0
    assert json.loads(result.stdout)[0]["area"] == "Madeup"


def test_details_beside(tmp_path, later):
    out, details = tmp_path / "letters.json", tmp_path / "details.json"
    assert run(later, "--json", out, "--details", details).exit_code == 0
    assert json.loads(details.read_text())[0]["fields"]["area"]["page"] == 1


def test_one_where_a_person_should_look(tmp_path):
    out = tmp_path / "letters.json"
    result = run(set_pdf(later_letter(), tmp_path), "--json", out)
    assert result.exit_code == 1
    assert "Look at: the day the written statement is due could not be found" in result.stdout
    assert json.loads(out.read_text())[0]["statement_due"] is None


def test_three_and_nothing_written_where_a_file_is_no_letter(tmp_path, later, no_letter):
    out = tmp_path / "letters.json"
    result = run(later, no_letter, "--json", out)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("recipe.pdf is not a joint inspection letter")
    assert not out.exists()


@pytest.mark.parametrize("words", [[], ["gone.pdf"], ["--store"]])
def test_two_where_called_wrongly(words):
    assert run(*words).exit_code == 2


def test_two_where_nothing_could_be_written(tmp_path, later):
    assert run(later, "--json", tmp_path / "none" / "letters.json").exit_code == 2
    assert run(later, "--json", later).exit_code == 2
    assert run(later, "--json", "-", "--details", "-").exit_code == 2
    assert later.read_bytes().startswith(b"%PDF")
