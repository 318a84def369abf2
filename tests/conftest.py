"""Fixtures every test may ask for."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# A slow moment of a busy machine is no fault: how fast things are is shown by benchmarks.
settings.register_profile("joinedup", deadline=None)
settings.load_profile("joinedup")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def missing(reason: str) -> None:
    """Leave a test out with one sentence; under JOINEDUP_REQUIRE=all fail it instead, so that nothing is left out unseen."""
    if os.environ.get("JOINEDUP_REQUIRE") == "all":
        pytest.fail(f"{reason} (JOINEDUP_REQUIRE=all)")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public reference data that lies beside the repository on some machines. Never required."""
    if not SHARED_DATA.is_dir():
        pytest.skip("There is no ../shared/data beside the repository on this machine.")
    return SHARED_DATA


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium."""
    found = shutil.which("chromium")
    if not found:
        missing("Chromium is not installed, so the browser journeys are left out. On Debian: apt-get install chromium")
    return str(found)
