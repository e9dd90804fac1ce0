"""Addresses of this app's own pages."""

from django.urls import path

from alongside.people import views

app_name = "people"
urlpatterns = [path("account/place/", views.choose_place, name="choose_place")]
