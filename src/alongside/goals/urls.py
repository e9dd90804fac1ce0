"""Addresses of plans."""

from django.urls import path

from alongside.goals import approach_views, part_views, step_views, views

app_name = "goals"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("approach/", approach_views.approach, name="approach"),
    path("<int:person_id>/", views.plan, name="plan"),
    path("<int:person_id>/say/", views.say, name="say"),
    path("<int:person_id>/paper/", views.paper, name="paper"),
    path("<int:person_id>/new/<slug:kind>/", views.new, name="new"),
    path("<int:person_id>/<int:part_id>/", part_views.part, name="part"),
    path("<int:person_id>/steps/<int:step_id>/", step_views.step, name="step"),
]
