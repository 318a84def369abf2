"""What a proposed line of enquiry rests on and what became of it, in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html

from joinedup.cases.core import words
from joinedup.cases.enquiries.enums import ProposalState
from joinedup.cases.enquiries.queries import Standing, standing_of_prompts
from joinedup.cases.models import TrackedChild


def rests_on(fact: Mapping[str, Any], agencies: Mapping[str, str]) -> str:
    """Return one event as it stood on the lists: "Referral, Larkmere Borough Council, 3 May 2022"."""
    began, ended = (_days(fact, edge) for edge in ("start", "end"))
    when = f"{began} to {ended}" if ended else began
    return f"{words.label(fact['kind'])}, {agencies.get(fact['agency'], fact['agency'])}, {when}"


def became(tracked: TrackedChild) -> dict[str, str]:
    """Return, by a prompt's id, HTML that says what was made of it, to stand after its sentence on the chronology."""
    proposals = f"{reverse('inspectorate:proposals', args=[tracked.inspection_id])}?child={tracked.pk}"
    return {prompt: _became(standing, proposals) for prompt, standing in standing_of_prompts(tracked).items()}


def _became(standing: Standing, proposals: str) -> str:
    line = standing.enquiry
    if line is not None:
        address = reverse("inspectorate:enquiry", args=[line.inspection_id, line.pk])
        return format_html(' <a class="govuk-link" href="{}">{} of enquiry</a>', address, line)
    if standing.proposal.state == ProposalState.REFUSED:
        return " Refused as a line of enquiry."
    return format_html(' <a class="govuk-link" href="{}">Proposed as a line of enquiry</a>', proposals)


def as_uuid(text: str | None) -> UUID | None:
    """Return the id a form sent, none where it sent no id."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _days(fact: Mapping[str, Any], edge: str) -> str:
    first, last = fact[f"{edge}_earliest"], fact[f"{edge}_latest"]
    return words.interval(datetime.fromisoformat(first), datetime.fromisoformat(last)) if first and last else ""
