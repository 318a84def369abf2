"""Hostile files as large as somebody would send them, read with the real bounds: time, memory and what came of each.

    python benchmarks/hostile.py [--scale 20] [--only WORD] [--memory 4096] [--seconds 120]

Each kind of tests/factories/hostile whose size can grow (bombs, rows and cells without end) is made `scale` times its quick form
(x 30 MB for a bomb) and read by a process of its own that is stopped at so much address space and so many processor seconds.
The others are of one size and run in tests/unit/intake. Prints a row for each kind and ends with 1 where one was neither read nor
refused in one sentence.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from joinedup.intake.core.reading import read_file
from joinedup.intake.core.unusable import UnusableFile
from tests.factories.hostile import Kind, all_kinds
from tests.factories.lists import AS_OF, framework_of_lists


def growing() -> list[Kind]:
    return [kind for kind in all_kinds() if not kind.make.__qualname__.startswith("whole")]


def make(name: str, scale: int, path: Path) -> None:
    kind = next(kind for kind in growing() if kind.name == name)
    path.write_bytes(kind.make(scale))


def read(file: str, path: Path) -> None:
    """Read one file in this process and print what came of it as JSON."""
    framework = framework_of_lists()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time()
    try:
        readings = read_file(path, filename=file, framework=framework, agency="force", as_of=AS_OF)
        came = {"read": [(one.list_id, one.rows) for one in readings], "issues": sum(one.issues.height for one in readings)}
    except UnusableFile as refusal:
        came = {"refused": str(refusal)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({**came, "cpu_seconds": round(process_time() - began, 2), "grew_mb": (peak - before) // 1024}))


def run(kind: Kind, scale: int, memory: int, seconds: int, folder: Path) -> dict[str, object]:
    path = folder / "file"
    me = [sys.executable, __file__]
    subprocess.run([*me, "--make", kind.name, "--scale", str(scale), "--path", str(path)], check=True)

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))

    done = subprocess.run(
        [*me, "--read", kind.file, "--path", str(path)],
        preexec_fn=bounded,
        capture_output=True,
        text=True,
        check=False,
    )
    size = path.stat().st_size
    told = json.loads(done.stdout) if done.returncode == 0 else {"failed": done.stderr.strip().splitlines()[-1:]}
    return {"kind": kind.name, "mb": round(size / (1 << 20), 1), **told}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=20)
    parser.add_argument("--only", default="")
    parser.add_argument("--memory", type=int, default=4096, help="MB of address space")
    parser.add_argument("--seconds", type=int, default=120)
    for own in ("--make", "--read", "--path"):
        parser.add_argument(own, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.make:
        return make(asked.make, asked.scale, Path(asked.path))
    if asked.read:
        return read(asked.read, Path(asked.path))
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind in growing():
            if asked.only in kind.name:
                told = run(kind, asked.scale, asked.memory, asked.seconds, Path(folder))
                failed += "failed" in told
                print(json.dumps(told, ensure_ascii=False), flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
