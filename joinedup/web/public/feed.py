"""What is published, corrected and withdrawn, as an Atom feed (RFC 4287): a reader's program tells when a letter is new."""

from datetime import datetime
from typing import Final
from xml.etree import ElementTree as ET

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from joinedup.publication import queries
from joinedup.publication.models import Publication, State

ATOM: Final = "http://www.w3.org/2005/Atom"
MOST: Final = 50  # entries: the feed tells what is new, the list holds everything


def feed(request: HttpRequest) -> HttpResponse:
    """Send the newest letters, with what was corrected or withdrawn among them."""
    rows = list(queries.ever_published()[:MOST])
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    address = request.build_absolute_uri(reverse("public:feed"))
    _add(root, "id", address)
    _add(root, "title", "Published letters")
    _add(root, "updated", _when(max((_changed(row) for row in rows), default=timezone.now())))
    ET.SubElement(root, "link", {"rel": "self", "href": address})
    ET.SubElement(root, "link", {"rel": "alternate", "href": request.build_absolute_uri(reverse("public:letters"))})
    for row in rows:
        root.append(_entry(request, row))
    text = ET.tostring(root, encoding="unicode")
    return HttpResponse(f'<?xml version="1.0" encoding="utf-8"?>\n{text}', content_type="application/atom+xml; charset=utf-8")


def _entry(request: HttpRequest, row: Publication) -> ET.Element:
    entry = ET.Element("entry")
    _add(entry, "id", f"urn:uuid:{row.pk}")
    _add(entry, "title", f"{row.title}{_MARK.get(row.state, '')}")
    _add(entry, "published", _when(row.public_from or row.frozen_at))
    _add(entry, "updated", _when(_changed(row)))
    author = ET.SubElement(entry, "author")
    _add(author, "name", "The inspectorates that signed the letter")
    ET.SubElement(
        entry, "link", {"rel": "alternate", "href": request.build_absolute_uri(reverse("public:letter", args=[row.slug]))}
    )
    if row.state != State.WITHDRAWN:
        for form in queries.renditions_of(row):
            address = request.build_absolute_uri(reverse("public:download", args=[row.slug, form.format]))
            ET.SubElement(entry, "link", {"rel": "enclosure", "href": address, "type": form.content_type, "length": str(form.size)})
    if row.theme:
        ET.SubElement(entry, "category", {"term": row.theme})
    _add(entry, "summary", _summary(row))
    return entry


_MARK: Final = {State.CORRECTED: " (corrected since)", State.WITHDRAWN: " (withdrawn)"}


def _summary(row: Publication) -> str:
    notice = getattr(row, "notice", None)
    said = f"{row.area.name}. " + (f"Theme: {row.theme}. " if row.theme else "")
    if row.made_up:
        said += "About a made-up area. "
    return said + (f"{row.get_state_display()}: {notice.words}" if notice else f"Published {row.published_on.isoformat()}.")


def _changed(row: Publication) -> datetime:
    notice = getattr(row, "notice", None)
    return notice.told_at if notice else row.public_from or row.frozen_at


def _when(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
