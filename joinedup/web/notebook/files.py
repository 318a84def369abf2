"""What the notebook is made of: the files a browser keeps so that the notebook opens with no network."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

DIST = Path(__file__).parents[1] / "static" / "dist"
ROOM = "notebook"
WORKER = "sw.js"
#: What is read by the browser itself, not kept by the service worker.
_OF_THE_BUILD = {".map", ".txt"}


class NotBuiltError(RuntimeError):
    """The front end was not built on this machine."""


def worker_script() -> str:
    """Return the service worker's own code. Raises NotBuiltError."""
    path = DIST / ROOM / WORKER
    if not path.is_file():
        raise NotBuiltError("The notebook was not built. Run `make setup` (or `npm run build` in joinedup/web/frontend).")
    return path.read_text(encoding="utf-8")


def kept_files() -> list[str]:
    """Return the files a browser keeps, by their path under `dist`: the style sheet, the typeface, the notebook's own."""
    fonts = sorted((DIST / "fonts").glob("*.woff2"))
    own = sorted(path for path in (DIST / ROOM).glob("*") if path.name != WORKER and path.suffix not in _OF_THE_BUILD)
    return [path.relative_to(DIST).as_posix() for path in (DIST / "joinedup.css", DIST / "favicon.svg", *fonts, *own)]


def own_addresses() -> dict[str, str]:
    """Return the address of each file of the notebook's own, by its plain name."""
    return {Path(path).name: address(path) for path in kept_files() if path.startswith(f"{ROOM}/")}


def address(path: str) -> str:
    """Return where a file of `dist` is served from, with its hash in the name once `joinedup setup` has collected it."""
    return static(f"dist/{path}")


def version() -> str:
    """Return a short hash that changes whenever any file of the notebook does."""
    stamps = tuple(
        (path, (DIST / path).stat().st_mtime_ns) for path in [*kept_files(), f"{ROOM}/{WORKER}"] if (DIST / path).is_file()
    )
    return _hash_of(stamps)


@lru_cache(maxsize=4)
def _hash_of(stamps: tuple[tuple[str, int], ...]) -> str:
    """Return the hash of the files named, read again only when one of them was written since."""
    whole = hashlib.sha256()
    for path, _ in stamps:
        whole.update(path.encode())
        whole.update((DIST / path).read_bytes())
    return whole.hexdigest()[:16]
