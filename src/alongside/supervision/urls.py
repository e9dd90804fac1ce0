"""Addresses of supervision."""

from django.urls import path

from alongside.supervision.views import mine, sessions, team

app_name = "supervision"

urlpatterns = [
    path("", team.overview, name="team"),
    path("sessions/", team.sessions, name="sessions"),
    path("book/", sessions.book, name="book"),
    path("record/", sessions.record, name="record"),
    path("sessions/<int:session_id>/", sessions.session, name="session"),
    path("sessions/<int:session_id>/move/", sessions.move, name="move"),
    path("sessions/<int:session_id>/call-off/", sessions.off, name="off"),
    path("sessions/<int:session_id>/write-up/", sessions.write_up, name="write_up"),
    path("mine/", mine.home, name="mine"),
    path("mine/sessions/<int:session_id>/", mine.session, name="my_session"),
    path("mine/sessions/<int:session_id>/sign/", mine.sign, name="sign"),
    path("mine/sessions/<int:session_id>/call-off/", mine.off, name="my_off"),
]
