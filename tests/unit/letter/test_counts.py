"""A count of the children tracked or sampled is found, in digits or words; what real letters print is left alone."""

import shutil
import subprocess
from pathlib import Path

import pytest

from joinedup.letter.core.counts import counts_of_children


@pytest.mark.parametrize(
    "text",
    [
        "In 6 of the 30 sampled children, the return interview came late.",
        "For five tracked children, help came early.",
        "Two of the five children we tracked had no plan.",
        "Three children were sampled.",
        "One tracked child waited a year.",
        "We tracked five children and their families.",
        "Inspectors sampled the records of twelve children.",
        "Twenty-three of the tracked and sampled children were seen alone.",
        "Plans were late for four children in our cohort.",
        "Risk was missed for six of those sampled.",
        "Two out of\nthree vulnerable young people tracked were not seen.",
    ],
)
def test_a_count_of_children_is_found(text: str) -> None:
    (count,) = counts_of_children(text)
    assert count.children
    assert count.phrase.casefold() in " ".join(text.split()).casefold()


@pytest.mark.parametrize(
    "text",
    [
        "In a small number of the cases tracked and sampled for this inspection it was unclear who led.",
        "For most children, progress in improving their welfare is tracked closely.",
        "Inspectors sampled records of 65 domestic abuse incidents from the backlog.",
        "Of a cohort of approximately 120 children who have accessed the project, just three have reoffended.",
        "In 2022, 20% of children in need in the area were tracked by the panel.",
        "Since 2019 leaders have tracked children who go missing.",
        "Eight per cent of sampled children nationally are seen late.",
        "12 children are fast-tracked to practitioners each month.",
        "No one tracked children who moved.",
        "The 300 children missing from education were tracked by the local authority.",
        "Many of the tracked children were seen.",
    ],
)
def test_what_letters_print_is_left_alone(text: str) -> None:
    assert counts_of_children(text) == []


def test_a_count_of_cases_is_told_apart() -> None:
    (count,) = counts_of_children("In two of the three cases sampled, there was insufficient focus on the child.")
    assert (count.phrase, count.children) == ("two of the three cases sampled", False)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext to read the published letters")
def test_no_published_letter_counts_children(shared_data: Path) -> None:
    letters = sorted((shared_data / "letters").glob("*.pdf"))[::7]  # reading all takes too long for each run; all were read once
    assert letters
    for letter in letters:
        told = subprocess.run(["pdftotext", str(letter), "-"], capture_output=True, text=True, check=True).stdout
        assert [count.phrase for count in counts_of_children(told) if count.children] == [], letter.name
