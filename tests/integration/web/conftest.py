"""One fetch helper: every page a test asks for is parsed strictly and held to the house's rules before the test sees it."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.test import Client


@dataclass
class Page:
    """A fetched page: its response, its parsed tree, and its text without tags."""

    response: object
    tree: Element

    @property
    def text(self) -> str:
        return squeeze("".join(self.tree.find(".//main").itertext()))

    @property
    def title(self) -> str:
        return text_of(self.tree.find(".//title"))

    @property
    def h1(self) -> str:
        return text_of(self.tree.find(".//h1"))

    def links(self) -> dict[str, str]:
        """Return the links of the main part, text → address."""
        return {text_of(link): link.get("href") for link in self.tree.find(".//main").iter("a")}


@dataclass
class Pages:
    """Fetches pages as one person, and checks each."""

    client: Client

    def get(self, path, *, status=200, **data) -> Page:
        return self._checked(self.client.get(path, data), status)

    def post(self, path, data=None, *, status=200, follow=True, **files) -> Page:
        return self._checked(self.client.post(path, {**(data or {}), **files}, follow=follow), status)

    def _checked(self, response, status) -> Page:
        assert response.status_code == status, f"{response.status_code} for {response.request['PATH_INFO']}"
        page = Page(response, parse(response.content))
        check(page)
        return page


def parse(content: bytes) -> Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(content.decode())


def check(page: Page) -> None:
    """Hold a page to the rules every page keeps."""
    headings = list(page.tree.iter("h1"))
    assert len(headings) == 1, f"{len(headings)} H1 on {page.title}"
    assert page.title.removeprefix("Error: ").startswith(page.h1), f"title “{page.title}” does not begin with “{page.h1}”"
    nodes = [node for node in page.tree.iter() if isinstance(node.tag, str)]  # a comment's tag is a function
    ids = [node.get("id") for node in nodes if node.get("id")]
    assert len(ids) == len(set(ids)), f"repeated ids: {sorted(name for name in set(ids) if ids.count(name) > 1)}"
    check_labels(page.tree)
    check_error_summary(page, set(ids))
    assert not [node for node in nodes if node.get("style")], "an inline style the policy would refuse"
    assert page.tree.find(".//main[@id='main-content']") is not None


def check_labels(tree: Element) -> None:
    labelled = {label.get("for") for label in tree.iter("label")}
    for kind in ("input", "select", "textarea"):
        for control in tree.iter(kind):
            if control.get("type") not in ("hidden", "submit", "button"):
                assert control.get("id") in labelled or control.get("aria-label"), f"unlabelled: {control.attrib}"


def check_error_summary(page: Page, ids: set[str]) -> None:
    summary = [node for node in page.tree.iter("div") if node.get("data-module") == "govuk-error-summary"]
    assert page.title.startswith("Error: ") == bool(summary)
    for link in (link for node in summary for link in node.iter("a")):
        assert link.get("href", "").removeprefix("#") in ids, f"the error summary links to nothing: {link.get('href')}"


def text_of(node: Element) -> str:
    return squeeze("".join(node.itertext()))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture
def anyone(db) -> Pages:
    """Pages as someone not signed in sees them."""
    return Pages(Client())


@pytest.fixture
def pages_as(db):
    """Return pages as a person sees them who has signed in with both factors."""

    def _as(person) -> Pages:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["mfa.enrolled"] = True
        session.save()
        return Pages(client)

    return _as
