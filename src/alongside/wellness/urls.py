"""Addresses of the plan. None is worth a bookmark: they all ask for its words."""

from django.urls import path

from alongside.wellness import views

app_name = "wellness"

urlpatterns = [
    path("", views.plan, name="plan"),
    path("begin/", views.begin, name="begin"),
    path("open/", views.unlock, name="open"),
    path("close/", views.close, name="close"),
    path("words/", views.words, name="words"),
    path("copy/", views.copy, name="copy"),
    path("delete/", views.delete, name="delete"),
    path("check/", views.check, name="check"),
    path("professional/", views.professional, name="professional"),
    path("employee-help/", views.employee_help, name="employee_help"),
    path("support/", views.support, name="support"),
]
