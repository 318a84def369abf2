"""A web server's Polars works in the thread that asks, unless the operator says otherwise."""

import os
import subprocess
import sys

import pytest

SERVER = "import joinedup.config.wsgi, polars; print(polars.thread_pool_size())"


@pytest.mark.parametrize(("set_by_the_operator", "threads"), [({}, "1"), ({"POLARS_MAX_THREADS": "3"}, "3")])
def test_polars_has_one_thread_in_the_web_server_unless_told_otherwise(set_by_the_operator, threads, tmp_path):
    kept = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "POLARS_MAX_THREADS"}}
    asked = {**kept, "JOINEDUP_VAR": str(tmp_path), **set_by_the_operator}
    told = subprocess.run([sys.executable, "-c", SERVER], env=asked, capture_output=True, text=True, check=False)
    assert told.stdout.split()[-1:] == [threads], told.stderr
