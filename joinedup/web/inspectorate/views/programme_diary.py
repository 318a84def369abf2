"""A person's weeks of all rounds, by code word: a page, a file, and a calendar under a secret address."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from joinedup.programme.choices.queries import may_know
from joinedup.programme.diaries.actions import make_feed, open_feed, stop_feed
from joinedup.programme.diaries.queries import calendar_of, diary_of, feed_of
from joinedup.programme.rounds.rules import RoundRefused
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.programme_access import programme_page

#: The address is a secret: no page it leads to may tell where somebody came from, and nobody may keep what it gave.
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
_READING = ("GET", "HEAD")


@programme_page
def diary(request: HttpRequest) -> HttpResponse:
    """Show the reader's own weeks; make or stop the secret address of them (`do`: make | stop)."""
    address, errors = "", []
    try:
        if request.method == "POST" and request.POST.get("do") == "make":
            secret = make_feed(by=request.user)
            address = request.build_absolute_uri(reverse("diary-feed", args=[secret]))
        elif request.method == "POST" and request.POST.get("do") == "stop":
            stop_feed(by=request.user)
    except RoundRefused as reason:
        errors = [{"text": str(reason)}]
    weeks = [(week, may_know(request.user, week.row.place)) for week in diary_of(request.user)]
    context = {"weeks": weeks, "address": address, "feed": feed_of(request.user), "errors": errors}
    response = show(request, "programme_diary.html", **context)
    response.headers["Cache-Control"] = "no-store"
    return response


@programme_page
def diary_file(request: HttpRequest) -> HttpResponse:
    """Give the reader's weeks as an iCalendar file."""
    named = {"Content-Disposition": 'attachment; filename="joint-inspections.ics"'}
    return _calendar(calendar_of(diary_of(request.user)), named)


@csrf_exempt
def diary_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give a calendar what stands under a secret address; 404 for one that was never made, or was stopped.

    Calendar programs ask by other methods too (OPTIONS, PROPFIND): 405, whatever the secret, and nothing is changed by any.
    """
    if request.method not in _READING:
        return HttpResponseNotAllowed(_READING, headers=_HEADERS)
    if (found := open_feed(secret=secret)) is None:
        raise Http404
    return _calendar(calendar_of(diary_of(found.person)))


def _calendar(text: str, more: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={**_HEADERS, **(more or {})})
