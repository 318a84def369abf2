"""`joinedup topics` as a person calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from joinedup.topics.commands import topics
from tests.unit.topics.conftest import answers


@pytest.fixture
def table(tmp_path: Path) -> Path:
    texts, kinds = answers(60)
    path = tmp_path / "answers.csv"
    path.write_text(
        "id,What could be better?,kind\n"
        + "".join(f'{n},"{text}",{kind}\n' for n, (text, kind) in enumerate(zip(texts, kinds, strict=True)))
    )
    return path


def call(*words: object) -> Result:
    return CliRunner().invoke(topics, [str(word) for word in words])


def test_the_shape_of_what_is_written(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    result = call(table, "--column", "What could be better?", "--k", 3, "--no-meaning", "--out", out)
    assert result.exit_code == 0, result.output
    data = json.loads(out.read_text())
    assert set(data) == {"topics", "assignments"}
    assert [set(topic) for topic in data["topics"]] == [{"id", "name", "phrases", "size"}] * 3
    assert [each["row"] for each in data["assignments"]] == list(range(60))
    assert set(data["assignments"][0]["topics"][0]) == {"topic", "score"}


def test_labels_only_measure(table: Path, tmp_path: Path) -> None:
    words = [table, "--column", "What could be better?", "--k", 3, "--no-meaning", "--out"]
    call(*words, tmp_path / "without.json")
    result = call(*words, tmp_path / "with.json", "--labels", "kind")
    assert (tmp_path / "with.json").read_bytes() == (tmp_path / "without.json").read_bytes()
    assert "Labels of 60 texts: adjusted mutual information " in result.stderr


def test_to_standard_output(table: Path) -> None:
    result = call(table, "--column", "What could be better?", "--no-meaning", "--out", "-")
    assert json.loads(result.stdout)["topics"]


def test_earlier_topics_keep_their_ids(table: Path, tmp_path: Path) -> None:
    first = tmp_path / "first.json"
    call(table, "--column", "What could be better?", "--k", 3, "--no-meaning", "--out", first)
    data = json.loads(first.read_text())
    for topic in data["topics"]:
        topic["name"] = f"Ours {topic['id']}"
    first.write_text(json.dumps(data))
    result = call(table, "--column", "What could be better?", "--k", 3, "--no-meaning", "--earlier", first, "--out", "-")
    assert [topic["name"] for topic in json.loads(result.stdout)["topics"]] == [topic["name"] for topic in data["topics"]]


@pytest.mark.parametrize(
    ("content", "words", "code", "said"),
    [
        (b"a,b\n1,2\n", ["--column", "c"], 2, "The column “c” is not in in.csv. Its columns: a, b."),
        (b"a,a\n1,2\n", ["--column", "a"], 2, "more than once"),
        (b"", ["--column", "a"], 3, "is empty"),
        (b"a\n", ["--column", "a"], 3, "no row below"),
        (b"P\0K\0", ["--column", "a"], 3, "no CSV file in UTF-8"),
        (b"a\n1\n", ["--column", "a", "--k", "0"], 2, "0 is not in the range"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_written(
    tmp_path: Path, content: bytes, words: list[str], code: int, said: str
) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    result = call(path, *words, "--no-meaning", "--out", tmp_path / "out.json")
    assert result.exit_code == code
    assert said in result.stderr
    assert not (tmp_path / "out.json").exists()


def test_an_earlier_file_that_is_none(table: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    for text in ("{}", "[]", "no json", '{"topics": [], "assignments": [{"row": 1, "topics": []}]}'):
        other.write_text(text)
        result = call(table, "--column", "kind", "--earlier", other, "--out", tmp_path / "out.json")
        assert result.exit_code == 3, text


def test_windows_letters_ragged_rows_and_long_cells(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("id,answer\r\n1,caf\xe9 \x93quoted\x94\r\n2\r\n\r\n".encode("latin-1") + b'3,"' + b"long " * 40_000 + b'"\r\n')
    result = call(path, "--column", "answer", "--no-meaning", "--out", "-")
    data = json.loads(result.stdout)
    assert [each["topics"][0]["topic"] == "no-answer" for each in data["assignments"]] == [False, True, False]
