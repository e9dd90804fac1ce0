"""Sending what waits to be mailed: each once, tried again for two days where the mail server does not take it."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from alongside.accounts.addresses import absolute
from alongside.notices.models import Notice
from alongside.notices.words import mail_words_of

AT_ONCE: Final = 200
IN_HAND: Final = timedelta(minutes=10)
"""How long a program that took a mail in hand is left alone with it."""
GIVEN_UP_AFTER: Final = timedelta(days=2)

log = structlog.get_logger("alongside.mail")


def mail_waiting(now: datetime) -> int:
    """Send what waits; returns how many the mail server took. One that fails is logged by number and tried again."""
    waits = Notice.objects.filter(mailed_at__isnull=True, at__gt=now - GIVEN_UP_AFTER).exclude(email="")
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - IN_HAND)
    return sum(_send(notice, now) for notice in list(waits.filter(free).order_by("at", "pk")[:AT_ONCE]))


def _send(notice: Notice, now: datetime) -> bool:
    mine = Notice.objects.filter(pk=notice.pk, claimed_at=notice.claimed_at, mailed_at__isnull=True)
    if not mine.update(claimed_at=now, tries=F("tries") + 1):
        return False  # another program was quicker
    words = mail_words_of(notice.kind, notice.data, notice.language)
    link = absolute(notice.url or reverse("notices:listed")) if notice.url or "name" in notice.data else ""
    with translation.override(notice.language):
        message = render_to_string("notices/mail/notice.txt", {"words": words, "link": link})
    try:
        send_mail(words.subject, message, settings.DEFAULT_FROM_EMAIL, [notice.email])
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail_failed", subject_id=notice.pk, error=type(error).__name__)
        return False
    Notice.objects.filter(pk=notice.pk).update(mailed_at=now)
    return True
