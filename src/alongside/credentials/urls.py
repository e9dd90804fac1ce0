"""Addresses of a certificate's own pages."""

from django.urls import path, re_path

from alongside.credentials import paper_views
from alongside.credentials.letters import views as letter_views

app_name = "credentials"

urlpatterns = [
    path("letters/", letter_views.letters, name="letters"),
    path("letters/new/", letter_views.write, name="new_letter"),
    path("letters/<int:pk>/", letter_views.write, name="write_letter"),
    path("letters/<int:pk>/retire/", letter_views.retire, name="retire_letter"),
    path("letters/sent/<int:pk>/", letter_views.letter, name="letter"),
    path("letters/sent/<int:pk>/letter.pdf", letter_views.pdf, name="letter_pdf"),
    path("<str:token>/letter/", letter_views.write_to, name="write_to"),
    path("<str:token>/papers/", paper_views.papers, name="papers"),
    re_path(r"^(?P<token>[^/]+)/(?P<paper>certificate|card)\.pdf$", paper_views.print_paper, name="print"),
]
