"""Addresses of billing. A number names a row; nobody's name stands in one."""

from django.urls import path

from alongside.billing import views

app_name = "billing"

urlpatterns = [
    path("", views.month, name="month"),
    path("export/", views.export, name="export"),
    path("exports/", views.exports, name="exports"),
    path("exports/<int:number>/", views.download, name="download"),
    path("codes/", views.codes, name="codes"),
    path("contacts/<int:contact_id>/", views.contact, name="contact"),
]
