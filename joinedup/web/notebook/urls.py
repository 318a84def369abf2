"""The notebook's addresses. Its screens are hash routes: the server never hears which note is open."""

from django.urls import path

from joinedup.web.notebook import views

app_name = "notebook"
urlpatterns = [
    path("", views.shell, name="shell"),
    path("sw.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
