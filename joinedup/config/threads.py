"""How a web server shares the processors of its machine."""

import os


def one_thread_a_request() -> None:
    """Let Polars work in the thread that asks. Call before anything imports it.

    Requests run side by side already; a page puts many small questions about one child, and handing each to a pool of threads and
    back costs more than the pool saves: 227 ms became 171 ms for a child of 300 events (`benchmarks/chronology_page.py`). Large
    work is the worker's, which keeps all processors. An operator's own POLARS_MAX_THREADS stands.
    """
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
