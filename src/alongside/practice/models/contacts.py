"""Contacts, who else took part, notes and what hangs on them, what is held from billing. Words that people write are sealed.

Moments are aware; the day of a contact is the day on which it began in the agency's zone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Final
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.consent.models import Release
from alongside.consent.words import SPLIT, Purpose, RecipientKind, What, labels
from alongside.journal.guards import change_only_while, never_change, never_deleted, never_so
from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Person, Worker
from alongside.resources.models import ResourceVersion
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import unseal, words_in

USER = settings.AUTH_USER_MODEL

A_LITTLE: Final = timedelta(minutes=10)
"""By so much clocks differ, and a contact may be written down before its last minute is over."""

_NOT_OVER: Final = {
    "sqlite": "NEW.ended_at IS NOT NULL AND julianday(NEW.ended_at) - julianday(NEW.written_at) > 10.001 / 1440",
    "postgresql": "NEW.ended_at > NEW.written_at + interval '10 minutes'",
}


class How(models.TextChoices):
    """How two meet, as nm.role.7 names it. `place_kind` of acts.toml follows from it."""

    PERSONS_HOME = "persons-home", _("At their home")
    AGREED_PLACE = "agreed-place", _("At a place we agreed on")
    WORKERS_HOME = "workers-home", _("At my own home")
    TELEPHONE = "telephone", _("By telephone")
    ELECTRONIC = "electronic", _("By video or message")


class WithWhom(models.TextChoices):
    """With whom a contact is: the person, or somebody else about them, which needs a release."""

    PERSON = "person", _("With them")
    FAMILY = "family", _("With family, a parent or a guardian")
    PROVIDER = "provider", _("With a provider or a service agency")
    INSURER = "insurer", _("With an insurer")
    OTHER = "other", _("With somebody else")


class Contact(models.Model):
    """One meeting, call or message: planned, then held, missed or called off; or held without a plan.

    token: made by the device that wrote it, so that what is sent twice is one contact
    gathering: of a group, the same for each who came; is_attempt: somebody did not answer, evidence for a closing (nm.role.8)
    began_at, ended_at: once it was held; the plan stays as it was
    ruling: on the plan; held_ruling: on what took place
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        MISSED = "missed", _("Did not take place")
        CALLED_OFF = "called-off", _("Called off")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", db_index=False)
    token = models.UUIDField()
    gathering = models.UUIDField(null=True)
    with_whom = models.CharField(max_length=8, choices=WithWhom.choices, default=WithWhom.PERSON)
    how = models.CharField(max_length=12, choices=How.choices)
    place = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    is_attempt = models.BooleanField(default=False)
    planned_from = models.DateTimeField(null=True)
    planned_to = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, null=True, related_name="+")
    held_ruling = models.ForeignKey(KeptRuling, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    guards: ClassVar = (
        never_change(
            "contact_stays_whose_it_was",
            "agency_id",
            "person_id",
            "worker_id",
            "token",
            "planned_from",
            "planned_to",
            "ruling_id",
            "by_id",
            "at",
            says="a contact stays whose it was, and its plan as it was made",
        ),
        change_only_while(
            "held_contact_stays_as_written",
            "status",
            "planned",
            says="a contact that was settled stays as it was written",
        ),
        never_deleted("contact_is_not_deleted", says="a contact is never deleted"),
        never_so(
            "contact_is_over_once_written",
            *("ended_at", "written_at"),
            when=_NOT_OVER,
            says="a contact is over before it is written down",
        ),
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["worker", "planned_from"], name="contacts_planned"),
            models.Index(fields=["worker", "began_at"], name="contacts_of_worker"),
            models.Index(fields=["person", "-began_at"], name="contacts_of_person"),
            models.Index(fields=["agency", "began_at"], name="contacts_of_agency"),
            models.Index(fields=["person", "planned_from"], condition=Q(status="planned"), name="plans_of_person"),
            models.Index(fields=["agency", "planned_from"], condition=Q(status="planned"), name="plans_of_agency"),
            models.Index(fields=["person", "planned_from"], condition=Q(is_attempt=True), name="attempts_of_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "token"], name="a_contact_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(status="held", began_at__isnull=False, ended_at__isnull=False, written_at__isnull=False)
                & Q(held_ruling__isnull=False)
                | ~Q(status="held") & Q(began_at__isnull=True, ended_at__isnull=True),
                name="a_held_contact_has_its_time_and_ruling",
            ),
            models.CheckConstraint(
                condition=Q(planned_from__isnull=True, planned_to__isnull=True) & ~Q(status="planned")
                | Q(planned_to__gt=F("planned_from")),
                name="a_planned_contact_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="a_contact_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    @property
    def starts(self) -> Any:
        """When it began, or is to begin."""
        return self.began_at or self.planned_from

    @property
    def ends(self) -> Any:
        """When it ended, or is to end."""
        return self.ended_at or self.planned_to

    @property
    def minutes(self) -> int:
        """How long it took, or is planned for, in whole minutes."""
        return int((self.ends - self.starts).total_seconds() // 60) if self.starts and self.ends else 0


class OtherParty(AppendOnly):
    """Somebody else who takes part in a contact or is spoken with about the person, as planned or as it took place.

    person_is_there: whether the person takes part themselves (ca.advocacy.4); release, ruling: of that moment
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="others")
    is_plan = models.BooleanField()
    recipient_kind = models.CharField(max_length=20, choices=RecipientKind.choices)
    whats = models.CharField(max_length=120)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    person_is_there = models.BooleanField()
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "other parties"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "is_plan"], name="one_other_party_planned_and_one_met"),
        ]

    def __str__(self) -> str:
        return f"other party {self.pk}"

    @property
    def name(self) -> str:
        """Who it is. Raises CannotOpen."""
        return str(unseal(self.sealed).get("name", ""))

    @property
    def what_words(self) -> list[str]:
        """What is told, in words."""
        return labels(What, self.whats.split(SPLIT))


class HelpGiven(AppendOnly):
    """Help in a contact that codes draw a line through: a ride, medication, an opinion; as planned or as it took place.

    act, kind: keys of `helping.KINDS`; ruling: of that moment
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="helped", db_index=False)
    is_plan = models.BooleanField()
    act = models.CharField(max_length=30)
    kind = models.CharField(max_length=20)
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "help given"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact", "is_plan", "act", "kind"], name="one_kind_of_help_stands_once_in_a_contact"
            ),
        ]

    def __str__(self) -> str:
        return f"help in contact {self.contact_id}"


