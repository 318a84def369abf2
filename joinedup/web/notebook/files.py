"""What the notebook is made of: the files a browser keeps so that the notebook opens with no network."""

import hashlib
from functools import lru_cache
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static

BUILT = Path(__file__).parents[1] / "static" / "dist"
ROOM = "notebook"
WORKER = f"{ROOM}/sw.js"
#: Beside what is the notebook's own: the style sheet, the sign in the browser's tab, the typeface.
_SHARED = ("joinedup.css", "favicon.svg")


class NotBuiltError(RuntimeError):
    """The front end was not built on this machine."""


def worker_script() -> str:
    """Return the service worker's own code. Raises NotBuiltError."""
    path = _folder() / WORKER
    if not path.is_file():
        raise NotBuiltError("The notebook was not built. Run `make setup` (or `npm run build` in joinedup/web/frontend).")
    return path.read_text(encoding="utf-8")


def kept_files() -> list[str]:
    """Return the files a browser keeps, by their path under `dist`."""
    return [path for path in _all_files() if path != WORKER and _is_kept(PurePosixPath(path))]


def own_addresses() -> dict[str, str]:
    """Return the address of each file of the notebook's own, by its plain name."""
    return {PurePosixPath(path).name: address(path) for path in kept_files() if path.startswith(f"{ROOM}/")}


def address(path: str) -> str:
    """Return where a file of `dist` is served from, with its hash in the name once `joinedup setup` has collected it."""
    return static(f"dist/{path}")


def version() -> str:
    """Return a short hash that changes whenever any file of the notebook does."""
    folder = _folder()
    there = [path for path in (*kept_files(), WORKER) if (folder / path).is_file()]
    return _hash_of(folder, tuple((path, (folder / path).stat().st_mtime_ns) for path in there))


@lru_cache(maxsize=4)
def _hash_of(folder: Path, stamps: tuple[tuple[str, int], ...]) -> str:
    """Return the hash of the files named, read again only when one of them was written since."""
    whole = hashlib.sha256()
    for path, _ in stamps:
        whole.update(path.encode())
        whole.update((folder / path).read_bytes())
    return whole.hexdigest()[:16]


def _is_kept(path: PurePosixPath) -> bool:
    """Return whether a browser keeps a file: what the notebook's pages load, not what a build leaves beside it."""
    if path.parts[0] == ROOM:
        return path.suffix != ".map"
    return str(path) in _SHARED or path.suffix == ".woff2"


def _all_files() -> list[str]:
    """Return every file of the front end, by its path under `dist`: as collected, or as built where nothing was collected yet."""
    collected = _collected()
    if collected:
        return sorted(name.removeprefix("dist/") for name in collected if name.startswith("dist/"))
    return sorted(path.relative_to(BUILT).as_posix() for path in BUILT.rglob("*") if path.is_file())


def _folder() -> Path:
    """Return the folder what is served is read from: a build that was not collected yet is not served either."""
    return Path(settings.STATIC_ROOT) / "dist" if _collected() else BUILT


def _collected() -> dict[str, str]:
    """Return what `joinedup setup` collected, each name with its hashed one; nothing before that."""
    return dict(getattr(staticfiles_storage, "hashed_files", {}))
