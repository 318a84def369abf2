"""A Spark session that stays on this machine unless told otherwise."""

import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Two of this machine's cores.
HERE: Final = "local[2]"

#: What is written to Spark's temporary files is encrypted, for it holds names of children; nothing is served to a browser.
_ALWAYS: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.io.encryption.enabled": "true",
    "spark.driver.maxResultSize": "0",  # the pairs that reach the floor are gathered whole
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "50000",
}

#: On this machine alone: nothing listens beyond it, and few parts suit few cores.
_LOCAL: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "4g",
    "spark.sql.shuffle.partitions": "8",
}

#: What Spark logs may quote a row; errors reach whoever runs the command as one sentence instead.
_LOGGING: Final = """
appender.none.type = Null
appender.none.name = none
rootLogger.level = off
rootLogger.appenderRef.none.ref = none
logger.gateway.name = org.apache.spark.api.python.PythonGatewayServer
logger.gateway.level = off
"""

_INSTEAD: Final = "Nothing was linked; without --engine spark the links are the same."
NO_PYSPARK: Final = f"The Spark engine is not installed: pip install 'joinedup[spark]'. {_INSTEAD}"
NO_JAVA: Final = f"The Spark engine needs Java 17 or later; on Debian: apt-get install openjdk-17-jre-headless. {_INSTEAD}"


#: Where Spark can run, as Spark writes it.
_MASTER: Final = re.compile(r"local(\[(\d+|\*)(, *\d+)?\])?|local-cluster\[[\d, ]+\]|yarn|(spark|k8s)://\S+")


class SparkMissing(RuntimeError):
    """Spark cannot be used on this machine, or not where it is told to run, and what to do."""


class SparkStopped(RuntimeError):
    """Spark gave up in the middle of a run."""


def check_can_start(master: str = HERE) -> None:
    """Raise SparkMissing where pyspark (with pandas, which it needs) or Java is not installed, or `master` names no place."""
    if not _MASTER.fullmatch(master):
        raise SparkMissing(
            f"Spark cannot start at {master}: write local[2], for two cores here, or an address as spark://name:7077."
        )
    if find_spec("pyspark") is None or find_spec("pandas") is None:
        raise SparkMissing(NO_PYSPARK)
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None) is None:
        raise SparkMissing(NO_JAVA)


@contextmanager
def session(master: str = HERE) -> Iterator["SparkSession"]:
    """Start a session, and stop it afterwards; `master` as Spark writes it.

    Raises SparkMissing where Spark cannot start, SparkStopped where it gives up.
    """
    check_can_start(master)
    from py4j.protocol import Py4JError  # noqa: PLC0415  # an extra that most machines do without
    from pyspark.errors import PySparkException  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="joinedup-spark-", ignore_cleanup_errors=True) as folder:
        started = _started(master, Path(folder))
        try:
            yield started
        except (PySparkException, Py4JError) as error:
            raise SparkStopped(f"Spark stopped before it was done ({type(error).__name__}). Nothing was linked.") from error
        finally:
            with suppress(PySparkException, Py4JError, OSError):  # what has died cannot be stopped
                started.stop()


def _started(master: str, folder: Path) -> "SparkSession":
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415
    from pyspark.sql import SparkSession  # noqa: PLC0415

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    logging.getLogger("py4j").setLevel(logging.ERROR)
    quiet = folder / "log4j2.properties"
    quiet.write_text(_LOGGING)
    settings = _ALWAYS | {"spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={quiet.as_uri()}"}
    if master.startswith("local"):
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        settings |= _LOCAL | {"spark.local.dir": str(folder), "spark.sql.warehouse.dir": str(folder)}
    builder = SparkSession.builder.master(master).appName("joinedup link")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        with _java_keeps_quiet():
            return builder.getOrCreate()
    except (PySparkException, Py4JError, OSError) as error:
        raise SparkMissing(
            f"Spark cannot start at {master}. See that it can be reached from here and that Java is version 17 or later. {_INSTEAD}"
        ) from error


@contextmanager
def _java_keeps_quiet() -> Iterator[None]:
    """Turn the error output that Java is started with away: it writes pages where it fails, and may quote a row."""
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
