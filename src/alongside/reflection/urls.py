"""Addresses of reflection."""

from django.urls import path

from alongside.reflection import views

app_name = "reflection"

urlpatterns = [
    path("", views.home, name="home"),
    path("<int:reflection_id>/bring/", views.bring, name="bring"),
    path("<int:reflection_id>/delete/", views.delete, name="delete"),
]
