"""Addresses of the caseload. A number names a row; no name of a person stands in one."""

from django.urls import path

from alongside.caseload.views import deciding, emergency, lists, offers, pausing, person

app_name = "caseload"

urlpatterns = [
    path("", lists.people, name="people"),
    path("all/", lists.everybody, name="all"),
    path("new/", lists.take_in, name="take_in"),
    path("my-story/", offers.my_story, name="my_story"),
    path("step-back/", pausing.step_back_page, name="step_back"),
    path("step-back/<int:step_id>/end/", pausing.come_back_page, name="come_back"),
    path("waiting/", deciding.waiting, name="waiting"),
    path("waiting/ties/<int:tie_id>/", deciding.decide, name="tie"),
    path("waiting/changes/<int:change_id>/", deciding.answer, name="answer_change"),
    path("waiting/glass/<int:glass_id>/", deciding.review_glass, name="review_glass"),
    path("emergency/", emergency.emergency, name="glass"),
    path("offers/<int:assignment_id>/", offers.answer_offer, name="answer"),
    path("offers/<int:assignment_id>/no/", offers.say_no, name="say_no"),
    path("offers/<int:assignment_id>/take-back/", offers.take_back, name="take_back"),
    path("assignments/<int:assignment_id>/end/", offers.end_assignment, name="end"),
    path("<int:person_id>/", person.person, name="person"),
    path("<int:person_id>/essentials/", person.essentials, name="essentials"),
    path("<int:person_id>/who/", person.who, name="who"),
    path("<int:person_id>/who/<int:place_id>/end/", person.leave_team, name="leave_team"),
    path("<int:person_id>/change/", person.change, name="change"),
    path("<int:person_id>/offer/", offers.offer_person, name="offer"),
]
