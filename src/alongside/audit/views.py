"""The audit pack: choose the months, take it along; and which packs were made before, from the journal."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from tempfile import TemporaryFile
from typing import Any, Final

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from alongside.accounts.models import User
from alongside.audit.forms import PackForm
from alongside.audit.packing import make_pack
from alongside.audit.period import OddPeriod, period_from
from alongside.audit.proving import NotSealed
from alongside.journal import notes
from alongside.journal.models import Entry
from alongside.people.authority import AGENCY_READERS
from alongside.people.gates import at_an_agency
from alongside.people.models import Agency
from alongside.people.viewer import AgencyRequest

A_PAGE: Final = 20


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*AGENCY_READERS)
def home(request: AgencyRequest) -> HttpResponseBase:
    """Say for which months, and get the pack; what was made before stands beside it."""
    last = request.today.replace(day=1) - timedelta(days=1)
    form = PackForm(request.POST or None, initial={"first": f"{last:%Y-%m}", "last": f"{last:%Y-%m}"})
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            return _download(request, form.cleaned_data)
        except (OddPeriod, NotSealed) as refused:
            problem = str(refused)
    page = Paginator(made_before(request.agency), A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "problem": problem, "page_obj": page, "fingerprint": fingerprint()}
    return render(request, "audit/home.html", context, status=422 if form.is_bound else 200)


def made_before(agency: Agency) -> list[dict[str, Any]]:
    """Each pack that was made, the newest first: when, by whom, for which months, and its seal."""
    rows = Entry.objects.filter(kind="audit-pack.made", subject_type="people.agency", subject_id=agency.pk)
    listed = [{"at": row.at, "by": row.actor_id, **json.loads(row.body)["data"]} for row in rows.order_by("-pk")]
    names = dict(User.objects.filter(pk__in={own["by"] for own in listed}).values_list("pk", "name"))
    return [own | {"first": own["from"], "name": names.get(own["by"], "")} for own in listed]


def fingerprint() -> str:
    """SHA-256 of the journal's public key, to be told by another road than the pack; empty before anything was signed."""
    try:
        key = notes.public_key()
    except FileNotFoundError:
        return ""
    return sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()


def _download(request: AgencyRequest, data: dict[str, Any]) -> FileResponse:
    period = period_from(data["first"], data["last"], today=request.today)
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it, and it is gone
    try:
        make_pack(agency=request.agency, period=period, by=request.user, out=file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = f"{request.agency.slug}-audit-{period.first:%Y-%m}-{period.last:%Y-%m}.zip"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "no-store"
    return answer
