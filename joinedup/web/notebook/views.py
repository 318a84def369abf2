"""The notebook's shell: the same bytes for everybody, signed in or not. What a person writes never passes through here."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from joinedup.web.notebook import files

#: Nothing written in the page itself may run or style it, and nothing may be asked of anybody but this service.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: Kept by the service worker, asked for again each time: a browser must never run an old notebook because of its own cache.
FRESH = "no-cache"


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Show the page the notebook runs in."""
    context = {"version": files.version(), "files": json.dumps(files.own_addresses(), sort_keys=True)}
    return _same_for_all(render(request, "notebook/shell.html", context))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker, told which files to keep and under which version."""
    known = {"version": files.version(), "files": [reverse("notebook:shell"), *_addresses()]}
    script = f"self.NOTEBOOK = {json.dumps(known, sort_keys=True)};\n{files.worker_script()}"
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = reverse("notebook:shell")
    return _same_for_all(response)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Say to the browser how the notebook is installed as an application."""
    home = reverse("notebook:shell")
    about = {
        "id": home,
        "name": "Joinedup notebook",
        "short_name": "Notebook",
        "description": "Notes of an inspection, written and kept on this device until they are sent",
        "lang": "en-GB",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": "#eaf3f3",
        "theme_color": "#123f47",
        "icons": _icons(),
    }
    return _same_for_all(JsonResponse(about, content_type="application/manifest+json"))


def _icons() -> list[dict[str, str]]:
    """Return the icons of the installed application: the drawing, and its pictures for devices that take no drawing."""
    drawing = {"src": files.address("favicon.svg"), "type": "image/svg+xml", "sizes": "any", "purpose": "any"}
    pictures = [("icon-192", "192x192", "any"), ("icon-512", "512x512", "any"), ("maskable-512", "512x512", "maskable")]
    return [
        drawing,
        *(
            {"src": files.address(f"icons/{name}.png"), "type": "image/png", "sizes": size, "purpose": purpose}
            for name, size, purpose in pictures
        ),
    ]


def _addresses() -> list[str]:
    """Return the addresses of the files a browser keeps, and of the manifest."""
    return [*(files.address(path) for path in files.kept_files()), reverse("notebook:manifest")]


def _same_for_all(response: HttpResponse) -> HttpResponse:
    """Return the response with the notebook's own headers."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = FRESH
    return response
