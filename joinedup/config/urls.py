"""Every address of the service: signing in, and the three doors of `web`."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [path("account/", include("allauth.urls"))]
if find_spec("joinedup.web") and find_spec("joinedup.web.urls"):
    urlpatterns.append(path("", include("joinedup.web.urls")))
