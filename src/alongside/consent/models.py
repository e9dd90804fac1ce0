"""Releases of information, their ends, and what was told: all append-only. Names and free words are sealed.

A release is in force from its first day through its last, until it is taken back: from that second it covers nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.consent.words import (
    SPLIT,
    Channel,
    Ended,
    Law,
    Purpose,
    RecipientKind,
    Signature,
    Signer,
    Understood,
    What,
    labels,
)
from alongside.journal.guards import never_change, never_deleted
from alongside.journal.models import AppendOnly
from alongside.people.languages import language_name
from alongside.people.models import Agency, Person, Worker
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import unseal, words_in

USER = settings.AUTH_USER_MODEL


class Release(AppendOnly):
    """What a person agreed may be told, to whom and why, as they signed it: nm.confidentiality.2, ak.rel.5.

    worker: who took it down; None where the person signed in and signed it themselves
    token: of the form or device, so that what is sent twice is one release
    whats, purposes, channels: keys with a space between them
    language: the one it was explained in, by its tag; `written_in` is the one of its words
    until_day: the last day it holds; None where it lasts until an event, which is sealed with the rest
    sealed: recipient, own_what, own_purpose, event, signed_name, witness, paper (where it is kept), interpreter, and `text`,
    the words as signed, in `written_in`
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    token = models.UUIDField()
    recipient_kind = models.CharField(max_length=20, choices=RecipientKind.choices)
    whats = models.CharField(max_length=120)
    purposes = models.CharField(max_length=120)
    channels = models.CharField(max_length=80)
    from_day = models.DateField()
    until_day = models.DateField(null=True)
    has_event = models.BooleanField()
    language = models.CharField(max_length=8)
    understood = models.CharField(max_length=12, choices=Understood.choices)
    told_right = models.BooleanField()
    """Told that they may take it back at any time, and how: 42 CFR 2.31(a)(6)."""

    told_consequences = models.BooleanField()
    """Told what follows if they do not sign: 42 CFR 2.31(a)(10)."""

    told_passing_on = models.BooleanField()
    """Told that whoever gets it may pass it on where the law lets them: 42 CFR 2.31(a)(4)(iii)."""

    signer = models.CharField(max_length=8, choices=Signer.choices)
    signature = models.CharField(max_length=5, choices=Signature.choices)
    sealed = models.BinaryField()
    signed_on = models.DateField()
    signed_at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-id"], name="releases_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "token"], name="a_release_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(has_event=True, until_day__isnull=True)
                | Q(has_event=False, until_day__isnull=False, until_day__gte=F("from_day")),
                name="a_release_says_until_when",
            ),
            models.CheckConstraint(condition=Q(from_day__gte=F("signed_on")), name="no_release_before_it_is_signed"),
            models.CheckConstraint(
                condition=~Q(whats="") & ~Q(purposes="") & ~Q(channels=""), name="a_release_says_what_why_and_how"
            ),
            models.CheckConstraint(
                condition=Q(worker__isnull=False) | Q(signer="self", signature="typed"),
                name="alone_one_signs_for_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"release {self.pk}"

    def data(self) -> dict[str, Any]:
        """What is sealed. Raises CannotOpen."""
        return dict(unseal(self.sealed))

    @property
    def recipient(self) -> str:
        """Who may be told, by name. Raises CannotOpen."""
        return str(self.data().get("recipient", ""))

    @property
    def written_in(self) -> str:
        """The language of its words: of our pages. Raises CannotOpen."""
        return str(self.data().get("written_in", self.language))

    @property
    def explained_in(self) -> str:
        """What the language is called that it was explained in."""
        return language_name(self.language)

    @property
    def what_words(self) -> list[str]:
        """The kinds of information it names, in words."""
        return labels(What, self.whats.split(SPLIT))

    @property
    def purpose_words(self) -> list[str]:
        """Why, in words."""
        return labels(Purpose, self.purposes.split(SPLIT))

    @property
    def channel_words(self) -> list[str]:
        """How it may be told, in words."""
        return labels(Channel, self.channels.split(SPLIT))

    @property
    def is_informed(self) -> bool:
        """Whether they knew what they signed: it was read, and both the right and the consequences were told."""
        return self.told_right and self.told_consequences

    def holds_on(self, day: date) -> bool:
        """Whether its days hold that day, whatever became of it."""
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)


class ReleaseRevoked(AppendOnly):
    """The end of a release before its last day. Anybody who has the record open takes it down; it is never refused."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    release = models.OneToOneField(Release, models.PROTECT, related_name="revoked")
    why = models.CharField(max_length=8, choices=Ended.choices)
    sealed = models.BinaryField(blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "releases revoked"

    def __str__(self) -> str:
        return f"end of release {self.release_id}"

    @property
    def words(self) -> str:
        """What was said, where somebody wrote it down. Raises CannotOpen."""
        return words_in(self.sealed)


class Disclosure(AppendOnly):
    """What was told about a person to somebody outside the team: nm.confidentiality.4. The accounting rests on these.

    token: of the form or of the contact in which it was told
    release: what it was told under; None where nothing covered it, or where a law or a danger stood in its place
    is_declared: it had happened before anybody asked
    sealed: recipient, own_what, own_purpose, words
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    token = models.UUIDField()
    recipient_kind = models.CharField(max_length=20, choices=RecipientKind.choices)
    whats = models.CharField(max_length=120)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    channel = models.CharField(max_length=16, choices=Channel.choices)
    law = models.CharField(max_length=10, choices=Law.choices)
    with_notice = models.BooleanField(null=True)
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, related_name="+")
    is_declared = models.BooleanField()
    sealed = models.BinaryField()
    told_on = models.DateField()
    told_at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-told_at"], name="disclosures_about_person"),
            models.Index(fields=["worker", "-told_at"], name="disclosures_of_worker"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "token"], name="a_disclosure_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(whats=""), name="a_disclosure_says_what"),
        ]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"

    def data(self) -> dict[str, str]:
        """What is sealed. Raises CannotOpen."""
        return dict(unseal(self.sealed))

    @property
    def recipient(self) -> str:
        """Who was told, by name. Raises CannotOpen."""
        return self.data().get("recipient", "")

    @property
    def what_words(self) -> list[str]:
        """What was told, in words."""
        return labels(What, self.whats.split(SPLIT))


class CarePartner(models.Model):
    """Somebody outside the agency who stands with a person, with their yes: ca.family.7. sealed: name, role.

    What they may be told is no part of it: that takes a release.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=RecipientKind.choices)
    sealed = models.BinaryField()
    agreed_on = models.DateField()
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    guards: ClassVar = (
        never_change(
            "care_partner_stays_as_named",
            "agency_id",
            "person_id",
            "kind",
            "sealed",
            "agreed_on",
            "from_day",
            "by_id",
            says="a care partner stays as they were named",
        ),
        never_deleted("care_partner_is_not_deleted", says="a care partner is never deleted"),
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "to_day"], name="care_partners_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True, ended_by__isnull=True)
                | Q(to_day__gte=F("from_day"), ended_by__isnull=False),
                name="a_care_partner_ends_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"care partner {self.pk}"

    @property
    def name(self) -> str:
        """Who it is. Raises CannotOpen."""
        return str(unseal(self.sealed).get("name", ""))

    @property
    def role(self) -> str:
        """What they are to the person. Raises CannotOpen."""
        return str(unseal(self.sealed).get("role", ""))


def ended_at(release: Release) -> datetime | None:
    """The second from which it covers nothing any more; None while nobody took it back."""
    row: ReleaseRevoked | None = getattr(release, "revoked", None)
    return row.at if row else None
