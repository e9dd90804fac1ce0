"""Addresses that stand inside signed files, and the holder's page."""

from django.urls import path, re_path

from alongside.badges import views

app_name = "badges"

urlpatterns = [
    path("file/<str:token>/", views.file, name="file"),
    path("<slug:board>/", views.issuer, name="issuer"),
    path("<slug:board>/achievements/<slug:code>/", views.achievement, name="achievement"),
    re_path(
        r"^(?P<board>[-\w]+)/status/(?P<number>[1-9]\d{0,8})/(?P<purpose>revocation|suspension)/$",
        views.status_list,
        name="status_list",
    ),
]
