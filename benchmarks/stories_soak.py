"""Tell random stories both ways for so long: `python benchmarks/stories_soak.py [--seconds 600] [--first 1]`.

The fast way is the product's, over frames; the slow way is `tests/unit/cases/oracle`, in plain Python, one event at a time. Every
framework in turn. Prints one JSON line: stories, events, verdicts compared by kind, and every difference with its story's number.
Exit 1 where there is one.
"""

import argparse
import itertools
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the slow way lives among the tests

from joinedup.method.loader import framework_ids, load_framework
from tests.unit.cases.oracle.stories import story
from tests.unit.cases.oracle.whole import compare


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--first", type=int, default=1, help="number of the first story")
    asked = parser.parse_args()
    frameworks = [load_framework(framework_id) for framework_id in framework_ids()]
    until, events, stories, verdicts, differences = time.monotonic() + asked.seconds, 0, 0, Counter[str](), []
    for number in itertools.count(asked.first):
        if time.monotonic() > until:
            break
        framework = frameworks[number % len(frameworks)]
        done = compare(framework, story(random.Random(number), framework))
        stories, events, verdicts = stories + 1, events + done.events, verdicts + done.verdicts
        differences += [{"story": number, "framework": framework.id, "said": said} for said in done.differences]
    told = {"stories": stories, "events": events, "verdicts": dict(sorted(verdicts.items())), "differences": differences[:20]}
    print(json.dumps(told))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
