from django.urls import path

from joinedup.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.letters, name="letters"),
]
