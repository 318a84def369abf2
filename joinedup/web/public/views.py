"""What everyone may read: published letters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def letters(request: HttpRequest) -> HttpResponse:
    """List the published letters, newest first."""
    return render(request, "public/letters.html", {"letters": []})
