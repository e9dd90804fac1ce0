"""Addresses of the agency's door."""

from django.urls import path

from alongside.agency import staff_views, views

app_name = "agency"

urlpatterns = [
    path("", views.home, name="home"),
    path("unanswered/", views.unanswered, name="unanswered"),
    path("writing/", views.writing, name="writing"),
    path("policies/", views.policies, name="policies"),
    path("policies/<str:fact>/", views.policy, name="policy"),
    path("limits/<str:clause>/<slug:param>/", views.setting, name="setting"),
    path("certificates/", views.certificates, name="certificates"),
    path("staff/<int:worker_id>/", staff_views.one, name="one"),
    path("staff/papers/<int:paper_id>/end/", staff_views.end, name="end_paper"),
    path("history/", views.history, name="history"),
]
