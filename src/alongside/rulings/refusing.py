"""A refusal laid out for the page that met it: what to do next first, then the clause, then why."""

from __future__ import annotations

from alongside.people.models import Worker
from alongside.people.queries import supervisor_of
from alongside.people.viewer import SignedInRequest
from alongside.rulings.models import KeptRuling
from alongside.rulings.showing import Reader, Shown, show


def shown_refusal(request: SignedInRequest, ruling: KeptRuling) -> Shown:
    """A ruling that stopped an act, for whoever tried it: `{% include "rulings/_refused.html" %}` draws it as `refused`."""
    return show(ruling.told(), reader_of(request, ruling.worker))


def reader_of(request: SignedInRequest, worker: Worker) -> Reader:
    """Who reads a ruling about a worker's act: the worker themself, or somebody else to whom it is named whose it was."""
    supervisor = supervisor_of(worker, request.today)
    name = supervisor.name if supervisor else ""
    return Reader(supervisor=name) if worker.user_id == request.user.pk else Reader(supervisor=name, worker=worker.name)
