"""What an agency says instead of sending a file: that it needs more time, or that it sent this before."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake import actions
from joinedup.intake.asking import actions as asking_actions
from joinedup.intake.asking import queries as asking_queries
from joinedup.intake.core.unusable import UnusableFile
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.asking_forms import MoreTimeForm, SameAsForm
from joinedup.web.agency.views.requests import asked_for, item_page


@require_POST
@agency_page
def more_time(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], request_id: UUID) -> HttpResponse:
    """Take in that the agency needs more time, until when and why."""
    wanted, form = asked_for(request, inspection, request_id), MoreTimeForm(request.POST)
    if form.is_valid():
        try:
            asking_actions.ask_for_time(by=request.user, request=wanted, **form.cleaned_data)
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        except ValueError as reason:
            form.add_error("until", str(reason))
        else:
            messages.success(request, "The inspectors are asked for more time. Until they decide, it is due when it was.")
            return redirect("agency:item", inspection.pk, wanted.pk)
    return item_page(request, inspection, wanted, time=form)


@require_POST
@agency_page
def same_as(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], request_id: UUID) -> HttpResponse:
    """Take in that a file the agency sent before answers this too."""
    wanted = asked_for(request, inspection, request_id)
    form = SameAsForm(asking_queries.reusable(wanted), request.POST)
    if form.is_valid():
        try:
            made = actions.say_same_as(by=request.user, request=wanted, sent=form.cleaned_data["sent"])
        except UnusableFile as reason:
            form.add_error("sent", str(reason))
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "The file stands here too. Nothing needs to be sent again.")
            return redirect("agency:submission", inspection.pk, made.pk)
    return item_page(request, inspection, wanted, same=form)
