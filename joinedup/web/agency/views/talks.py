"""Meetings the agency was at, at its own door: it reads the record, says how it saw it, and what it did of what was to be done."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.areas.models import Agency
from joinedup.inspections.keeping_in_touch import actions, queries, rules
from joinedup.inspections.keeping_in_touch.enums import ViewKind
from joinedup.inspections.keeping_in_touch.models import Talk
from joinedup.inspections.models import Inspection
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.components import forms as components
from joinedup.web.components import talking
from joinedup.web.components.contacting import done
from joinedup.web.given_back import gives_back

_DIGITS: Final = 6  # no record has a million points


class ViewForm(forms.Form):
    """What the agency says of the record."""

    kind = forms.ChoiceField(
        label="Is this how you remember it?",
        choices=ViewKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether this is how you remember it."},
    )
    words = forms.CharField(
        label="How you saw it",
        help_text=f"Needed where you saw it differently. The record stays as it is; both are kept. {talking.CODES}",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
        required=False,
    )
    agency = forms.ChoiceField(label="For which agency", error_messages={"required": "Choose the agency."})

    def __init__(self, agencies: Sequence[Agency], data: object = None) -> None:
        """Ask for which agency only where the reader answers for several that were there."""
        super().__init__(data)
        self.by_key = {str(agency.pk): agency for agency in agencies}
        self.fields["agency"].choices = [("", "Choose one"), *((key, agency.name) for key, agency in self.by_key.items())]
        if len(self.by_key) == 1:
            del self.fields["agency"]

    def whose(self) -> Agency:
        """Return the agency spoken for, of a valid form."""
        return self.by_key[self.cleaned_data.get("agency") or next(iter(self.by_key))]


@agency_page
def talks(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """List the meetings the agency was at, and what it is still to do after them."""
    seen = actions.open_talks(by=request.user, inspection=inspection)
    unread = queries.unread_of(seen)
    return show(
        request,
        "talks.html",
        inspection,
        crumbs=crumbs_of(inspection),
        talks=[(talk, queries.agencies_at(talk), _state(unread[talk.pk], agencies)) for talk in seen],
        to_do=[one.row for agency in agencies for one in queries.open_follow_ups_at(agency, inspection)],
        today=timezone.localdate(),
    )


@agency_page
def talk(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], talk_id: UUID) -> HttpResponse:
    """Show the record of one meeting."""
    return _page(request, inspection, agencies, _found(request, inspection, talk_id))


@gives_back
@require_POST
@agency_page
def view(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], talk_id: UUID) -> HttpResponse:
    """Take in what the agency says of the record."""
    found = _found(request, inspection, talk_id)
    form = ViewForm(_there(agencies, found), request.POST)
    if not form.is_valid():
        return _page(request, inspection, agencies, found, form=form)
    said = {"kind": ViewKind(form.cleaned_data["kind"]), "words": form.cleaned_data["words"], "shown": _shown(request)}
    if not done(form, lambda: actions.say_view(by=request.user, talk=found, agency=form.whose(), **said)):
        return _page(request, inspection, agencies, found, form=form)
    messages.success(request, "The inspectors can read it. The record stays as it was written, with what you say beside it.")
    return redirect("agency:talk", inspection.pk, found.pk)


@gives_back
@require_POST
@agency_page
def say(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], talk_id: UUID, follow_up_id: UUID
) -> HttpResponse:
    """Say how what the agency was to do stands."""
    found = _found(request, inspection, talk_id)
    form, saved = talking.say_of(request, get_object_or_404(queries.follow_ups_seen_by(request.user, found), pk=follow_up_id))
    return redirect("agency:talk", inspection.pk, found.pk) if saved else _page(request, inspection, agencies, found, sent=form)


def _page(
    request: HttpRequest,
    inspection: Inspection,
    agencies: Sequence[Agency],
    found: Talk,
    *,
    form: ViewForm | None = None,
    sent: talking.FollowUpSayForm | None = None,
) -> HttpResponse:
    opened, there = actions.open_talk(by=request.user, talk=found), _there(agencies, found)
    return show(
        request,
        "talk.html",
        inspection,
        crumbs=(*crumbs_of(inspection), ("Meetings with inspectors", reverse("agency:talks", args=[inspection.pk]))),
        heading_text=talking.heading(opened),
        record=talking.record_of(request, opened, sent, of=there),
        agencies=queries.agencies_at(opened),
        form=form or ViewForm(there),
        may_view=any(rules.can_view(request.user, opened, agency) for agency in there),
        errors=[error for one in (form, sent) if one is not None for error in components.error_list(one)],
    )


def _shown(request: HttpRequest) -> int:
    """Return the highest number of a point the page that was sent had shown."""
    sent = request.POST.get("shown", "")
    return int(sent) if sent.isdecimal() and len(sent) < _DIGITS else 0


def _state(unread: queries.Unread, agencies: Sequence[Agency]) -> str:
    """Return how the record stands to the reader's agencies: new, changed since, or "" where all of them read it."""
    if any(agency in unread.never for agency in agencies):
        return "New to you"
    return "Changed since you read it" if any(agency in unread.changed for agency in agencies) else ""


def _there(agencies: Sequence[Agency], found: Talk) -> list[Agency]:
    """Return those of the reader's agencies that were at a meeting."""
    there = {agency.pk for agency in found.agencies.all()}
    return [agency for agency in agencies if agency.pk in there]


def _found(request: HttpRequest, inspection: Inspection, talk_id: UUID) -> Talk:
    found: Talk = get_object_or_404(queries.talks_seen_by(request.user, inspection), pk=talk_id)
    return found
