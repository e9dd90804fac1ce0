"""Pages that every sign-in shares and no app above owns."""

from django.urls import path

from alongside.ui import views

app_name = "ui"

urlpatterns = [
    path("more/", views.more, name="more"),
    path("urgent/", views.urgent, name="urgent"),
    path("parts/", views.parts, name="parts"),
]
