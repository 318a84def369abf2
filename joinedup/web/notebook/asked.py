"""What every address the notebook asks has in common: JSON in, JSON out, a sentence where it says no, never a redirect."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from joinedup.inspections.rules import InspectionRefused

Answer = dict[str, Any]
Asked = Callable[..., Answer]


class RefusedError(Exception):
    """The server answers no, with a status and a sentence for the person at the device."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class _Csrf(CsrfViewMiddleware):
    """Checks the token and tells the reason instead of answering with a page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def asked(method: str) -> Callable[[Asked], Callable[..., HttpResponse]]:
    """Make an address of a function that takes the request and returns what to answer as JSON.

    Whoever is signed out is told so with 401 before anything else, whatever token they sent: the device goes on without the server.
    """

    def make(view: Asked) -> Callable[..., HttpResponse]:
        @csrf_exempt  # not exempt: checked below, so that the answer is JSON and being signed out is told first
        @wraps(view)
        def address(request: HttpRequest, **parts: Any) -> HttpResponse:
            try:
                _check(request, method)
                return _json(view(request, **parts), 200)
            except RefusedError as no:
                return _json({"error": str(no)}, no.status)
            except InspectionRefused as no:
                return _json({"error": str(no)}, 403)

        return address

    return make


def body_of(request: HttpRequest) -> Answer:
    """Return the JSON object that was sent. Raises RefusedError."""
    try:
        sent = json.loads(request.body)
    except RequestDataTooBig:
        raise RefusedError(413, "This is too much at once. Send fewer notes at a time.") from None
    except (ValueError, RecursionError):
        raise RefusedError(400, "What was sent is not JSON.") from None
    if not isinstance(sent, dict):
        raise RefusedError(400, "What was sent is not a JSON object.")
    return sent


def part(sent: Answer, name: str, kind: type) -> Any:
    """Return one part of what was sent. Raises RefusedError where it is missing or of another kind."""
    value = sent.get(name)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise RefusedError(400, f"“{name}” is missing, or is not what it should be.")
    return value


def uuid_of(value: Any, what: str) -> UUID:
    """Return an id. Raises RefusedError where it is none."""
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise RefusedError(400, f"“{what}” is not an id.") from None


def _check(request: HttpRequest, method: str) -> None:
    if not request.user.is_authenticated:
        raise RefusedError(401, "Sign in to send.")
    if request.method != method:
        raise RefusedError(405, f"This address is asked with {method}.")
    if method == "POST":
        guard = _Csrf(lambda _: HttpResponse())
        guard.process_request(request)
        if guard.process_view(request, None, (), {}):
            raise RefusedError(403, "Your session has changed. Ask who is signed in again, then send.")


def _json(answer: Answer, status: int) -> HttpResponse:
    response = JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "no-store"
    return response
