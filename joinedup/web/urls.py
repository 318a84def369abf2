"""The addresses of the three doors. They hold only random identifiers and codes, never anything about a child."""

from django.urls import include, path
from django.views.generic import TemplateView

from joinedup.web import doors
from joinedup.web.components.calendars import feed
from joinedup.web.inspectorate.views.programme_diary import diary_feed

urlpatterns = [
    path("", doors.front, name="front"),
    path("inspectorate/", include("joinedup.web.inspectorate.urls")),
    path("agency/", include("joinedup.web.agency.urls")),
    path("notebook/", include("joinedup.web.notebook.urls")),
    path("letters/", include("joinedup.web.public.urls")),
    path("calendar/<str:secret>.ics", feed, name="calendar-feed"),
    path("calendar/programme/<str:secret>.ics", diary_feed, name="diary-feed"),
    path("cookies/", TemplateView.as_view(template_name="web/cookies.html"), name="cookies"),
    path("accessibility/", TemplateView.as_view(template_name="web/accessibility.html"), name="accessibility"),
]
