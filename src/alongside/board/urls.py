"""Addresses of the board's desk."""

from django.urls import path

from alongside.board import programme_views, views
from alongside.board.figures import views as figures
from alongside.board.holders import views as holders

app_name = "board"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("readings/", views.readings, name="readings"),
    path("history/", views.history, name="history"),
    path("journal/", views.journal, name="journal"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<slug:key>.csv", figures.take_away, name="figure"),
    path("holders/", holders.hand_in, name="holders"),
    path("holders/example.csv", holders.example, name="holders-example"),
    path("holders/<str:token>/", holders.sheet, name="holder-sheet"),
    path("holders/<str:token>/left.csv", holders.left, name="holders-left"),
    path("holders/<str:token>/put-aside/", holders.put_aside, name="holders-put-aside"),
    path("<slug:code>/document/", views.load, name="load"),
    path("<slug:code>/document/<int:document_id>/", views.match, name="match"),
    path("<slug:code>/readings/<str:clause>/<slug:name>/", views.reading, name="reading"),
    path("<slug:code>/programme/", programme_views.programme, name="programme"),
    path("<slug:code>/programme/<slug:name>/", programme_views.term, name="programme-term"),
    path(
        "<slug:code>/programme/topic/<slug:name>/",
        programme_views.term,
        {"is_topic": True},
        name="programme-topic",
    ),
    path("<slug:code>/adopt/", views.adopt, name="adopt"),
]
