"""The addresses of the register of inspectors and of the calendars of others: random ids alone."""

from django.urls import path

from joinedup.web.inspectorate.views import calendars, inspectors

HERE = "programme/inspectors/<uuid:inspector_id>/"

urlpatterns = [
    path("programme/inspectors/", inspectors.inspectors, name="inspectors"),
    path("programme/inspectors/office/<uuid:inspectorate_id>/", inspectors.office, name="inspectors-office"),
    path("programme/inspectors/new/<uuid:inspectorate_id>/", inspectors.new, name="inspectors-new"),
    path("programme/inspectors/interests/<uuid:interest_id>/", inspectors.decide, name="interest-decide"),
    path(HERE, inspectors.inspector, name="inspector"),
    path(f"{HERE}<slug:thing>/", inspectors.add, name="inspector-add"),
    path("programme/calendars/", calendars.calendars, name="calendars"),
    path("programme/calendars/<slug:holds>/", calendars.take, name="calendars-take"),
    path("programme/calendars/<slug:holds>/<uuid:row_id>/strike/", calendars.strike, name="calendars-strike"),
]