class Reached(AppendOnly):
    """That somebody is to be reached by telephone or online, or was, where a code rules on that: sud.1.11, ak.conduct.7.

    is_secure, has_asked: as in `reaching.Reach`; ruling: of that moment
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="reached", db_index=False)
    is_plan = models.BooleanField()
    is_secure = models.BooleanField(null=True)
    has_asked = models.BooleanField(null=True)
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "reached"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "is_plan"], name="reached_once_as_planned_and_once_as_it_was"),
        ]

    def __str__(self) -> str:
        return f"how somebody was reached for contact {self.contact_id}"


class ResourceGiven(AppendOnly):
    """A place of the directory that a person was told of in a contact, as it read then: ca.person.6.

    promise: to ask how it went, where the worker said so
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="resources")
    version = models.ForeignKey(ResourceVersion, models.PROTECT, related_name="+")
    promise = models.ForeignKey("Promise", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "resources given"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "version"], name="a_resource_is_given_once_in_a_contact"),
        ]

    def __str__(self) -> str:
        return f"resource given in contact {self.contact_id}"


class NaloxoneTold(AppendOnly):
    """That a worker spoke with a person about naloxone, and what the person chose: nm.safety.3. Asked again until `is_done`."""

    class Choice(models.TextChoices):
        HAS_IT = "has-it", _("They have it at hand")
        KNOWS = "knows", _("They know where to get it and how to use it")
        LATER = "later", _("They chose to come back to it")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=6, choices=Choice.choices)
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "naloxone told"
        indexes: ClassVar = [models.Index(fields=["person", "choice"], name="naloxone_told_to_person")]

    def __str__(self) -> str:
        return f"naloxone told to person {self.person_id}"


