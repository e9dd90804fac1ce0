"""Every address, by the app that serves it. An app's own `urls.py` says the rest."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from alongside.site import views

DOORS = (
    # prefix, app: the first match wins, so what is opened all day comes first and the public front last
    ("contacts/", "practice"),
    ("people/", "caseload"),
    ("account/", "accounts"),
    ("codes/", "rulebook"),
    ("board/", "board"),
    ("agency/", "agency"),
    ("apply/", "applications"),
    ("sign/", "attestation"),
    ("groups/", "groups"),
    ("billing/", "billing"),
    ("audit/", "audit"),
    ("goals/", "goals"),
    ("releases/", "consent"),
    ("renew/", "renewals"),
    ("learning/", "learning"),
    ("declarations/", "declarations"),
    ("resources/", "resources"),
    ("instruments/", "instruments"),
    ("evidence/", "evidence"),
    ("wording/", "wording"),
    ("badges/", "badges"),
    ("notices/", "notices"),
    ("supervision/my-plan/", "wellness"),
    ("supervision/think/", "reflection"),
    ("concerns/", "concerns"),
    ("advocacy/", "advocacy"),
    ("supervision/", "supervision"),
    ("certificates/", "credentials"),
    ("", "people"),
    ("", "today"),
    ("", "ui"),
    ("", "registry"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("home/", views.home, name="home"),
    path("language/", views.choose_language, name="set_language"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    *(path(prefix, include(f"alongside.{app}.urls")) for prefix, app in DOORS if find_spec(f"alongside.{app}.urls")),
]

handler404 = "alongside.site.views.not_found"
