"""What somebody who sent a file takes away: a receipt in plain text, and the file itself as it was sent."""

from pathlib import PurePath
from typing import Final

from django.http import HttpResponse

from joinedup.intake.core.rules import SEVERITIES
from joinedup.intake.models import Submission
from joinedup.web.components.dates import day, moment
from joinedup.web.components.words import count, file_size, hours

_TITLES: Final = {"blocks": "not used until put right", "check": "to check", "note": "for information"}


def receipt(sent: Submission) -> str:
    """Return the receipt of a submission: what was sent, by whom and when, its fingerprint, and what was read from it."""
    inspection = sent.inspection
    lines = [
        ("Receipt", str(sent.pk)),
        ("Inspection", f"{inspection.area.name}, notified {day(inspection.notified_on)}"),
        ("Asked for", sent.request.title),
        ("Sent by", f"{sent.sent_by.name}, {sent.agency.name}"),
        ("Arrived", f"{moment(sent.received_at)} ({sent.received_at:%Y-%m-%dT%H:%M:%SZ})"),
        ("File", f"{sent.filename} ({file_size(sent.size)})"),
        ("SHA-256", sent.sha256),
        ("Sent before", _before(sent)),
        ("Covers", _covers(sent)),
        ("Read from it", _read(sent)),
        ("Issues", _issues(sent)),
        ("Hours stated", "" if sent.hours is None else hours(sent.hours)),
        ("Stands", sent.get_state_display()),
    ]
    told = [f"{name + ':':<14}{text}" for name, text in lines if text]
    return "\n".join([*told, "", "The file is kept as it was sent. Its SHA-256 can be worked out again on any computer.", ""])


def _before(sent: Submission) -> str:
    return f"{moment(sent.same_as.received_at)}, for {sent.same_as.request.title}" if sent.same_as else ""


def _covers(sent: Submission) -> str:
    return str(getattr(sent.inspection.framework.coverage, sent.coverage)) if sent.coverage else ""


def _read(sent: Submission) -> str:
    if not sent.list_id:
        return "kept as it is, not read"
    people = count(sent.record_count, "person", "people")
    return f"{count(sent.rows, 'row')}: {people}, {count(sent.event_count, 'event')}, {count(sent.relation_count, 'relation')}"


def _issues(sent: Submission) -> str:
    if not sent.list_id:
        return ""
    found = {severity: sum(one["count"] for one in sent.issue_counts if one["severity"] == severity) for severity in SEVERITIES}
    return ", ".join(f"{number} {_TITLES[severity]}" for severity, number in found.items() if number) or "none"


def download_receipt(sent: Submission) -> HttpResponse:
    """Answer with the receipt as a text file."""
    return download(receipt(sent).encode(), f"receipt-{sent.sha256[:12]}.txt", "text/plain; charset=utf-8")


def download_file(sent: Submission, filename: str, data: bytes) -> HttpResponse:
    """Answer with a file as it was sent, named by what it was asked for: its own name may hold a child's."""
    suffix = PurePath(filename).suffix.lower()
    return download(data, f"{sent.request.item}-{sent.sha256[:12]}{suffix}")


def download(data: bytes, name: str, content_type: str = "application/octet-stream") -> HttpResponse:
    """Answer with data to keep, never to be shown by the browser; `name` must hold nothing of a child."""
    safe = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-._") else "-" for letter in name)
    headers = {
        "Content-Disposition": f'attachment; filename="{safe}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=content_type, headers=headers)
