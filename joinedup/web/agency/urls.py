from django.urls import path

from joinedup.web.agency import views

app_name = "agency"
urlpatterns = [
    path("", views.home, name="home"),
]
