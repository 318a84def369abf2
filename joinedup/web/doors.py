"""The first page: it sends people to the door that is theirs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from joinedup.areas import queries as areas
from joinedup.improvement.queries import statements_of


def front(request: HttpRequest) -> HttpResponse:
    """Send an inspector to their work, an agency's people and a scrutineer to what is theirs, everyone else to the letters."""
    if not request.user.is_authenticated:
        return redirect("public:letters")
    if areas.inspectorates_of_person(request.user):
        return redirect("inspectorate:home")
    if areas.agencies_of_person(request.user) or statements_of(request.user):
        return redirect("agency:home")
    return redirect("public:letters")
