"""What an agency's people see: what is asked of them and by when."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from joinedup.inspections import queries as inspections


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """List the inspections the person's agency takes part in."""
    return render(request, "agency/home.html", {"inspections": inspections.inspections_of(request.user)})
