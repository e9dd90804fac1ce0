"""The script that stands on a worker's pages, and on nobody else's: it keeps what cannot be sent, and sends it later."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from alongside.people.models import Worker
from alongside.practice.offline import shell
from alongside.practice.offline.keys import owner_mark
from alongside.ui.frame import PageScript, register_script


def script_for(request: HttpRequest) -> PageScript | None:
    """For a worker: told their own mark, so that it knows whose key to ask for."""
    worker: Worker | None = getattr(request, "worker", None)
    if worker is None:
        return None
    return PageScript(reverse("practice:offline_script", args=[shell.version(), "start.js"]), owner_mark(worker))


def register_offline() -> None:
    """Put it on the pages of workers."""
    register_script(script_for)
