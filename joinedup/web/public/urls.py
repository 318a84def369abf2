"""The public's door."""

from django.urls import path

from joinedup.web.public import embargoed, feed, views

app_name = "public"
urlpatterns = [
    path("", views.letters, name="letters"),
    path("feed.atom", feed.feed, name="feed"),
    path("early/", embargoed.early, name="early"),
    path("for-machines/", views.machines, name="machines"),
    path("letter.schema.json", views.schema, name="schema"),
    path("letter-1.schema.json", views.earlier_schema, name="schema-1"),
    path("<slug:slug>/", views.letter, name="letter"),
    path("<slug:slug>/young-people/", views.young_people, name="young-people"),
    path("<slug:slug>/early.pdf", embargoed.early_pdf, name="early-pdf"),
    path("<slug:slug>/letter.<slug:form>", views.download, name="download"),
]
