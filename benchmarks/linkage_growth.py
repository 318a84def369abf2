"""How linking grows with the number of records: made-up lists of many sizes, each linked by the command in a process of its own.

    python benchmarks/linkage_growth.py [--sizes 30000,100000,300000,1000000,3000000] [--engine duckdb|spark] [--json PATH]

Prints for each size the seconds of each stage and of the processor (all threads, reading, measuring and writing included), the peak
memory of its processes together, the pairs, and F1 over all record pairs inside the people found. Lists are made from seeds no
weight was fitted on; beyond a million and a half records from several made-up areas, since the test range of NHS numbers holds
no more children than one such area has. Linux only.
"""

import argparse
import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import polars as pl
from linkage_sets import DAY, SEED

from joinedup.training.scale import LISTS, people_lists

SIZES = "30000,100000,300000,1000000,3000000"
COMMAND = Path(sys.executable).with_name("joinedup")
PR_SET_CHILD_SUBREAPER = 36
#: The most records of one made-up area.
AREA = 1_500_000


def adopt() -> None:
    """Let processes whose parent ends become this one's children, so that what Spark's Java process used is counted too."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def resident(session: int) -> int:
    """The memory, in bytes, of all processes of a session; what they share counts for each."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE") if int(fields[3]) == session else 0
    return total


def linked(folder: Path, engine: str) -> dict[str, object]:
    """What one run says of itself, with what the system says of its processes."""
    lists = sorted(path for path in folder.glob("*.csv") if path.stem != "truth")
    out, summary = folder / "links", folder / "summary.json"
    before, start, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0
    run = subprocess.Popen(
        [COMMAND, "link", *lists, "--out", out, "--truth", folder / "truth.csv", "--json", summary, "--engine", engine],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while run.poll() is None:
        peak = max(peak, resident(run.pid))
        time.sleep(0.2)
    if run.returncode:
        raise SystemExit(f"joinedup link ended with {run.returncode} on {folder.name}.")
    clock = time.perf_counter() - start
    while resident(run.pid):
        time.sleep(0.2)
    with suppress(ChildProcessError):
        while True:
            os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads(summary.read_text())
    processor = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return {
        "engine": engine,
        "records": told["records"],
        **{name: told["linkage"][name] for name in ("precision", "recall", "f1")},
        "pairs": sum(told["pairs"].values()),
        "seconds": {"clock": round(clock, 1), "processor": round(processor, 1)} | told["seconds"],
        "peak_memory_mib": max(peak >> 20, told["peak_memory_mib"]),
    }


def write_lists(into: Path, records: int) -> None:
    """Write the lists and the truth of one or more made-up areas, each made in a process of its own that gives its memory back."""
    areas = -(-records // AREA)
    running = []
    for area in range(areas):
        (into / str(area)).mkdir()
        arguments = (str(into / str(area)), str(records // areas), str(area))
        running.append(subprocess.Popen([sys.executable, __file__, "--area", *arguments]))
    if any(process.wait() for process in running):
        raise SystemExit(f"The lists of {records} records could not be made.")
    for name in (*LISTS, "truth"):
        with (into / f"{name}.csv").open("wb") as whole:
            for area in range(areas):
                with (into / str(area) / f"{name}.csv").open("rb") as part:
                    _ = area and part.readline()
                    shutil.copyfileobj(part, whole)
    for area in range(areas):
        shutil.rmtree(into / str(area))


def write_area(into: Path, records: int, area: int) -> None:
    """Write one area's lists and truth; ids tell its people from another's."""
    made = people_lists(records, seed=SEED + area, as_of=DAY)
    own = [pl.format(f"{area}-{{}}", name).alias(name) for name in ("record_id", "known_id")]
    for name, rows in made.lists.items():
        rows.with_columns(own).write_csv(into / f"{name}.csv")
    theirs = [pl.format(f"{area}-{{}}", name).alias(name) for name in ("record_id", "person_id", "family_id")]
    made.truth.with_columns(theirs).write_csv(into / "truth.csv")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--area", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.area:
        write_area(Path(options.area[0]), int(options.area[1]), int(options.area[2]))
        return
    adopt()
    runs = []
    for size in (int(size) for size in options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as into:
            write_lists(Path(into), size)
            runs.append(linked(Path(into), options.engine))
        print(json.dumps(runs[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(runs, indent=2) + "\n")


if __name__ == "__main__":
    main()
