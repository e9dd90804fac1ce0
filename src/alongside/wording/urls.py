"""Addresses of language help."""

from django.urls import path

from alongside.wording import views

app_name = "wording"

urlpatterns = [
    path("", views.practice, name="practice"),
    path("check/", views.check, name="check"),
    path("words/", views.words, name="words"),
    path("agency/", views.agency, name="agency"),
    path("agency/stopping/", views.stopping, name="stopping"),
    path("agency/<int:word_id>/end/", views.end, name="end"),
]
