"""Addresses of this app's own pages."""

from django.urls import path

from alongside.applications import filling, views, vouching
from alongside.applications.reviewing import views as reviewing

app_name = "applications"
urlpatterns = [
    path("", views.listed, name="listed"),
    path("written/", views.written, name="written"),
    path("reference/<str:token>/", vouching.vouch, name="vouch"),
    path("mine/<int:application_id>/", views.overview, name="overview"),
    path("mine/<int:application_id>/send/", views.send, name="send"),
    path("mine/<int:application_id>/withdraw/", views.withdraw, name="withdraw"),
    path("mine/<int:application_id>/answer/", views.answer, name="answer"),
    path("mine/<int:application_id>/references/", vouching.references, name="references"),
    path("mine/<int:application_id>/references/<int:reference_id>/remind/", vouching.remind, name="remind"),
    path("mine/<int:application_id>/<slug:kind>/", filling.section, name="section"),
    path("board/", reviewing.queue, name="queue"),
    path("board/<int:application_id>/", reviewing.item, name="item"),
    path("board/<int:application_id>/more/", reviewing.more, name="more"),
    path("board/<int:application_id>/say/", reviewing.say, name="say"),
    path("board/<int:application_id>/<slug:kind>/", reviewing.section, name="item_section"),
    path("<slug:code>/", views.begin, name="begin"),
    path("<slug:code>/start/", views.start, name="start"),
]
