"""Who answers for an agency, at its own door: everybody of it reads it, its coordinators take somebody out who leaves."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from joinedup.areas.actions import remove_agency_member
from joinedup.areas.models import Agency, AgencyMember
from joinedup.areas.queries import answering_for
from joinedup.areas.rules import RegisterRefused, can_add_colleague
from joinedup.web.agency.colleague_forms import LeavesForm
from joinedup.web.agency.frame import show
from joinedup.web.agency.own import own_page
from joinedup.web.components import forms as components


@own_page
def colleagues(request: HttpRequest, agencies: Sequence[Agency]) -> HttpResponse:
    """Show who answers for the reader's agencies, and take in that somebody leaves."""
    books = [(agency, list(answering_for(agency).order_by("role", "person__name"))) for agency in agencies]
    mine = {str(one.pk): one for agency, members in books if can_add_colleague(request.user, agency) for one in members}
    form = LeavesForm([(key, _named(one, several=len(agencies) > 1)) for key, one in mine.items()], components.posted(request))
    if form.is_bound and not mine:
        raise Http404
    if form.is_valid() and _gone(request, form, mine[form.cleaned_data["leaves"]]):
        themselves = mine[form.cleaned_data["leaves"]].person_id == request.user.pk
        return redirect("agency:home" if themselves else "agency:colleagues")
    errors = components.error_list(form) if form.is_bound else []
    return show(request, "colleagues.html", crumbs=(), books=books, form=form if mine else None, errors=errors)


def _gone(request: HttpRequest, form: LeavesForm, member: AgencyMember) -> bool:
    try:
        remove_agency_member(by=request.user, member=member, why=form.cleaned_data["why"])
    except RegisterRefused as reason:
        form.add_error("leaves", str(reason))
        return False
    messages.success(request, f"{member.person.name} answers for {member.agency.name} no more.")
    return True


def _named(member: AgencyMember, *, several: bool) -> str:
    where = f", {member.agency.name}" if several else ""
    return f"{member.person.name}, {member.get_role_display().lower()}{where}"
