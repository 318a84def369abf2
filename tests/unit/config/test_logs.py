"""What a log line says of an error."""

import logging

import pytest

from joinedup.config.logs import LEFT_OUT, QuietFormatter


def line(error: BaseException) -> str:
    record = logging.LogRecord("joinedup", logging.ERROR, __file__, 1, "It broke.", None, (type(error), error, error.__traceback__))
    record.exc_text = "as another handler wrote it, Amelia and all"
    return QuietFormatter("{levelname} {message}", style="{").format(record)


def raised(error: Exception, behind: Exception | None = None) -> Exception:
    try:
        raise error from behind
    except type(error) as caught:
        return caught


def test_where_and_what_kind_but_not_its_words():
    told = line(raised(ValueError("could not parse 'Amelia'")))
    assert told.startswith("ERROR It broke.\nTraceback (most recent call last):\n")
    assert "in raised" in told
    assert told.endswith(f"builtins.ValueError: {LEFT_OUT}")
    assert "Amelia" not in told


def test_what_led_to_it_is_told_first_and_as_quietly():
    told = line(raised(RuntimeError("no"), raised(KeyError("Amelia"))))
    assert told.index("KeyError") < told.index("which led to") < told.index("RuntimeError")
    assert "Amelia" not in told


def test_what_was_set_aside_stays_aside():
    try:
        raised_inside()
    except RuntimeError as error:
        assert "KeyError" not in line(error)


def raised_inside() -> None:
    try:
        raise KeyError("Amelia")
    except KeyError:
        raise RuntimeError("no") from None


def test_our_own_sentences_stand():
    class OfOurs(ValueError):
        __module__ = "joinedup.records.dates"

    assert line(raised(OfOurs("The key is missing."))).endswith("OfOurs: The key is missing.")


@pytest.mark.parametrize("told", ["", "Amelia"])
def test_a_line_without_an_error_is_as_ever(told):
    record = logging.LogRecord("joinedup", logging.INFO, __file__, 1, "Served %s.", ("it",), None)
    record.exc_text = told
    assert QuietFormatter("{levelname} {message}", style="{").format(record) == "INFO Served it."
