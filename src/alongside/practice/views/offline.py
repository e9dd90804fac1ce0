"""No signal: the page that a device keeps and its scripts; the key; what arrives; the devices of a worker."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial, wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.caseload.access import record_to_write_in
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.gates import for_workers
from alongside.people.models import Person
from alongside.people.viewer import WorkerRequest
from alongside.practice.drafting import Hand
from alongside.practice.forms import NoteForm
from alongside.practice.offline import shell
from alongside.practice.offline.keys import end_key, key_on, keys_of, owner_mark
from alongside.practice.offline.models import DeviceKey
from alongside.practice.offline.outbox import Item, take_from_outbox
from alongside.practice.offline.parcel import parcel_for
from alongside.practice.refusals import NotPossibleNow, OddTimes
from alongside.practice.views.notes import named_for, promises_for

View = Callable[..., HttpResponseBase]
SCRIPT = "text/javascript; charset=utf-8"


def told_in_json(view: View) -> View:
    """For what scripts ask: sign in first, not open to you, and not there are told by status, never by a page."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except (PermissionDenied, NotTheirs):
            return JsonResponse({"needs": "role"}, status=403)
        except Http404:
            return JsonResponse({"needs": "person"}, status=404)
        if response.status_code == HTTPStatus.FOUND:
            return JsonResponse({"needs": "sign-in"}, status=401)
        return response

    return answered


@require_safe
@never_cache
def worker_script(request: HttpRequest) -> HttpResponse:
    """The service worker, which may stand before the whole site."""
    response = HttpResponse(shell.worker_script(), content_type=SCRIPT)
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def script(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """One of the scripts, under the mark of all of them. Raises Http404 for another mark: a device keeps its own."""
    if name not in shell.MODULES or version != shell.version():
        raise Http404("no script of that name and mark")
    return HttpResponse(shell.source(name), content_type=SCRIPT)


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def words(request: HttpRequest, version: str, language: str) -> HttpResponse:
    """What the scripts say, in a language."""
    if language not in shell.LANGUAGES or version != shell.version():
        raise Http404("no words of that language and mark")
    return HttpResponse(shell.words_module(language), content_type=SCRIPT)


@require_safe
@never_cache
def page(request: HttpRequest, language: str) -> HttpResponse:
    """The page that a device keeps. It is the same for everybody."""
    if language not in shell.LANGUAGES:
        raise Http404("no page in that language")
    return HttpResponse(shell.page(language))


@require_safe
@for_workers
def waiting(request: WorkerRequest) -> HttpResponse:
    """What waits on this device, and the devices that may keep something."""
    context = {
        "keys": list(keys_of(request.worker)),
        "form": shell.empty_form(),
        "version": shell.version(),
        "owner": owner_mark(request.worker),
    }
    return render(request, "practice/offline/waiting.html", context)


@require_POST
@for_workers
def forget(request: WorkerRequest, key_id: int) -> HttpResponseBase:
    """A device is lost, sold or given back: what lies there opens no more."""
    if end_key(worker=request.worker, key_id=key_id, by=request.user) is not None:
        messages.success(request, _("Nothing on that device can be opened any more."))
    return redirect("practice:offline")


@require_POST
@never_cache
@told_in_json
@for_workers
def open_device(request: WorkerRequest) -> HttpResponseBase:
    """The key of this worker on this device, and what it may carry of today; for the memory of an open page."""
    asked = _json(request)
    try:
        device, known = UUID(str(asked.get("device"))), str(asked.get("parcel", ""))
    except ValueError:
        return JsonResponse({"needs": "device"}, status=400)
    looks = DeviceKey.Looks.PHONE if "Mobi" in request.headers.get("User-Agent", "") else DeviceKey.Looks.COMPUTER
    key = key_on(worker=request.worker, device=device, looks=looks, by=request.user)
    answer: dict[str, Any] = {
        "key": str(key.key),
        "owner": owner_mark(request.worker),
        "public": json.loads(key.public),
        "private": key.private,
        "now": clock.now().astimezone(UTC).isoformat(),
        "zone": str(request.agency.time_zone),
        "lasts": max(0, request.session.get_expiry_age()),
    }
    if known != request.today.isoformat() or asked.get("fresh"):
        answer["parcel"] = parcel_for(request.worker, request.today)
    return JsonResponse(answer)


@require_POST
@never_cache
@told_in_json
@for_workers
def take(request: WorkerRequest) -> HttpResponseBase:
    """Take in one thing written without signal."""
    asked = _json(request)
    try:
        key = keys_of(request.worker).get(key=UUID(str(asked["key"])))
        record = record_to_write_in(int(asked["person"]), viewer=request.viewer)
        item = _item(asked, request, record.person)
    except DeviceKey.DoesNotExist:
        return JsonResponse({"needs": "key"}, status=409)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return JsonResponse({"needs": "shape"}, status=400)
    try:
        arrived = take_from_outbox(record=record, item=item, key=key, by=request.user)
    except NotPossibleNow as refused:
        return JsonResponse({"needs": "shape", "says": str(refused)}, status=422)
    at = (
        reverse("practice:contact", args=[arrived.contact_id])
        if arrived.contact_id
        else f"{reverse('practice:write', args=[arrived.person_id])}?token={arrived.token}"
    )
    return JsonResponse({**arrived.as_answer(), "at": at})


def _item(asked: dict[str, Any], request: WorkerRequest, person: Person) -> Item:
    """Raises KeyError, TypeError or ValueError for what no device of ours sends."""
    typed = {
        str(name): [str(value) for value in values]
        for name, values in dict(asked["typed"]).items()
        if name in NoteForm.base_fields and name not in {"hand", "since"}
    }
    token, hand = UUID(str(asked["token"])), Hand(UUID(str(asked["hand"])), _uuid_or_none(asked.get("since")))
    typed["token"] = [str(token)]
    form = NoteForm(MultiValueDict(typed))
    form.offer(partial(named_for, request, person))
    form.offer_promises(partial(promises_for, request, person))
    held, has_odd_times = None, False
    if form.is_valid():
        try:
            held = form.held(request.agency.time_zone)
        except OddTimes:
            has_odd_times = True
    return Item(
        id=UUID(str(asked["item"])),
        token=token,
        hand=hand,
        typed=typed,
        held=held,
        has_odd_times=has_odd_times,
        signs=asked["signs"] is True,
        written_at=_moment(asked["written_at"]),
        sent_at=_moment(asked["sent_at"]),
        ahead=int(asked.get("ahead", 0)),
    )


def _uuid_or_none(value: object) -> UUID | None:
    return UUID(str(value)) if value else None


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None or not 2000 <= moment.year <= 2200:
        raise ValueError("a device tells a whole moment")
    return moment.astimezone(UTC)


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
