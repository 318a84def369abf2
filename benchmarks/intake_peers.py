"""What the peers of benchmarks/intake.py share: the shapes of numbers and codes, and how a run is timed.

Rows are counted as a peer has them; neither peer makes sentences, records or events of them.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

NHS = r"^[0-9]{10}$"
POSTCODE = r"^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$"
NOWHERE = r"^(?:ZZ99.*|NF1?1AA?|XX.*|NFA|UNKNOWN|NOTKNOWN|NONE|AA11AA|0+)$"
AGE = r"^([0-9]{1,3})(?:\.[0-9]+)?$"
WHOLE = r"^([0-9]{1,9})(?:\.0+)?$"
PREGNANCY = timedelta(days=294)
OLDEST = 110


def peak_mib() -> int:
    """Return this process's own peak memory; what it was started from is left out where the system says so."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def told(seconds: float, cpu: float, failing: dict[str, int]) -> str:
    """Return what a run took and found, as JSON."""
    found = {"seconds": round(seconds, 3), "cpu": round(cpu, 3), "peak_mib": peak_mib(), "failing": failing}
    return json.dumps(found)


def run(find: Callable[[Path, dict[str, Any]], dict[str, int]]) -> None:
    """Time `find` on the LIST.csv and FACTS.json of the command line and print what it took and found, as JSON."""
    path, facts = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
    began, cpu = time.perf_counter(), time.process_time()
    counts = find(path, facts)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    failing = {name: count for name, count in counts.items() if count}
    print(told(seconds, cpu, failing))
