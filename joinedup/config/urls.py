"""Every address of the service: signing in, and the three doors of `web`."""

from django.urls import include, path
from django.views.generic import RedirectView

#: Django answers a request it cannot read in general words; ours says so where a file is too large.
handler400 = "joinedup.web.refusals.bad_request"

urlpatterns = [
    # Whoever makes an account knows its address; allauth's page to change it stays closed.
    path("account/email/", RedirectView.as_view(pattern_name="mfa_index")),
    path("account/", include("allauth.urls")),
    path("", include("joinedup.web.urls")),
]
