"""What is done with a signed letter: its moment, who reads it early, who was sent it; and withdrawing it once published."""

from datetime import time
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import HELD, InspectionRefused, is_held
from joinedup.letter.actions import LetterError
from joinedup.letter.publishing import actions, rules
from joinedup.letter.publishing.queries import could_read_early, proposed_day
from joinedup.letter.publishing.releasing import release_letter
from joinedup.publication.elections.queries import standing
from joinedup.publication.embargo.queries import readers_of, times_read
from joinedup.publication.models import Publication
from joinedup.publication.queries import newest, versions_of
from joinedup.publication.recipients.queries import Sent, deliveries, deliveries_of, sent_of, statement_clock
from joinedup.publication.rules import PublicationRefused
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.publishing_forms import FreezeForm, ReaderForm, ReasonForm, SentForm
from joinedup.web.inspectorate.views.determining import crumbs, letter_or_404

HOUR: Final = time(9, 30)
HERE: Final = ("Publication", "letter-publication")


@team_page
def publication(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show how a letter stands with its publication, and what may be done now."""
    letter, person = letter_or_404(inspection), request.user
    made = letter.publication
    return show(
        request,
        "letter_publication.html",
        inspection,
        crumbs=crumbs(inspection),
        letter=letter,
        made=made,
        now=newest(made) if made else None,
        versions=versions_of(made) if made else [],
        sent=deliveries_of(newest(made)) if made else [],
        sent_before=_sent_before(made) if made else [],
        clock=statement_clock(newest(made)) if made else None,
        readers=readers_of(made) if made else [],
        read=times_read(made) if made else {},
        elections=standing(inspection.area),
        held=HELD if is_held(inspection) else "",
        may_freeze=rules.can_freeze(person, letter),
        may_release=rules.can_release(person, letter),
        may_call_off=rules.can_call_off(person, letter),
        may_name=rules.can_give_early(person, letter),
        may_tick=rules.can_tick(person, letter),
        may_withdraw=rules.can_withdraw_published(person, letter),
    )


def _sent_before(made: Publication) -> list[tuple[Publication, list[Sent]]]:
    """Return the versions a later one stands instead of, each with whom it was sent to."""
    return [(version, deliveries_of(version)) for version in versions_of(made)[:-1]]


@team_page
def freeze(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Freeze the letter under embargo until a moment."""
    letter = letter_or_404(inspection)
    rules.check_can_freeze(request.user, letter)
    proposed = proposed_day(letter)
    initial = {"day": proposed, "hour": HOUR, "received": timezone.localdate()}
    form = FreezeForm(components.posted(request), initial=initial)
    if form.is_valid():
        said = {"public_from": form.public_from, "received_on": form.cleaned_data["received"]}
        try:
            actions.freeze_letter(by=request.user, letter=letter, **said)
        except LetterError as reason:
            form.add_error("received", str(reason))
        except InspectionRefused as reason:
            form.add_error("day", str(reason))
        else:
            messages.success(request, "The letter is frozen. Name who may read it early, and tick off whom it was sent to.")
            return redirect("inspectorate:letter-publication", inspection.pk)
    return _form(request, inspection, form, "Freeze the letter under embargo", "Freeze the letter")


@require_POST
@team_page
def release(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Let a letter go whose embargo has ended."""
    gone = release_letter(by=request.user, letter=letter_or_404(inspection))
    messages.success(request, "The letter is published.")
    return redirect("public:letter", gone.slug)


@team_page
def call_off(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Call the publication of a letter under embargo off."""
    letter = letter_or_404(inspection)
    rules.check_can_call_off(request.user, letter)
    form = ReasonForm("Why is publication called off?", "The log keeps your reason for good.", components.posted(request))
    if form.is_valid():
        actions.call_off(by=request.user, letter=letter, why=form.cleaned_data["why"])
        messages.success(request, "Publication is called off. The letter is signed, and frozen no more.")
        return redirect("inspectorate:letter-publication", inspection.pk)
    return _form(request, inspection, form, "Call publication off", "Call it off")


@team_page
def withdraw(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Withdraw a published letter, saying why to everybody."""
    letter = letter_or_404(inspection)
    rules.check_can_withdraw_published(request.user, letter)
    hint = "Everybody reads it where the letter was. Name no child and nothing a family could be known by."
    form = ReasonForm("Why is the letter withdrawn?", hint, components.posted(request))
    if form.is_valid():
        try:
            gone = actions.withdraw_letter(by=request.user, letter=letter, why=form.cleaned_data["why"])
        except LetterError as reason:
            form.add_error("why", str(reason))
        else:
            messages.success(request, "The letter is withdrawn. It is kept, and its address says that it was withdrawn, and why.")
            return redirect("public:letter", gone.slug)
    return _form(request, inspection, form, "Withdraw the published letter", "Withdraw the letter")


@team_page
def reader(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Name somebody who reads the letter before everybody."""
    letter = letter_or_404(inspection)
    rules.check_can_give_early(request.user, letter)
    people = could_read_early(letter)
    choices = [(key, f"{person.name}, {person.email}") for key, person in people.items()]
    initial = {"day": timezone.localdate(), "hour": HOUR}
    form = ReaderForm(choices, components.posted(request), initial=initial)
    if form.is_valid():
        person = people[form.cleaned_data["person"]]
        actions.name_reader(by=request.user, letter=letter, person=person, reads_from=form.reads_from)
        messages.success(request, f"{person.name} may read the letter early. Each reading is logged.")
        return redirect("inspectorate:letter-publication", inspection.pk)
    return _form(request, inspection, form, "Let somebody read it early", "Name them")


@require_POST
@team_page
def reader_end(request: HttpRequest, inspection: Inspection, reader_id: UUID) -> HttpResponse:
    """Let somebody read the letter early no longer."""
    letter = letter_or_404(inspection)
    rules.check_can_give_early(request.user, letter)
    row = get_object_or_404(readers_of(letter.publication), pk=reader_id)
    actions.end_reader(by=request.user, letter=letter, reader=row)
    messages.success(request, f"{row.person.name} can no longer read the letter.")
    return redirect("inspectorate:letter-publication", inspection.pk)


@gives_back
@team_page
def sent(request: HttpRequest, inspection: Inspection, delivery_id: UUID) -> HttpResponse:
    """Tick off when a recipient was sent the letter, received it and published it."""
    letter = letter_or_404(inspection)
    rules.check_can_tick(request.user, letter)
    row = get_object_or_404(deliveries(newest(letter.publication)), pk=delivery_id)
    stands = sent_of(row)
    initial = vars(stands) | {"postal_address": row.postal_address, "web_address": row.web_address}
    form = SentForm(components.posted(request), publishes=row.must_publish, initial=initial)
    if form.is_valid():
        try:
            actions.tick_off(by=request.user, letter=letter, delivery=row, days=form.days, **form.addresses)
        except PublicationRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{row.name}: saved.")
            return redirect("inspectorate:letter-publication", inspection.pk)
    return _form(request, inspection, form, f"Sent to {row.name}", "Save")


def _form(request: HttpRequest, inspection: Inspection, form: forms.Form, heading: str, button: str) -> HttpResponse:
    errors = components.error_list(form) if form.is_bound else []
    context = {"form": form, "errors": errors, "heading_text": heading, "button": button}
    return show(request, "letter_settled.html", inspection, crumbs=crumbs(inspection, HERE), **context)
