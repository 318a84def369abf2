"""One run: it types, strikes, mends, and looks for every word."""

import json
import random
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Playwright

from notebook.behind import Proxy, Server, free_port
from notebook.counting import Counted
from notebook.devices import Device, Tab
from notebook.scripts import HELD, INSTALL

PATIENCE = 120  # seconds for everything to reach the server once all is mended

Fault = Callable[["Play", Device, Tab], None]


class Play:
    """The server, the two devices, and what was counted. `where` keeps all of it, to be gone on with."""

    def __init__(self, where: Path, playwright: Playwright, seed: int, faults: Sequence[Fault]) -> None:
        self.where, self.faults, self.now = where, faults, ""
        var = where / "var"
        var.mkdir(parents=True, exist_ok=True)
        self.server = Server(var)
        self.state = where / "state.json"
        self.run = f"w{secrets.token_hex(3)}x"  # a run begun again types other words
        fresh = not self.state.exists()
        before = json.loads(self.server.run(INSTALL)) if fresh else json.loads(self.state.read_text())
        self.sessions, self.other = before["sessions"], before["other"]
        self.told = Counted() if fresh else Counted.again(before["told"])
        self.random = random.Random(seed + self.told.faults.total())
        self.server.start()
        self.proxy = Proxy(self.server.port, before.get("port") or free_port())  # browsers know the notebook by its address
        self.devices = [
            Device(playwright, f"http://localhost:{self.proxy.port}", where / f"device-{at}", self.session()) for at in range(2)
        ]

    def session(self) -> str:
        """Return a session of the person's that is not used yet: they have signed in."""
        return self.sessions.pop(0)

    def begin(self) -> None:
        for device in self.devices:
            device.start()
            device.tabs[0].ready()
        self.keeps()

    def word(self) -> str:
        self.told.typed += 1
        word = f"{self.run}{self.told.typed:06d}"
        self.told.during[word] = self.now
        return word

    def types(self, tab: Tab, words: int) -> None:
        for _ in range(words):
            tab.types(self.word())

    def waits(self, shortest: float, longest: float) -> None:
        time.sleep(self.random.uniform(shortest, longest))

    def newer(self) -> None:
        """Have a newer version of the app served: its worker is another by a line."""
        with (self.where / "var" / "static" / "dist" / "notebook" / "sw.js").open("a") as worker:
            worker.write(f"// {self.told.typed}\n")

    def came(self, what: str, times: int = 1) -> None:
        """Count what came of a fault."""
        self.told.struck[what] += times

    def round(self) -> None:
        """Type, and strike."""
        device = self.random.choice(self.devices)
        tab = self.random.choice(device.tabs)
        fault = self.random.choice(self.faults)
        self.now = fault.__name__.replace("_", " ")
        print(f"{time.monotonic():.1f} {self.now}", file=sys.stderr, flush=True)
        tab.ready()
        if self.random.random() < 0.15:
            tab.clears(self.told)
            tab.note = ""
            tab.begins()
        self.types(tab, self.random.randint(1, 4))
        if self.random.random() < 0.4:
            self.waits(0, 2.2)
        fault(self, device, tab)
        tab.rounds += 1
        self.told.faults[self.now] += 1

    def mends(self) -> None:
        self.proxy.fault = lambda _: ""
        for device in self.devices:
            for tab in device.tabs:
                tab.ready()
                tab.goes_online()

    def looks(self) -> None:
        """Mend everything, and wait until the server holds every word it must."""
        self.mends()
        for device in self.devices:
            for tab in device.tabs:
                tab.clears(self.told)
        until = time.monotonic() + PATIENCE
        while True:
            held = json.loads(self.server.run(HELD))
            missing = self.told.missing(held)
            if not missing or time.monotonic() > until:
                break
            self.mends()
            time.sleep(1)
        for word in sorted(missing):
            print(f"lost {word}, typed while: {self.told.during[word]}", file=sys.stderr, flush=True)
        self.told.looked(held)
        if not self.told.clean:
            (self.where / f"held-{self.told.faults.total()}.json").write_text(json.dumps(held))
        self.keeps()

    def figures(self) -> dict:
        return self.told.figures()

    def keeps(self) -> None:
        """Keep what was counted: written beside, then renamed."""
        for kind, times in self.proxy.did.items():
            self.came(f"a request: {kind}", times)
        self.proxy.did = Counter()
        kept = {"port": self.proxy.port, "sessions": self.sessions, "other": self.other, "told": self.told.kept()}
        beside = self.state.with_suffix(".new")
        beside.write_text(json.dumps(kept))
        beside.replace(self.state)

    def end(self) -> None:
        for device in self.devices:
            if device.context is not None:
                device.kill()
        self.server.kill()
