from django.urls import path

from joinedup.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.letters, name="letters"),
    path("for-machines/", views.machines, name="machines"),
    path("letter.schema.json", views.schema, name="schema"),
    path("<slug:slug>/", views.letter, name="letter"),
    path("<slug:slug>/letter.<slug:form>", views.download, name="download"),
]
