"""The notebook's shell: the same bytes for everybody, and every file it needs named to the service worker."""

import json
import re
import struct
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from joinedup.config import mfa
from joinedup.web.notebook import files
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
ICONS = Path(files.__file__).parents[1] / "frontend" / "src" / "icons"
ADDRESSES = ("notebook:shell", "notebook:worker", "notebook:manifest")


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Stand in for what the front end's build makes."""
    for name in ("joinedup.css", "favicon.svg", "fonts/a.woff2", "notebook/app.js", "notebook/app.js.map", "notebook/sw.js"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"/* {name} */")
    monkeypatch.setattr(files, "BUILT", tmp_path)
    return tmp_path


def known_to_worker(client) -> dict:
    """Return what the service worker is told: a version and the files."""
    text = client.get(reverse("notebook:worker")).content.decode()
    return json.loads(re.match(r"self\.NOTEBOOK = (\{.*\});\n", text)[1])


@pytest.mark.parametrize("name", ADDRESSES)
def test_everybody_gets_the_same_bytes(client, built, name):
    signed_out = client.get(reverse(name))
    client.force_login(make_person())
    session = client.session
    session[mfa.ENROLLED] = True
    session.save()
    signed_in = client.get(reverse(name))
    assert signed_out.status_code == signed_in.status_code == 200
    assert signed_in.content == signed_out.content


@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_inline_runs_and_the_browser_always_asks_again(client, built, name):
    headers = client.get(reverse(name)).headers
    assert "nonce" not in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-cache"


def test_the_shell_holds_no_inline_script_or_style(client, built):
    page = client.get(reverse("notebook:shell")).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert "<style" not in page
    assert " style=" not in page
    assert 'lang="en-GB"' in page


def test_the_worker_keeps_the_shell_and_every_file_but_itself_and_maps(client, built):
    kept = known_to_worker(client)["files"]
    assert kept[0] == reverse("notebook:shell")
    assert reverse("notebook:manifest") in kept
    assert {name for name in kept if name.startswith("/static/dist/")} == {
        "/static/dist/joinedup.css",
        "/static/dist/favicon.svg",
        "/static/dist/fonts/a.woff2",
        "/static/dist/notebook/app.js",
    }


def test_the_worker_may_serve_the_whole_notebook_and_nothing_else(client, built):
    response = client.get(reverse("notebook:worker"))
    assert response.headers["Service-Worker-Allowed"] == reverse("notebook:shell")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.content.decode().endswith("/* notebook/sw.js */")


@pytest.mark.parametrize("name", ["notebook/app.js", "notebook/sw.js", "joinedup.css"])
def test_a_changed_file_is_another_version(client, built, name):
    before = known_to_worker(client)["version"]
    assert known_to_worker(client)["version"] == before
    (built / name).write_text("changed, and longer than before")
    assert known_to_worker(client)["version"] != before


def test_the_shell_says_which_version_it_is(client, built):
    version = known_to_worker(client)["version"]
    assert f'data-version="{version}"' in client.get(reverse("notebook:shell")).content.decode()


def test_it_can_be_installed_as_an_application(client, built):
    about = client.get(reverse("notebook:manifest"))
    assert about.headers["Content-Type"] == "application/manifest+json"
    said = about.json()
    assert said["start_url"] == said["scope"] == said["id"] == reverse("notebook:shell")
    assert said["display"] == "standalone"
    assert said["icons"][0]["sizes"] == "any"
    assert {(icon["sizes"], icon["purpose"]) for icon in said["icons"]} >= {("192x192", "any"), ("512x512", "maskable")}


def test_each_icon_is_a_png_of_the_size_it_is_said_to_have(client, built):
    shell = client.get(reverse("notebook:shell")).content.decode()
    said = {icon["src"]: icon["sizes"] for icon in client.get(reverse("notebook:manifest")).json()["icons"]}
    said[re.search(r'apple-touch-icon" href="([^"]+)"', shell)[1]] = "180x180"
    pictures = {source: sizes for source, sizes in said.items() if source.endswith(".png")}
    assert len(pictures) == 4
    for source, sizes in pictures.items():
        start = (ICONS / Path(source).name).read_bytes()[:24]
        assert start[:8] == b"\x89PNG\r\n\x1a\n"
        assert "{}x{}".format(*struct.unpack(">II", start[16:24])) == sizes


def test_a_front_end_that_was_not_built_is_said_to_be(built):
    (built / "notebook" / "sw.js").unlink()
    with pytest.raises(files.NotBuiltError, match="make setup"):
        files.worker_script()


def test_the_built_files_are_where_static_files_are_served_from():
    if not (files.BUILT / "joinedup.css").is_file():
        pytest.skip("The front end is not built on this machine.")
    assert all(finders.find(f"dist/{path}") for path in files.kept_files())
