"""Draw the notebook's icons again from the favicon: `python tools/make_icons.py`. Needs Chromium; the PNGs are committed.

Phones that install the notebook as an app (iOS above all) take no SVG. `maskable` is cut to any shape by the device, so that its
drawing stays within the middle 80 % and its ground fills the square; iOS rounds the corners itself, on black.
"""

import re
from pathlib import Path

from playwright.sync_api import sync_playwright

SOURCES = Path(__file__).parents[1] / "joinedup" / "web" / "frontend" / "src"
GROUND = "#123f47"
#: Name: pixels, whether the ground fills the square, and how large the drawing is in it.
ICONS = {
    "icon-192": (192, False, 1.0),
    "icon-512": (512, False, 1.0),
    "maskable-512": (512, True, 0.8),
    "touch-180": (180, True, 0.9),
}


def page_of(drawing: str, size: int, *, filled: bool, scale: float) -> str:
    """Return a page that shows the drawing at a size, on a square ground where it is filled."""
    if filled:
        drawing = re.sub(r' rx="\d+"', "", drawing)
    inner = round(size * scale)
    ground = GROUND if filled else "transparent"
    drawing = drawing.replace("<svg ", f'<svg width="{inner}" height="{inner}" ', 1)
    body = f"margin:0;width:{size}px;height:{size}px;display:grid;place-items:center;background:{ground}"
    return f'<body style="{body}">{drawing}'


def main() -> None:
    """Draw each icon into the front end's sources."""
    drawing = (SOURCES / "favicon.svg").read_text(encoding="utf-8")
    folder = SOURCES / "icons"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for name, (size, filled, scale) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(page_of(drawing, size, filled=filled, scale=scale))
            page.screenshot(path=folder / f"{name}.png", omit_background=not filled)
        browser.close()


if __name__ == "__main__":
    main()
