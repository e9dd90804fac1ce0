"""Addresses of this app's own pages."""

from django.urls import path

from alongside.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.listed, name="listed"),
    path("read/", views.read, name="read"),
]
