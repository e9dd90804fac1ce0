"""What an agency adds to the word list, and whether it stops demeaning words for everyone who writes there."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.models import AppendOnly
from alongside.people.models import Agency
from alongside.wording.shapes import Kind, Word

USER = settings.AUTH_USER_MODEL
LONGEST_PHRASE = 80
LONGEST_KEY = 160
LONGEST_WORDS = 200


class AgencyWord(models.Model):
    """A word or phrase of an agency's own, from a day on. What it says never changes; it ends, and another begins.

    key: the phrase without case and accents: one of a kind stands at a time
    to_day: the first day on which it no longer holds
    """

    class Does(models.TextChoices):
        SUGGEST = Kind.SUGGEST.value, _("Better words are offered")
        STOP = Kind.STOP.value, _("It counts as demeaning")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    phrase = models.CharField(max_length=LONGEST_PHRASE)
    key = models.CharField(max_length=LONGEST_KEY)
    does = models.CharField(max_length=8, choices=Does.choices)
    instead = models.CharField(max_length=LONGEST_WORDS)
    why = models.CharField(max_length=LONGEST_WORDS)
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    changes_seldom: ClassVar = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "language", "key"], condition=Q(to_day__isnull=True), name="agency_word_stands_once"
            ),
            models.CheckConstraint(condition=Q(does__in=["suggest", "stop"]), name="agency_word_does_what_is_known"),
            models.CheckConstraint(condition=Q(language__in=["en", "es"]), name="agency_word_in_a_known_language"),
            models.CheckConstraint(
                condition=~Q(phrase="") & ~Q(key="") & ~Q(instead="") & ~Q(why=""), name="agency_word_says_all"
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True, ended_by__isnull=True)
                | Q(to_day__gte=F("from_day"), ended_by__isnull=False),
                name="agency_word_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"word {self.pk} of agency {self.agency_id}"

    def as_word(self) -> Word:
        """As the checker takes it; the source is the agency by name."""
        return Word(
            phrases=(self.phrase.replace("|", " "),),
            kind=Kind(self.does),
            instead=self.instead,
            why=self.why,
            source=self.agency.name,
            start=self.from_day,
            end=self.to_day,
        )


class StopForAll(AppendOnly):
    """From `at` on, an agency has demeaning words stopped for everyone, or no longer has. The newest row stands."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    is_on = models.BooleanField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "-id"], name="stopping_at_agency")]

    def __str__(self) -> str:
        return f"stopping {self.pk} of agency {self.agency_id}"
