"""The day: a true sentence, what waits, the question to ask, my codes and certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from alongside.credentials.models import Certificate
from alongside.credentials.queries import certificates_of
from alongside.credentials.standing import standings
from alongside.credentials.status import Standing, Status
from alongside.credentials.words import WORDS
from alongside.declarations.queries import TO_UNDO, due_again, my_declarations
from alongside.declarations.showing import Row, rows_of
from alongside.people import clock
from alongside.people.gates import for_roles
from alongside.people.models import RoleKind
from alongside.people.viewer import SignedInRequest, Viewer, zone_of
from alongside.rulebook.queries import editions_in_force
from alongside.rulings.clocks import SOON
from alongside.rulings.links import code_url
from alongside.rulings.models import Referral
from alongside.rulings.queries import my_questions, referrals_sent, with_again
from alongside.rulings.register import codes_binding
from alongside.today.day import workers_day
from alongside.today.decisions import Decision, decisions_for
from alongside.today.lead import waits_for
from alongside.today.numbers import numbers_of
from alongside.today.views.questions import sent_rows
from alongside.ui.amounts import day_words, days_left_words, number_words
from canon.act import UnknownCode

SHOWN: Final = 5
NEWS_LASTS: Final = timedelta(days=14)
LAPSE_NEAR: Final = 90  # days


@dataclass(frozen=True, slots=True)
class MyCode:
    """A code that binds me."""

    place: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class MyCertificate:
    """A certificate card. answer: the mark's look; status: its word."""

    certificate: Certificate
    code: str
    from_words: str
    to_words: str
    answer: str
    status: str
    near: str
    is_in_force: bool


@require_safe
@for_roles(RoleKind.WORKER, RoleKind.SUPERVISOR)
def home(request: SignedInRequest) -> HttpResponse:
    """Today, for a worker, a supervisor, or both."""
    viewer = request.viewer
    supervises = RoleKind.SUPERVISOR in request.roles
    is_news = Q(status=Referral.Status.DECIDED, decided_at__gte=clock.now() - NEWS_LASTS)
    is_again = Q(again_on__lte=request.today + SOON)
    asked = list(with_again(referrals_sent(viewer)).filter(Q(status=Referral.Status.WAITING) | is_news | is_again))
    sent = [own for own in asked if own.is_waiting][:SHOWN]
    news = [own for own in asked if not own.is_waiting][:SHOWN]
    numbers = numbers_of(viewer, viewer.agency) if supervises and viewer.agency else None
    vars(request)["counted_to_decide"] = numbers.to_decide if numbers else 0  # the dock shows it too
    waiting = decisions_for(viewer, numbers.agency, numbers.of, most=SHOWN) if numbers else []
    certificates = my_certificates(viewer)
    day = workers_day(viewer.worker, request.today) if viewer.worker else None
    of_referrals = true_sentence(numbers.to_decide if numbers else 0, waiting, sent, news)
    context = {
        "greeting": greeting(request.user.first_name_or_name, clock.now().astimezone(zone_of(viewer.place))),
        "sentence": _both(day.sentence if day else "", of_referrals, is_pressing=bool(waiting or news)),
        "day": day,
        "waits": waits_for(viewer, numbers) if numbers else [],
        "waiting": waiting,
        "waiting_count": numbers.to_decide if numbers else 0,
        "asked": sent_rows([*news, *sent]),
        "soon": request.today + SOON,
        "declared": _declared(viewer, request.today),
        "is_worker": viewer.worker is not None,
        "supervises": supervises,
        "kept_count": my_questions(viewer).count() if viewer.worker else 0,
        "codes": my_codes(viewer),
        "certificates": certificates,
    }
    return render(request, "today/home.html", context)


def _declared(viewer: Viewer, today: date) -> list[Row]:
    """What a worker declared and still has to put right, or looks at again with their supervisor about now."""
    if viewer.worker is None:
        return []
    mine = my_declarations(viewer.worker).filter(TO_UNDO | due_again(today))
    return rows_of(mine[:SHOWN], today)


def greeting(name: str, at: datetime) -> str:
    """Good morning until noon, good afternoon until five, then good evening."""
    if at.hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if at.hour < 17:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def true_sentence(count: int, waiting: list[Decision], sent: list[Referral], news: list[Referral]) -> str:
    """What is so now, the most pressing first. waiting: of as many decisions the first, the oldest in front."""
    if waiting:
        said = ngettext("One decision waits for you.", "%(count)s decisions wait for you.", count)
        return f"{_counted(said, count)} {_how_late(count, is_late=waiting[0].clock.is_late)}"
    if news:
        return _("%(name)s decided what you asked.") % {
            "name": news[0].decided_by.first_name_or_name if news[0].decided_by else ""
        }
    if sent:
        said = ngettext("One question is with %(name)s.", "%(count)s questions are with %(name)s.", len(sent))
        return _counted(said, len(sent), name=sent[0].to.first_name_or_name)
    return _("Nobody is waiting on you.")


def _how_late(count: int, *, is_late: bool) -> str:
    if not is_late:
        return _("None is late.")
    return _("It is late.") if count == 1 else _("The oldest is late.")


def _both(of_day: str, of_referrals: str, *, is_pressing: bool) -> str:
    """The day first; what waits with others beside it only where it asks for something."""
    if not of_day:
        return of_referrals
    return f"{of_day} {of_referrals}" if is_pressing else of_day


def _counted(said: str, count: int, **others: str) -> str:
    """A sentence that may begin with its number, in words."""
    return said % {"count": capfirst(number_words(count)), **others}


def my_codes(viewer: Viewer) -> list[MyCode]:
    """The codes that bind me today."""
    if viewer.worker is None:
        return []
    bound = sorted(codes_binding(viewer.worker, viewer.today)[0])
    try:
        editions = editions_in_force(bound, viewer.today)
    except UnknownCode:
        return []
    return [MyCode(_(e.code.place), e.code.name, code_url(e.id)) for e in editions]


def my_certificates(viewer: Viewer) -> list[MyCertificate]:
    """My certificates, each with how it stands today."""
    if viewer.practitioner is None:
        return []
    mine = list(certificates_of(viewer.practitioner)[:SHOWN])
    now = standings(mine, clock.now())
    return [_card(certificate, now[certificate.pk]) for certificate in mine if certificate.pk in now]


def _card(certificate: Certificate, standing: Standing) -> MyCertificate:
    """How it stands at this moment, by the day it is at its board."""
    words = WORDS[standing.status]
    not_yet = standing.begins is not None and standing.status is Status.APPLIED
    today = clock.today_in(certificate.board.time_zone)
    left = (standing.through - today).days if standing.through and standing.is_in_force else LAPSE_NEAR + 1
    return MyCertificate(
        certificate=certificate,
        code=certificate.code,
        from_words=day_words(standing.begins) if standing.begins else _("Not granted yet"),
        to_words=day_words(standing.through) if standing.through else _("Not granted yet"),
        answer=words.answer,
        status=_("Not begun yet") if not_yet else str(words.word),
        near=days_left_words(left) if left <= LAPSE_NEAR else "",
        is_in_force=standing.is_in_force,
    )
