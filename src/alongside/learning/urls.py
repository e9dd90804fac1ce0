"""Addresses of learning."""

from django.urls import path

from alongside.learning import practice_views, views

app_name = "learning"

urlpatterns = [
    path("", views.home, name="home"),
    path("log/", views.log, name="log"),
    path("log/<int:course_id>/", views.log_course, name="log_course"),
    path("history/", views.history, name="history"),
    path("history/<int:entry_id>/", views.correct, name="correct"),
    path("plan/", views.plan, name="plan"),
    path("plan/<int:goal_id>/done/", views.reach, name="reach"),
    path("catalogue/", views.courses, name="catalogue"),
    path("practice/", practice_views.practice, name="practice"),
    path("practice/<slug:code>/<slug:story_id>/", practice_views.story, name="story"),
]
