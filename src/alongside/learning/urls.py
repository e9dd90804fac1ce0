"""Addresses of learning."""

from django.urls import path

from alongside.learning import attendance_views, board_views, practice_views, views

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
    path("attendance/", attendance_views.send, name="attendance"),
    path("attendance/<str:token>/", attendance_views.sheet, name="sheet"),
    path("board/", board_views.desk, name="desk"),
    path("board/providers/new/", board_views.new_provider, name="new_provider"),
    path("board/providers/<int:provider_id>/", board_views.provider, name="provider"),
    path("board/courses/<int:course_id>/close/", board_views.close, name="close"),
    path("board/contacts/<int:contact_id>/end/", board_views.end, name="end_contact"),
    path("board/people/<int:practitioner_id>/", board_views.person, name="person"),
    path("board/people/<int:practitioner_id>/strike/<int:entry_id>/", board_views.strike, name="strike"),
    path("board/exemptions/<int:exemption_id>/end/", board_views.lift, name="lift"),
]
