"""Addresses of the directory."""

from django.urls import path

from alongside.resources.views import finding, keeping

app_name = "resources"

urlpatterns = [
    path("", finding.home, name="home"),
    path("sheet/", finding.sheet, name="sheet"),
    path("new/", keeping.new, name="new"),
    path("waiting/", keeping.waiting, name="waiting"),
    path("waiting/<int:flag_id>/", keeping.answer, name="answer"),
    path("lists/", keeping.hand_in, name="hand_in"),
    path("lists/example.csv", keeping.example, name="example"),
    path("lists/<str:token>/", keeping.review_list, name="list"),
    path("lists/<str:token>/aside/", keeping.put_aside, name="put_aside"),
    path("lists/<str:token>/left.csv", keeping.left, name="left"),
    path("<int:resource_id>/", finding.one, name="one"),
    path("<int:resource_id>/check/", finding.check, name="check"),
    path("<int:resource_id>/change/", keeping.change, name="change"),
    path("<int:resource_id>/end/", keeping.end, name="end"),
]
