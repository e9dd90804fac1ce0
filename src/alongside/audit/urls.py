"""Addresses of the audit pack."""

from django.urls import path

from alongside.audit import views

app_name = "audit"

urlpatterns = [
    path("", views.home, name="home"),
]
