"""`joinedup statement`: a whole statement out of one installation and into another."""

import pytest
from click.testing import CliRunner

from joinedup.config.statements import statement
from joinedup.improvement.core.as_json import to_json
from joinedup.improvement.models import WrittenStatement
from joinedup.improvement.queries import content_of
from tests.factories.improvement import make_partnership
from tests.integration.improvement.test_carried import forget_everything

pytestmark = pytest.mark.django_db


def run(*words: str):
    return CliRunner().invoke(statement, list(words))


def test_a_statement_goes_out_and_in_again_and_is_equal(tmp_path):
    made = make_partnership()
    before, file = to_json(content_of(made.statement)), tmp_path / "statement.json"
    assert str(made.statement.pk) in run("list").output
    assert run("take-out", str(made.statement.pk), "--json", str(file)).exit_code == 0
    assert file.read_text() == before
    assert "already" in run("take-in", str(file)).output
    forget_everything()
    assert run("take-in", str(file)).exit_code == 0
    assert to_json(content_of(WrittenStatement.objects.get())) == before


def test_what_cannot_be_carried_is_told_in_a_sentence(tmp_path):
    other = tmp_path / "other.json"
    other.write_bytes(b"\xff\xfe{}")
    told = run("take-in", str(other))
    assert (told.exit_code, "Traceback" in told.output) == (3, False)
    unknown = run("take-out", "00000000-0000-4000-8000-000000000000", "--json", str(tmp_path / "x.json"))
    assert (unknown.exit_code, "joinedup statement list" in unknown.output) == (3, True)
    assert not (tmp_path / "x.json").exists()
