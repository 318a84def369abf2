"""What stands behind the browsers of the fault harness: the real server, killed at will, and a proxy that fails on demand."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError, URLError

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds for the server to answer once it was started


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def wait_for(address: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{address}/cookies/", timeout=5).close()
        except (URLError, OSError) as error:
            if time.monotonic() > until or isinstance(error, HTTPError):
                raise
            time.sleep(0.1)
        else:
            return


def family(pid: int) -> list[int]:
    """Return a process and all that came from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [pid, *(each for child in children for each in family(int(child)))]


@dataclass
class Server:
    """`joinedup serve`, killed and started again at will."""

    var: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def environment(self) -> dict[str, str]:
        known = {**os.environ, "JOINEDUP_VAR": str(self.var), "DJANGO_SETTINGS_MODULE": "joinedup.config.settings"}
        known.pop("DATABASE_URL", None)
        known["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(Path(__file__).parent / "struck")])
        known["NOTEBOOK_KILL_AT"] = str(self.order)
        return known

    @property
    def order(self) -> Path:
        """Return the file that orders the server to fall dead at its next commit of notes."""
        return self.var / "kill-at"

    def run(self, script: str) -> str:
        command = [sys.executable, "-c", script]
        return subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    def start(self) -> None:
        command = [sys.executable, "-c", "from joinedup.cli import main; main()", "serve", "--port", str(self.port)]
        with (self.var / "serve.log").open("a") as log:
            self.process = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)
        wait_for(f"http://localhost:{self.port}")

    def dies_at_commit(self, where: str, patience: float) -> bool:
        """Let the server fall dead `before`, `in` or `after` its next commit of notes; return whether it did in time."""
        fell = Path(f"{self.order}.struck")
        fell.unlink(missing_ok=True)
        self.order.write_text(where)
        until = time.monotonic() + patience
        while not fell.exists() and time.monotonic() < until:
            time.sleep(0.005)
        self.order.unlink(missing_ok=True)
        return fell.exists()

    def kill(self) -> None:
        """Kill -9, whatever it is doing, with all it started."""
        for pid in reversed(family(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


class Proxy:
    """Between the browsers and the server; `fault` says what happens to the next request, by its path."""

    def __init__(self, upstream: int, port: int) -> None:
        self.upstream, self.port = upstream, port
        self.fault: Callable[[str], str] = lambda _: ""
        self.struck = threading.Event()
        self.did: Counter[str] = Counter()  # how often each fault struck a request
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                proxy.passes(self)

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        served = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        served.daemon_threads = True
        threading.Thread(target=served.serve_forever, daemon=True).start()

    def passes(self, asked: BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers.get("Content-Length") or 0))
        fault = self.fault(asked.path)
        if fault:
            self.did[fault] += 1
        if fault == "offline":
            self.cuts(asked)
            return
        if fault == "500":
            self.answers(asked, 500, [("Content-Type", "application/json")], b'{"error": "The server is in trouble."}')
            return
        if fault == "held back":
            time.sleep(random.uniform(0.1, 1.5))
        try:
            if fault == "doubled":
                self.forwards(asked, body)
            answer = self.forwards(asked, body)
        except (OSError, HTTPException):
            self.cuts(asked)
            return
        if fault == "answer lost":
            self.cuts(asked)
            return
        with suppress(OSError):
            self.answers(asked, *answer)

    def forwards(self, asked: BaseHTTPRequestHandler, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        up = HTTPConnection("127.0.0.1", self.upstream, timeout=40)
        headers = {name: value for name, value in asked.headers.items() if name.lower() not in {"connection", "accept-encoding"}}
        up.request(asked.command, asked.path, body, headers)
        if "/sync" in asked.path:
            self.struck.set()
        answer = up.getresponse()
        whole = answer.read()
        up.close()
        return answer.status, answer.getheaders(), whole

    @staticmethod
    def answers(asked: BaseHTTPRequestHandler, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        asked.send_response_only(status)
        for name, value in headers:
            if name.lower() not in {"connection", "transfer-encoding", "content-length"}:
                asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(body)))
        asked.end_headers()
        asked.wfile.write(body)

    @staticmethod
    def cuts(asked: BaseHTTPRequestHandler) -> None:
        asked.close_connection = True
        with suppress(OSError):
            asked.connection.shutdown(2)
