"""The versions of a board's letters, and what was sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.journal.models import AppendOnly
from alongside.people.models import Board, Practitioner

LONGEST_LETTER = 6_000


class LetterTemplate(AppendOnly):
    """One version of one letter in one language; the newest of its `name` and `language` is the one in use."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=2, choices=[("en", "English"), ("es", "Español")])
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=120)
    body = models.TextField(max_length=LONGEST_LETTER)
    is_retired = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["board", "name", "language", "version"], name="letter_version_once_per_board"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="letter_versions_count_from_one"),
            models.CheckConstraint(condition=Q(language__in=["en", "es"]), name="letter_language_is_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(subject="") & ~Q(body=""), name="letter_says_something"),
        ]

    def __str__(self) -> str:
        return f"letter template {self.pk}"


class SentLetter(AppendOnly):
    """A letter as it went out, word for word. `once` is drawn with the page, so that a second click sends nothing."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    certificate = models.ForeignKey("credentials.Certificate", models.PROTECT, related_name="+")
    holder = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    template = models.ForeignKey(LetterTemplate, models.PROTECT, related_name="+")
    once = models.UUIDField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=240)
    body = models.TextField(max_length=2 * LONGEST_LETTER)
    signed_name = models.CharField(max_length=120)
    signed_as = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(subject="") & ~Q(body=""), name="sent_letter_says_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["certificate", "-at"], name="letters_of_certificate")]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    @property
    def number(self) -> str:
        """Stands in the footer of every page."""
        return f"L-{self.pk:06d}"
