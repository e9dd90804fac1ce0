"""What somebody is told: once per key, in the product if they have an account, and by mail."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One thing told to one reader. The words are not kept: `kind` and `data` make them, in the reader's language.

    key: unique, so that what is told again by mistake, or by two programs at once, is told once
    user: who reads it in the product; empty for somebody without an account, who has mail alone
    data: plain values for the words; ids, days as ISO text, amounts. Never the name of a person served
    url: where it leads, a path of ours
    claimed_at: when a program last took the mail in hand; mailed_at: when the mail server took it
    """

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="en")
    data = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user", "-at"], name="notices_of_reader"),
            models.Index(fields=["at"], condition=Q(mailed_at__isnull=True), name="notices_to_mail"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email=""), name="a_notice_has_somebody_to_read_it"
            ),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True) | Q(claimed_at__isnull=False), name="mail_was_taken_in_hand"
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk} {self.kind}"
