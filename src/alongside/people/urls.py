"""Addresses of this app's own pages."""

from django.urls import path

from alongside.people import views

app_name = "people"
urlpatterns = [
    path("account/places/", views.places, name="places"),
    path("account/places/choose/", views.choose_place, name="choose_place"),
]
