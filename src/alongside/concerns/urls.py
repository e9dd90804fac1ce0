"""Addresses of concerns."""

from django.urls import path

from alongside.concerns import views

app_name = "concerns"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("waiting/", views.waiting, name="waiting"),
    path("<int:concern_id>/", views.one, name="one"),
    path("<int:concern_id>/further/", views.further, name="further"),
    path("<int:concern_id>/take-back/", views.back, name="back"),
]
