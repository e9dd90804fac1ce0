from django.urls import path

from alongside.evidence import views

app_name = "evidence"

urlpatterns = [
    path("", views.own, name="own"),
    path("<uuid:token>/", views.show, name="show"),
    path("<uuid:token>/remove/", views.remove, name="remove"),
]
