"""Addresses of practice. A number names a row; no name of a person stands in one."""

from django.urls import path

from alongside.practice.views import (
    beginnings,
    endings,
    hands,
    keeping,
    looking_into,
    notes,
    offline,
    plans,
    reading,
    without_help,
)

app_name = "practice"

urlpatterns = [
    path("log/", notes.choose, name="choose"),
    path("log/<int:person_id>/", notes.write, name="write"),
    path("log/<int:person_id>/draft/", notes.draft, name="draft"),
    path("log/<int:person_id>/both/<uuid:token>/", hands.both, name="both"),
    path("offline/", offline.waiting, name="offline"),
    path("offline/forget/<int:key_id>/", offline.forget, name="offline_forget"),
    path("offline/open/", offline.open_device, name="offline_open"),
    path("offline/take/", offline.take, name="offline_take"),
    path("offline/page/<str:language>/", offline.page, name="offline_page"),
    path("offline/worker.js", offline.worker_script, name="offline_worker"),
    path("offline/<slug:version>/words-<str:language>.js", offline.words, name="offline_words"),
    path("offline/<slug:version>/<str:name>", offline.script, name="offline_script"),
    path("mine/", reading.mine, name="mine"),
    path("mine/<int:person_id>/", reading.about_me, name="about_me"),
    path("of/<int:person_id>/", reading.of_person, name="of_person"),
    path("<int:contact_id>/", notes.contact, name="contact"),
    path("<int:contact_id>/settle/", plans.settle, name="settle"),
    path("plan/<int:person_id>/", plans.plan, name="plan"),
    path("promises/", plans.promises, name="promises"),
    path("promises/<int:promise_id>/", plans.promise, name="promise"),
    path("naloxone/<int:person_id>/", plans.naloxone, name="naloxone"),
    path("tried/<int:person_id>/", plans.tried, name="tried"),
    path("tell/<int:person_id>/", beginnings.tell, name="tell"),
    path("tell/<int:person_id>/others/<int:heard_id>/", beginnings.put_right, name="put_right"),
    path("agree/<int:person_id>/", beginnings.agreement, name="agree"),
    path("close/<int:person_id>/", endings.close, name="close"),
    path("close/<int:person_id>/now/", endings.end_at_their_word, name="end"),
    path("closings/", endings.closings, name="closings"),
    path("closings/<int:closing_id>/", endings.staff, name="staff"),
    path("closings/<int:closing_id>/back/", endings.back_again, name="back"),
    path("held/", looking_into.held, name="held"),
    path("held/<int:hold_id>/", looking_into.hold, name="hold"),
    path("scope/", keeping.scope, name="scope"),
    path("disposals/", keeping.disposals, name="disposals"),
    path("hours/", looking_into.hours, name="hours"),
    path("fees/", beginnings.fees, name="fees"),
    path("without-help/", without_help.without_help, name="without_help"),
]
