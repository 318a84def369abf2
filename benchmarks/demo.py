"""The whole path from lists to letter: wall time, memory, linkage, the same bytes twice, every framework, killed at any moment.

python benchmarks/demo.py [--children 20000] [--kills 20]
"""

import argparse
import filecmp
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from joinedup.method.loader import framework_ids
from joinedup.rehearsal.commands import DEFAULT_FRAMEWORK

JOINEDUP = str(Path(sys.executable).with_name("joinedup"))


def play(out: Path, children: int, framework: str = DEFAULT_FRAMEWORK) -> tuple[float, dict]:
    """Run one demo; return its wall time in seconds, start of Python to last file, and its summary."""
    began = time.perf_counter()
    command = [JOINEDUP, "demo", "--out", str(out), "--children", str(children), "--framework", framework]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began, json.loads((out / "summary.json").read_text())


def tell(name: str, seconds: float, summary: dict) -> None:
    linkage = summary["linkage"]
    print(
        f"{name:44} {seconds:6.1f} s  {summary['peak_memory_mib']:5} MiB  F1 {linkage['f1']}  "
        f"{summary['counts']['records']:6} records  {summary['counts']['events']:6} events"
    )


def kill(folder: Path, moment: float) -> str:
    """Stop a small demo after `moment` seconds by SIGKILL; return what stands at its place."""
    out = folder / "killed"
    process = subprocess.Popen([JOINEDUP, "demo", "--out", str(out), "--children", "300"], stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    if not out.exists():
        return "nothing"
    return "whole" if (out / "summary.json").is_file() and (out / "letter.pdf").is_file() else "HALF"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--children", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=20)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for round_ in ("one", "two"):
            tell(f"{wanted.children} children, round {round_}", *play(folder / round_, wanted.children))
        for file in ("links.csv", "sample.json"):
            same = filecmp.cmp(folder / "one" / file, folder / "two" / file, shallow=False)
            print(f"{file}: {'the same bytes' if same else 'DIFFERENT BYTES'} in both rounds")
        for framework in framework_ids():
            tell(framework, *play(folder / framework, 2_000, framework))
        whole, _ = play(folder / "whole", 300)
        left = [kill(folder, random.uniform(0.2, whole)) for _ in range(wanted.kills)]
        print(f"{wanted.kills} kills within {whole:.0f} s left:", {what: left.count(what) for what in sorted(set(left))})


if __name__ == "__main__":
    main()
