"""The public's pages; the start page answers at the root."""

from django.urls import path

from alongside.registry import checking, files, views

app_name = "registry"

urlpatterns = [
    path("", views.start, name="start"),
    path("check/", checking.check, name="check"),
    path("check/file/", files.check_file, name="check_file"),
    path("check/<str:token>/", checking.certificate, name="certificate"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
