"""Nobody signed in goes further without a second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

ENROLLED = "mfa.enrolled"  # session: saves one query per page


class MFARequiredMiddleware:
    """Sends a signed-in person who has no authenticator app set up to set one up; signing out and static files stay open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not _open(request.path) and not _enrolled(request):
            messages.warning(request, "Set up an authenticator app before you go on. It protects what is held about children.")
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def _open(path: str) -> bool:
    """Return whether a page stays open without a second factor: what setting one up needs, and signing out."""
    return path.startswith(
        (settings.STATIC_URL, reverse("mfa_activate_totp"), reverse("account_logout"), reverse("account_reauthenticate"))
    )


def _enrolled(request: HttpRequest) -> bool:
    """Return whether the person has an authenticator app."""
    if not request.session.get(ENROLLED):
        request.session[ENROLLED] = is_mfa_enabled(request.user, types=["totp"])
    return bool(request.session[ENROLLED])
