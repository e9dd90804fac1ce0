"""Addresses of a certificate's own pages."""

from django.urls import path, re_path

from alongside.credentials import paper_views

app_name = "credentials"

urlpatterns = [
    path("<str:token>/papers/", paper_views.papers, name="papers"),
    re_path(r"^(?P<token>[^/]+)/(?P<paper>certificate|card)\.pdf$", paper_views.print_paper, name="print"),
]
