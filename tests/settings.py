"""The product's own settings, on a var folder of its own for each run (and each worker of a run)."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

_VAR = Path(tempfile.mkdtemp(prefix="joinedup-tests-"))
atexit.register(shutil.rmtree, _VAR, ignore_errors=True)
(_VAR / "static").mkdir()
(_VAR / "master.key").write_bytes(secrets.token_bytes(32))
os.environ["JOINEDUP_VAR"] = str(_VAR)
for _name in ("JOINEDUP_MASTER_KEY", "JOINEDUP_HOSTS", "JOINEDUP_DEBUG", "JOINEDUP_FRAMEWORKS"):
    os.environ.pop(_name, None)

from joinedup.config.settings import *  # noqa: E402, F403
from joinedup.config.settings import DATABASES, INSTALLED_APPS  # noqa: E402

# A file, not memory: the tests meet the write-ahead log, the locks and the threads that people meet.
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(_VAR / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow by design; one test asks for it
INSTALLED_APPS += ["tests.sealing"]  # a table with sealed columns, for the vault's own tests
