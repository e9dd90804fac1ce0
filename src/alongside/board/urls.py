"""Addresses of the board's desk."""

from django.urls import path

from alongside.board import views

app_name = "board"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("readings/", views.readings, name="readings"),
    path("history/", views.history, name="history"),
    path("journal/", views.journal, name="journal"),
    path("<slug:code>/document/", views.load, name="load"),
    path("<slug:code>/document/<int:document_id>/", views.match, name="match"),
    path("<slug:code>/readings/<str:clause>/<slug:name>/", views.reading, name="reading"),
    path("<slug:code>/adopt/", views.adopt, name="adopt"),
]
