"""How long reading and checking a list takes beside what others need for the same file and rules, in one run.

    python benchmarks/intake.py [--rows 100000] [--csv-rows 1000000] [--repeat 3] [--peers-python PYTHON] [--json PATH]

Writes a list of 16 columns with planted faults (`intake_list.py`) as XLSX and, larger, as CSV to a temporary folder. Each method
runs in a process of its own, in turn, `--repeat` times; the best is kept. The XLSX: calamine alone (python-calamine, every cell
made a Python object), fastexcel alone (the same into a frame), and ours: read, checked, every issue located, records and events
made. The CSV: polars.read_csv alone, ours, and by the Python of `--peers-python` (needs polars, dataframely, pandas < 3 and
pandera) the same rules with dataframely and with pandera (`intake_dataframely.py`, `intake_pandera.py`). That every method finds
the same number of failing rows by rule and column is asserted. Seconds leave out loading the libraries and, for all but the two
peers, a first reading of fifty rows, which loads rules and starts threads; peak memory is the whole process's.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import fastexcel
import polars as pl
import python_calamine
from intake_list import AS_OF, LIST, framework_of_16, list_of, make_rows, write_csv, write_facts, write_xlsx
from intake_peers import told

from joinedup.intake.core.reading import read_list
from joinedup.method.framework import Framework

PEERS = ("dataframely", "pandera")
FEW = "fifty-rows"
#: Our rules as the peers name them; the others have one name.
_SAME = {
    "required_missing": "empty", "word_for_no_date": "empty", "own_id_missing": "empty",
    "date_unreadable": "unreadable", "code_unknown": "unreadable",
    "age_unreadable": "unreadable", "number_unreadable": "unreadable", "nhs_invalid": "unreadable", "id_damaged": "unreadable",
    "postcode_unreadable": "unreadable",
}  # fmt: skip


@cache
def framework() -> Framework:
    return framework_of_16()


def ours(path: Path) -> dict[str, int]:
    reading = read_list(path, filename=path.name, framework=framework(), agency="council", as_of=AS_OF)
    keys = {column.header: column.key for column in list_of(framework()).columns}
    located = reading.issues.filter(pl.col("row").is_not_null())
    counts = located.group_by("rule", "column").len().iter_rows()
    return {f"{_SAME.get(rule, rule)}|{keys.get(column, '')}": count for rule, column, count in counts}


def calamine(path: Path) -> dict[str, int]:
    python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return {}


def by_fastexcel(path: Path) -> dict[str, int]:
    pl.DataFrame(fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string"))
    return {}


def polars(path: Path) -> dict[str, int]:
    pl.read_csv(path, infer_schema=False)
    return {}


METHODS = {"ours": ours, "calamine": calamine, "fastexcel": by_fastexcel, "polars": polars}


def run_one(method: str, path: Path) -> None:
    """Run one of our own methods in this process and print what it took."""
    METHODS[method](path.with_stem(FEW))
    began, cpu = time.perf_counter(), time.process_time()
    failing = METHODS[method](path)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(told(seconds, cpu, failing))


def best_of(runs: dict[str, list[str]], repeat: int) -> dict[str, dict]:
    """Run each command in turn, `repeat` times; keep the quickest, and the least CPU, of each."""
    best: dict[str, dict] = {}
    for _ in range(repeat):
        for name, command in runs.items():
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(f"{name} failed:\n{done.stderr}")
            found = json.loads(done.stdout)
            held = best.setdefault(name, found)
            for what in ("seconds", "cpu", "peak_mib"):
                held[what] = min(held[what], found[what])
    return best


def ratio(found: dict[str, dict], one: str, other: str) -> dict[str, float]:
    return {what: round(found[one][what] / found[other][what], 2) for what in ("seconds", "cpu")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--csv-rows", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peers-python")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--run", nargs=2, metavar=("METHOD", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        run_one(options.run[0], Path(options.run[1]))
        return
    spec = list_of(framework())
    this = [sys.executable, __file__, "--run"]
    with tempfile.TemporaryDirectory() as folder:
        book = write_xlsx(spec, make_rows(spec, options.rows), Path(folder) / f"{LIST}.xlsx")
        text = write_csv(make_rows(spec, options.csv_rows), Path(folder) / f"{LIST}.csv")
        few = make_rows(spec, 50)
        write_xlsx(spec, few, book.with_stem(FEW))
        write_csv(few, text.with_stem(FEW))
        rules = write_facts(framework(), Path(folder) / "facts.json")
        xlsx = best_of({name: [*this, name, str(book)] for name in ("calamine", "fastexcel", "ours")}, options.repeat)
        methods = {name: [*this, name, str(text)] for name in ("polars", "ours")}
        if options.peers_python:
            peers = {name: str(Path(__file__).with_name(f"intake_{name}.py")) for name in PEERS}
            methods |= {name: [options.peers_python, script, str(text), str(rules)] for name, script in peers.items()}
        csv = best_of(methods, options.repeat)
    result = {
        "xlsx": {"rows": options.rows, "ours over calamine alone": ratio(xlsx, "ours", "calamine"), "methods": xlsx},
        "csv": {"rows": options.csv_rows, "ours over polars alone": ratio(csv, "ours", "polars"), "methods": csv},
    }
    for peer in set(csv) & set(PEERS):
        if csv[peer]["failing"] != csv["ours"]["failing"]:
            differ = set(csv[peer]["failing"].items()) ^ set(csv["ours"]["failing"].items())
            sys.exit(f"{peer} does not find the rows ours does: {sorted(differ)}")
    if options.peers_python:
        result["csv"]["ours over polars and dataframely"] = ratio(csv, "ours", "dataframely")
        result["csv"]["pandas and pandera over ours"] = ratio(csv, "pandera", "ours")
    out = json.dumps(result, indent=2)
    print(out)
    if options.json:
        options.json.write_text(out)


if __name__ == "__main__":
    main()
