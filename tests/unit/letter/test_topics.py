"""Letters side by side on one topic."""

from joinedup.letter.core.topics import RoundPassage, side_by_side, topics


def said(letter, passage, direction, *criteria, position=0):
    return RoundPassage(letter, passage, f"{passage}.", direction, criteria, "main", position)


ROUND = [
    said("a", "a2", "strength", "c1", position=2),
    said("a", "a1", "strength", "c1", "c2", position=1),
    said("b", "b1", "improve", "c1"),
    said("b", "b2", "priority", "c2"),
]


def test_letters_are_counted_once_for_what_they_say_on_a_criterion():
    first, second, third = topics(["c1", "c2", "c3"], ROUND)
    assert first.letters == (("strength", 1), ("improve", 1))
    assert second.letters == (("strength", 1), ("priority", 1))
    assert third.letters == ()
    assert [one.both_ways for one in (first, second, third)] == [True, True, False]


def test_each_letter_stands_in_its_column_silent_ones_too():
    a, b, c = side_by_side("c1", ["a", "b", "c"], ROUND)
    assert [(direction, [row.passage for row in rows]) for direction, rows in a.said] == [("strength", ["a1", "a2"])]
    assert [direction for direction, _ in b.said] == ["improve"]
    assert (a.silent, b.silent, c.silent) == (False, False, True)
