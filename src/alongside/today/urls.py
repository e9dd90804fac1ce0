"""Addresses of the worker's and supervisor's door. No answer to a question ever stands in one."""

from django.urls import path

from alongside.today.views import asking, home, limits, questions, referrals

app_name = "today"

urlpatterns = [
    path("today/", home.home, name="home"),
    path("today/limits/", limits.limits, name="limits"),
    path("ask/", asking.ask, name="ask"),
    path("ask/<str:act>/", asking.ask_act, name="act"),
    path("ask/<str:act>/keep/", asking.keep, name="keep"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:question_id>/", questions.question, name="question"),
    path("questions/<int:question_id>/send/", questions.send, name="send"),
    path("questions/<int:question_id>/take-back/", questions.take_back, name="take_back"),
    path("questions/<int:question_id>/delete/", questions.delete, name="delete"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<int:referral_id>/", referrals.referral, name="referral"),
    path("referrals/<int:referral_id>/again/", referrals.look, name="look_again"),
]
