"""Addresses of declarations."""

from django.urls import path

from alongside.declarations.views import declaring, register

app_name = "declarations"

urlpatterns = [
    path("", declaring.home, name="home"),
    path("mine/", declaring.mine, name="mine"),
    path("new/<slug:kind>/", declaring.new, name="new"),
    path("register/", register.register, name="register"),
    path("register.csv", register.as_csv, name="csv"),
    path("<int:declaration_id>/", declaring.one, name="one"),
    path("<int:declaration_id>/undone/", declaring.undone, name="undone"),
    path("<int:declaration_id>/decide/", register.decide_one, name="decide"),
]
