"""Addresses of instruments. What begins with answer/ is for the person with the link."""

from django.urls import path

from alongside.instruments import answering_views, giving_views, own_views, views, workplace_views

app_name = "instruments"

urlpatterns = [
    path("", views.home, name="home"),
    path("switch-on/", workplace_views.switch_on, name="switch_on"),
    path("workplace/", workplace_views.workplace, name="workplace"),
    path("workplace/ask/", workplace_views.ask_everybody, name="ask_everybody"),
    path("workplace/said/", workplace_views.workplace_figures, name="workplace_figures"),
    path("load/", views.load, name="load"),
    path("load/<str:token>/", views.proposal, name="proposal"),
    path("<int:instrument_id>/", views.instrument, name="instrument"),
    path("<int:instrument_id>/said/", views.what_many_said, name="said"),
    path("<int:instrument_id>/retire/", views.retire, name="retire"),
    path("<int:instrument_id>/give/", giving_views.give, name="give"),
    path("given/<int:giving_id>/", giving_views.given, name="given"),
    path("given/<int:giving_id>/take-back/", giving_views.take_back, name="take_back"),
    path("answer/<str:token>/", answering_views.start, name="answer"),
    path("answer/<str:token>/<int:number>/", answering_views.screen, name="screen"),
    path("answer/<str:token>/<int:number>/draft/", answering_views.draft, name="draft"),
    path("answer/<str:token>/check/", answering_views.check, name="check"),
    path("answer/<str:token>/not/", answering_views.rather_not, name="rather_not"),
    path("answer/<str:token>/done/", answering_views.done, name="done"),
    path("answer/<str:token>/copy.json", answering_views.take_along, name="copy_file"),
    path("mine/", own_views.mine, name="mine"),
    path("mine/<int:response_id>/", own_views.my_copy, name="my_copy"),
    path("mine/<int:response_id>/copy.json", own_views.my_file, name="my_file"),
    path("mine/<int:response_id>/only-me/", own_views.show_no_more, name="show_no_more"),
]
