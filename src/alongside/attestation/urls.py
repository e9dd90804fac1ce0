"""Addresses of this app's own pages."""

from django.urls import path

from alongside.attestation import views

app_name = "attestation"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("signed/<int:signature_id>/", views.signed, name="signed"),
    path("signed/<int:signature_id>/copy.pdf", views.copy, name="copy"),
    path("board/", views.campaigns, name="campaigns"),
    path("board/adoption/<int:adoption_id>/", views.put, name="put"),
    path("board/<int:campaign_id>/", views.campaign, name="campaign"),
    path("<slug:code>/", views.code, name="code"),
    path("<slug:code>/confirm/", views.confirm, name="confirm"),
    path("<slug:code>/<int:number>/", views.chapter, name="chapter"),
]
