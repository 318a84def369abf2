"""The notebook's addresses. Its screens are hash routes: the server never hears which note is open."""

from django.urls import path

from joinedup.web.notebook import api, views

app_name = "notebook"
urlpatterns = [
    path("", views.shell, name="shell"),
    path("sw.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("api/me", api.me, name="me"),
    path("api/devices", api.devices, name="devices"),
    path("api/<uuid:inspection_id>/pack", api.pack, name="pack"),
    path("api/<uuid:inspection_id>/sync", api.sync, name="sync"),
    path("api/<uuid:inspection_id>/wiped", api.wiped, name="wiped"),
    path("api/<uuid:inspection_id>/held", api.held, name="held"),
]
