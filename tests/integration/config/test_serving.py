"""What is refused before anything is served."""

import pytest

from joinedup.config.serving import is_loopback, reasons_not_to_serve
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def safe(settings, tmp_path):
    """Settings of a server fit for others to reach."""
    key = tmp_path / "master.key"
    key.write_bytes(b"k" * 32)
    settings.DEBUG, settings.LOCAL, settings.MASTER_KEY_FILE = False, False, str(key)
    return settings


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.4", False),
        ("jtai", False),
    ],
)
def test_loopback(host, loopback):
    assert is_loopback(host) is loopback


def test_a_safe_server_may_be_public(safe):
    assert list(reasons_not_to_serve("0.0.0.0")) == []


def test_debug_made_up_accounts_missing_hosts_and_a_key_beside_the_code_keep_a_server_private(safe, tmp_path):
    make_person()
    safe.DEBUG, safe.LOCAL, safe.CODE_FOLDER = True, True, tmp_path
    reasons = " ".join(reasons_not_to_serve("0.0.0.0"))
    for word in ("JOINEDUP_DEBUG", "JOINEDUP_HOSTS", "made-up accounts", "beside the code"):
        assert word in reasons
    assert list(reasons_not_to_serve("127.0.0.1")) == []


def test_without_a_master_key_nothing_is_served(safe):
    safe.MASTER_KEY_FILE = "/nowhere/master.key"
    assert "joinedup setup" in next(reasons_not_to_serve("127.0.0.1"))