class Draft(models.Model):
    """What a worker has typed and not signed: kept as it is typed, read by nobody else, gone once it is signed.

    token: of the contact it will be. hand: of the page or device that types it: two hands on one contact are two rows, until
    the worker chose (`drafting`). mark: another one at each keeping, so that a page can tell whether it is still the newest.
    why: what it waits for, if it came from a device; sealed: the form's fields as typed
    """

    class Why(models.TextChoices):
        NONE = "", "—"
        INCOMPLETE = "incomplete", _("Something in it is still missing.")
        TIMES = "times", _("Look at its times: they cannot be of one contact.")
        TO_COME = "to-come", _("By our clock it lies in the future. Look at its times.")
        CLOCK = "clock", _("The clock of your device changed meanwhile. Look at its times.")
        WORDS = "words", _("Say some of its words otherwise before you sign it.")
        BEHIND = "behind", _("It waits for the one before it. Sign that first.")
        TWO_HANDS = "two-hands", _("It was written in two places. Look at both.")
        SIGNED = "signed", _("A note was signed meanwhile, with other words. Look at both.")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    token = models.UUIDField()
    hand = models.UUIDField()
    mark = models.UUIDField(default=uuid4)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "token", "hand"], name="one_draft_of_a_contact_in_one_hand")
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def typed(self) -> dict[str, list[str]]:
        """The fields as they were typed. Raises CannotOpen."""
        return dict(unseal(self.sealed))


class Note(AppendOnly):
    """What a worker wrote of a contact, and signed. It is never overwritten: what was wrong is put right by an amendment.

    sealed: the fields of `writing.Written`
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="note")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", db_index=False)
    sealed = models.BinaryField()
    digest = models.BinaryField(max_length=32)
    """SHA-256 of worker, person and text, keyed: two notes of the same words are found without opening either."""

    signed_at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["worker", "digest"], name="notes_of_same_words")]

    def __str__(self) -> str:
        return f"note {self.pk}"

    def data(self) -> dict[str, Any]:
        """As it was signed. Raises CannotOpen."""
        return dict(unseal(self.sealed))


class Amendment(AppendOnly):
    """What its writer put right in a signed note, and why."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    note = models.ForeignKey(Note, models.PROTECT, related_name="amendments")
    sealed = models.BinaryField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"amendment {self.pk} of note {self.note_id}"

    @property
    def words(self) -> str:
        """What was put right. Raises CannotOpen."""
        return words_in(self.sealed)


class Hold(models.Model):
    """Why a contact is held from billing, until a supervisor has looked into it.

    reason: RULING with the clauses that spoke, or what the record shows: overlapping, longer than a day can hold, twice the
    same words, after the person ended service or the case closed, by a worker who was not assigned. clauses: ids with a space between them.
    """

    class Reason(models.TextChoices):
        RULING = "ruling", _("Against a clause")
        OVERLAP = "overlap", _("Two contacts at one time")
        TOO_LONG = "too-long", _("More hours than a day can hold")
        SAME_WORDS = "same-words", _("The same words as another note")
        ENDED = "ended", _("Service had ended")
        UNASSIGNED = "unassigned", _("By somebody who was not assigned")

    class Outcome(models.TextChoices):
        RELEASED = "released", _("May be billed")
        KEPT = "kept", _("Is not billed")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="holds")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    clauses = models.CharField(max_length=300, blank=True)
    other = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    sealed = models.BinaryField(blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    guards: ClassVar = (
        never_change(
            "hold_stays_as_made",
            "agency_id",
            "contact_id",
            "worker_id",
            "reason",
            "clauses",
            "other_id",
            "at",
            says="a hold stays as it was made",
        ),
        never_deleted("hold_is_not_deleted", says="a hold is never deleted"),
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["worker", "outcome"], name="holds_of_worker")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "reason"], name="held_once_for_a_reason"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(outcome__in=["released", "kept"], decided_by__isnull=False, decided_at__isnull=False),
                name="a_hold_decided_has_somebody_who_did",
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk} on contact {self.contact_id}"

    @property
    def words(self) -> str:
        """What the supervisor wrote. Raises CannotOpen."""
        return words_in(self.sealed)
