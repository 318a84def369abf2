"""How the worked example's people are shown."""

import json
import time

import pytest
from click.testing import CliRunner

from joinedup.config import commands, example
from joinedup.people.models import Person
from tests.factories.people import PASSWORD, TOTP_SECRET, totp_code

pytestmark = pytest.mark.django_db
LEAD = {"role": "Lead inspector", "email": "lead@ofsted.example", "password": PASSWORD, "totp_secret": TOTP_SECRET}


@pytest.fixture
def cast(settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / "sign-ins.json").write_text(json.dumps([LEAD]))


def test_sign_ins_are_printed(cast, capsys):
    example.print_sign_ins()
    printed = capsys.readouterr().out
    assert all(value in printed for value in LEAD.values())


def test_nothing_is_printed_where_there_is_no_example(settings, tmp_path, capsys):
    settings.VAR = tmp_path
    example.print_sign_ins()
    assert capsys.readouterr().out == ""


def test_the_code_of_a_made_up_person_is_the_apps(cast):
    if time.time() % 30 > 28:
        time.sleep(2)  # not across the half-minute
    result = CliRunner().invoke(commands.code, ["Lead@Ofsted.example"])
    assert (result.exit_code, result.output.strip()) == (0, totp_code())


def test_nobody_elses_code_is_given(cast):
    Person.objects.create_user("real@example.test", PASSWORD, name="Real")
    result = CliRunner().invoke(commands.code, ["real@example.test"])
    assert result.exit_code == 3
    assert "not one of the worked example's people" in result.output
