"""Made-up letters as real PDFs, set once for all tests here."""

from pathlib import Path

import pytest

from tests.factories.letters import STEPS, earlier_letter, later_letter, set_pdf


@pytest.fixture(scope="session")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter of the generation to 2020: fourteen bullets under two subheads, over several pages."""
    return set_pdf(earlier_letter(bullets=14), tmp_path_factory.mktemp("earlier"), "2017-05-03-madeup.pdf")


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter of the generation since 2022."""
    return set_pdf(later_letter(steps=STEPS), tmp_path_factory.mktemp("later"), "2024-05-16-madeup.pdf")


@pytest.fixture(scope="session")
def no_letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF with text that is no letter."""
    return set_pdf("= A recipe\n\nFlour, water, salt.", tmp_path_factory.mktemp("other"), "recipe.pdf")
