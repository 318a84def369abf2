"""Every address of the service: signing in, and the three doors of `web`."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("joinedup.web.urls")),
]
