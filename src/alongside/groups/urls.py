"""Addresses of groups. A number names a row; nobody's name stands in one."""

from django.urls import path

from alongside.groups import views

app_name = "groups"

urlpatterns = [
    path("", views.home, name="home"),
    path("plan/", views.plan, name="plan"),
    path("take/", views.take, name="take"),
    path("<int:session_id>/", views.group, name="group"),
    path("<int:session_id>/take/", views.take_planned, name="take_planned"),
    path("<int:session_id>/call-off/", views.call_off, name="call_off"),
]
