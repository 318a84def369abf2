"""Pages about notes that stand alone and print: every sheet marked, nothing fetched from anywhere."""

from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

MARKING: Final = "OFFICIAL-SENSITIVE"


def sheet(*, title: str, lead: Iterable[str], body: Iterable[str], made_up: bool, printed: str = "", nonce: str = "") -> str:
    """Return a whole page as HTML. `lead` are sentences under its heading, `body` is HTML; `printed` says by whom and when.

    `nonce` lets the page's own style through a strict content policy.
    """
    style = f' nonce="{escape(nonce)}"' if nonce else ""
    parts = (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">',
        f"<title>{escape(title)}</title>\n<style{style}>\n{_css()}</style>\n</head>\n<body>",
        f'<header>\n<p class="marking">{MARKING}</p>',
        '<p class="made-up">Made-up data. No child, family or worker here is real.</p>' if made_up else "",
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(sentence)}</p>" for sentence in lead),
        '</header>\n<main id="main-content">',
        *body,
        "</main>\n<footer>",
        f"<p>{escape(printed)}</p>" if printed else "",
        f'<p class="marking">{MARKING}</p>\n</footer>\n</body>\n</html>\n',
    )
    return "\n".join(part for part in parts if part)


@cache
def _css() -> str:
    return (files(__package__) / "paper.css").read_text(encoding="utf-8")
