"""Which phrases a text holds, which tell a topic from the others, and the names made of them."""

from joinedup.topics.phrases import names, phrases_of, telling


def test_phrases_stand_on_their_own_words() -> None:
    assert phrases_of("Waiting for the bus, in rain") == {"waiting", "waiting for the bus"[:7], "bus", "rain"}
    assert phrases_of("The car park is full") == {"car", "park", "car park", "full", "park is full"}


def test_no_phrase_goes_over_a_stop() -> None:
    assert "long food" not in phrases_of("Too long. Food cold!")
    assert "food cold" in phrases_of("Too long. Food cold!")


def test_single_letters_and_numbers_are_no_phrases() -> None:
    assert phrases_of("12 x 111 line") == {"line"}


def test_what_tells_a_topic() -> None:
    texts = ["car park full", "car park dear", "car park far", "car park shut", "cold food", "food late", "food dear", "no food"]
    first, second = telling(texts, [0, 0, 0, 0, 1, 1, 1, 1], 2)
    assert first[0] == "car park"
    assert second[0] == "food"
    assert "food" not in first


def test_no_phrase_only_repeats_part_of_another() -> None:
    (only,) = telling(["waiting time long", "waiting times long", "waiting time bad", "cold"], [0, 0, 0, 0], 1)
    assert sum("waiting" in phrase and "time" in phrase for phrase in only) <= 1


def test_names_are_never_alike() -> None:
    assert names([("car park", "full"), ("car park", "full"), ()], ["a", "b", "…  what"]) == [
        "Car park, full",
        "Car park, full (2)",
        "… what",
    ]
