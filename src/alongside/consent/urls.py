"""Addresses of consent. A number names a row; no name of a person stands in one."""

from django.urls import path

from alongside.consent.views import partners, places, signing, telling

app_name = "consent"

urlpatterns = [
    path("", places.mine, name="mine"),
    path("<int:person_id>/", places.home, name="home"),
    path("<int:person_id>/new/", signing.new, name="new"),
    path("<int:person_id>/team/", partners.team, name="team"),
    path("<int:person_id>/team/<int:partner_id>/end/", partners.end, name="end_partner"),
    path("<int:person_id>/tell/", telling.tell, name="tell"),
    path("<int:person_id>/told/<int:disclosure_id>/", telling.told, name="told"),
    path("<int:person_id>/<int:release_id>/", places.release, name="release"),
    path("<int:person_id>/<int:release_id>/stop/", places.stop, name="stop"),
    path("<int:person_id>/<int:release_id>/paper/", places.paper, name="paper"),
]
