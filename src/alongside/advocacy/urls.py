"""Addresses of advocacy."""

from django.urls import path

from alongside.advocacy import views

app_name = "advocacy"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("team/", views.team, name="team"),
    path("<int:entry_id>/take-back/", views.back, name="back"),
]
