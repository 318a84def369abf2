"""Does the notebook ever lose a word? `python benchmarks/notebook_faults.py --faults 1000 [--seed 1] [--dir DIR]`.

Real Chromium, twice (two devices, tabs that come and go), types marked words into notes of a real server behind a small proxy,
while random faults strike: the network goes, comes and flaps; the server is killed with -9 while it answers, and before, in and
after the commit that takes the words in; browsers and tabs are killed and reloaded; clocks jump two days; requests are doubled,
held back and their answers lost; the disk is full, or cleared by the browser; the server fails; the app is updated. And while
people do what people do: two tabs and two devices in one note, wordings joined, undo, lock, sign out, somebody else signed in, a
device withdrawn and set up anew. After each batch everything is mended and every word typed more than a second before its page
was struck (unless the page said “Not saved” and had not said it saved the word before) must be on the server: in exactly one note,
never twice in one wording, under its writer's name, and in a wording that stands (a head), not only in one that another has
silently replaced. A word somebody undid must be in the history. What was found once must still be there at the end.

With `--dir` the count goes on where it stopped, up to so many faults in all. Prints one JSON line; leaves with 1 where a word was
lost, doubled or misnamed, with 2 where the harness itself stumbled (begin it again). Needs Chromium and a built front end.
"""

import argparse
import json
import sys
import tempfile
import traceback
from pathlib import Path

from notebook.faults import OF_THINGS
from notebook.hands import OF_PEOPLE
from notebook.play import Play
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright

BATCH = 20


def play_faults(where: Path, faults: int, seed: int, only: str | None = None) -> Play:
    """Strike until so many faults are counted, and return what was."""
    chosen = [fault for fault in [*OF_THINGS, *OF_PEOPLE] if only in (None, fault.__name__.replace("_", " "))]
    with sync_playwright() as playwright:
        play = Play(where, playwright, seed, chosen)
        try:
            play.begin()
            while (done := play.told.faults.total()) < faults:
                play.round()
                if (done + 1) % BATCH == 0 or done + 1 >= faults:
                    play.looks()
                    print(json.dumps(play.figures()), file=sys.stderr, flush=True)
            return play
        except (BrowserError, AssertionError):
            play.told.interrupted += 1
            play.keeps()
            raise
        finally:
            play.end()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one kind of fault, as the counts name it: “disk full”")
    parser.add_argument("--dir", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        try:
            play = play_faults(asked.dir or Path(own), asked.faults, asked.seed, asked.only)
        except (BrowserError, AssertionError):
            traceback.print_exc()
            sys.exit(2)
    print(json.dumps(play.figures()))
    sys.exit(0 if play.told.clean else 1)


if __name__ == "__main__":
    main()
