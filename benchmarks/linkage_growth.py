"""How linking grows with the number of records: made-up lists of many sizes, each linked by the command in a process of its own.

    python benchmarks/linkage_growth.py [--sizes 30000,100000,300000,1000000,3000000] [--engine duckdb|spark] [--json PATH]

Prints for each size the seconds of each stage and of the processor (all threads, reading, measuring and writing included), the peak
memory, the pairs, and F1 over all record pairs inside the people found. Lists are made from a seed no weight was fitted on.
With Spark neither the processor seconds nor the memory of its Java process are counted.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = "30000,100000,300000,1000000,3000000"
COMMAND = Path(sys.executable).with_name("joinedup")


def linked(folder: Path, engine: str) -> dict[str, object]:
    """What one run says of itself, with what the system says of its process."""
    lists = sorted(path for path in folder.glob("*.csv") if path.stem != "truth")
    out, summary = folder / "links", folder / "summary.json"
    start = time.perf_counter()
    run = subprocess.Popen(
        [COMMAND, "link", *lists, "--out", out, "--truth", folder / "truth.csv", "--json", summary, "--engine", engine],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, code, used = os.wait4(run.pid, 0)
    if code:
        raise SystemExit(f"joinedup link ended with {os.waitstatus_to_exitcode(code)} on {folder.name}.")
    told = json.loads(summary.read_text())
    measures = {name: told["linkage"][name] for name in ("precision", "recall", "f1")}
    whole = {"clock": round(time.perf_counter() - start, 1), "processor": round(used.ru_utime + used.ru_stime, 1)}
    return {
        "engine": engine,
        "records": told["records"],
        **measures,
        "pairs": sum(told["pairs"].values()),
        "seconds": whole | told["seconds"],
        "peak_memory_mib": used.ru_maxrss // 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    runs = []
    for size in (int(size) for size in options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as into:
            made = subprocess.run([sys.executable, "-c", MAKE, into, str(size)], cwd=Path(__file__).parent, check=False)
            if made.returncode:
                raise SystemExit(f"The lists of {size} records could not be made.")
            runs.append(linked(Path(into) / f"generated-{size}", options.engine))
        print(json.dumps(runs[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(runs, indent=2) + "\n")


#: Lists are made in a process of its own, so that the memory it takes is given back.
MAKE = "import sys; from pathlib import Path; from linkage_sets import made_up; made_up(Path(sys.argv[1]), int(sys.argv[2]))"

if __name__ == "__main__":
    main()
