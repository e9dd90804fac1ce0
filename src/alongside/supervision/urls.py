"""Addresses of supervision."""

from django.urls import path

from alongside.supervision.views import mine, sessions, settings, support, team

app_name = "supervision"

urlpatterns = [
    path("", team.overview, name="team"),
    path("duties/", team.owing, name="owing"),
    path("sessions/", team.sessions, name="sessions"),
    path("book/", sessions.book, name="book"),
    path("record/", sessions.record, name="record"),
    path("sessions/<int:session_id>/", sessions.session, name="session"),
    path("sessions/<int:session_id>/move/", sessions.move, name="move"),
    path("sessions/<int:session_id>/call-off/", sessions.off, name="off"),
    path("sessions/<int:session_id>/write-up/", sessions.write_up, name="write_up"),
    path("settings/", settings.settings, name="settings"),
    path("settings/deputies/<int:supervisor_id>/", settings.deputy, name="deputy"),
    path("asks/<int:ask_id>/", support.answer, name="ask"),
    path("mine/", mine.home, name="mine"),
    path("mine/ask/", mine.ask, name="ask_support"),
    path("mine/asks/<int:ask_id>/take-back/", mine.take_back, name="take_back"),
    path("mine/agenda/", mine.agenda, name="agenda"),
    path("mine/agenda/<int:line_id>/delete/", mine.delete_line, name="delete_line"),
    path("mine/sessions/<int:session_id>/", mine.session, name="my_session"),
    path("mine/sessions/<int:session_id>/sign/", mine.sign, name="sign"),
    path("mine/sessions/<int:session_id>/call-off/", mine.off, name="my_off"),
]
