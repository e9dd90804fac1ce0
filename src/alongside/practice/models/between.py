"""What stands between a worker and a person over time: promises, what was told and agreed, service hours, closings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from alongside.journal.guards import never_change, never_deleted
from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Person, Worker
from alongside.practice.models.contacts import USER, Contact
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import unseal, words_in


class Promise(models.Model):
    """What a worker said they would do, by a day: kept, agreed anew, or standing open: nc.3.1, ca.integrity.8."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        KEPT = "kept", pgettext_lazy("promise", "Kept")
        ANEW = "anew", _("Agreed anew")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField()
    made_on = models.DateField()
    by_day = models.DateField(null=True)
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.OPEN)
    settled_on = models.DateField(null=True)
    instead = models.OneToOneField("self", models.PROTECT, null=True, related_name="before")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    guards: ClassVar = (
        never_change(
            "promise_stays_as_made",
            "agency_id",
            "person_id",
            "worker_id",
            "contact_id",
            "sealed",
            "made_on",
            "by_day",
            "by_id",
            "at",
            says="a promise stays as it was made",
        ),
        never_deleted("promise_is_not_deleted", says="a promise is never deleted"),
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["worker", "status", "by_day"], name="promises_of_worker")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="open", settled_on__isnull=True, instead__isnull=True)
                | Q(status="kept", settled_on__isnull=False, instead__isnull=True)
                | Q(status="anew", settled_on__isnull=False, instead__isnull=False),
                name="a_settled_promise_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"promise {self.pk}"

    @property
    def words(self) -> str:
        """What was promised. Raises CannotOpen."""
        return words_in(self.sealed)


class Fee(AppendOnly):
    """What an agency says that support costs, from a day on: sud.2.15a, ak.rel.2. The newest row stands.

    words: by the tag of a language; none of them take what stood before back, and then `stands` is False
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    words = models.JSONField()
    stands = models.BooleanField()
    from_day = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "-id"], name="fees_of_agency")]

    def __str__(self) -> str:
        return f"fee {self.pk} of agency {self.agency_id}"

    def says(self, language: str) -> tuple[str, str]:
        """Its words and the tag of their language: in the one asked for, or in one like it, or empty."""
        for tag in (language, language.split("-", maxsplit=1)[0]):
            if words := self.words.get(tag):
                return str(words), tag
        return "", ""


class Told(AppendOnly):
    """That a person was told something they are owed to hear, and how they took it in.

    language: the one it was said in, by its tag; fee: what costs were told, as it stood
    wording: which edition of our sentences stood on the page (`sayings`); none is known of what was told before there were any
    """

    class About(models.TextChoices):
        ROLE = "role", _("What I do, and what I do not do")
        COSTS = "costs", _("What it costs")
        CONFIDENTIALITY = "confidentiality", _("What stays between us, and where that ends")
        TEAM = "team", _("Who in the team may know, and why")
        REPORTING = "reporting", _("What I have to report")

    class Took(models.TextChoices):
        SAID_YES = "said-yes", _("They said they understood")
        SIGNED = "signed", _("They signed")
        BY_INTERPRETER = "interpreter", _("Through an interpreter, and they understood")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    about = models.CharField(max_length=16, choices=About.choices)
    took = models.CharField(max_length=12, choices=Took.choices)
    language = models.CharField(max_length=8)
    fee = models.ForeignKey(Fee, models.PROTECT, null=True, related_name="+")
    wording = models.PositiveSmallIntegerField(null=True)
    on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "told"
        indexes: ClassVar = [models.Index(fields=["person", "worker"], name="told_to_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(about__in=["role", "costs", "confidentiality", "team", "reporting"]),
                name="what_was_told_is_known",
            ),
            models.CheckConstraint(condition=Q(fee__isnull=True) | Q(about="costs"), name="only_costs_name_a_fee"),
        ]

    def __str__(self) -> str:
        return f"told {self.pk}"


class HeardToo(AppendOnly):
    """That somebody beside the person heard what stays private and the rest: ca.confidentiality.5.

    abouts: of `Told.About`, with a space between them; sealed: who, in words
    instead_of: the row that this one puts right; without abouts, it says that nobody heard it
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    abouts = models.CharField(max_length=60, blank=True)
    sealed = models.BinaryField()
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="put_right_by")
    on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "heard too"
        indexes: ClassVar = [models.Index(fields=["person", "worker"], name="heard_too_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(abouts="") | Q(instead_of__isnull=False), name="nobody_heard_it_only_puts_a_row_right"
            ),
        ]

    def __str__(self) -> str:
        return f"heard too {self.pk}"

    @property
    def who(self) -> str:
        """Who it was. Raises CannotOpen."""
        return words_in(self.sealed)

    @property
    def what_words(self) -> list[str]:
        """What they heard about."""
        return [str(Told.About(own).label) for own in self.abouts.split()]


class Agreement(AppendOnly):
    """How both carry the relationship, in their words: choice, shared power, boundaries. Each saving is a new row.

    took: how the person said yes to it; empty of what was kept before that was asked
    """

    class Took(models.TextChoices):
        SAID_YES = "said-yes", _("They said yes to it")
        SIGNED = "signed", _("They signed it")
        BY_INTERPRETER = "interpreter", _("They said yes through an interpreter")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    has_boundaries = models.BooleanField()
    took = models.CharField(max_length=12, choices=Took.choices, blank=True)
    on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "worker", "-id"], name="agreements_of_two")]

    def __str__(self) -> str:
        return f"agreement {self.pk}"

    def data(self) -> dict[str, str]:
        """The fields of `agreeing.Terms`. Raises CannotOpen."""
        return dict(unseal(self.sealed))


class ServiceHours(AppendOnly):
    """When and where an agency authorizes service, from a day on: the newest set that has begun stands whole.

    weekdays: "1234567", Monday first; opens, closes: times of day in the agency's zone, where closes may lie past midnight
    hows: which ways to meet, as in How, with a space between them; opens and closes at one time is the whole day
    places: the names of the places where two may agree to meet, a line each; empty for any
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    weekdays = models.CharField(max_length=7)
    opens = models.TimeField()
    closes = models.TimeField()
    hows = models.CharField(max_length=80)
    places = models.TextField(blank=True)
    from_day = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    changes_seldom: ClassVar = True

    class Meta:
        verbose_name_plural = "service hours"
        indexes: ClassVar = [models.Index(fields=["agency", "from_day"], name="service_hours_of_agency")]

    def __str__(self) -> str:
        return f"service hours {self.pk}"


class Closing(models.Model):
    """A case on its way to a good ending: asked for, staffed with the supervisor, closed. The door stays open.

    worker: whose case it is, or was last; empty where the person never had a worker
    person_ended: the person's own wish, which ends service that moment, person_ended_at; what waits is the file alone
    (nm.continuation.4)
    sealed: the fields of `closing.Ending`; staffed_sealed: those of `closing.Staffing`
    ruling: on asking for it; once it is closed, on closing it
    presence: of the person, where their case was staffed (ca.advocacy.4); empty until then
    """

    class Ground(models.TextChoices):
        NEEDS_MET = "needs-met", _("They have the support they needed")
        NOT_INTERESTED = "not-interested", _("They no longer want it")
        PROGRAM_MET = "program-met", _("They completed the program")
        NO_RESPONSE = "no-response", _("They do not respond")
        DIRECTED = "directed", _("The supervisor directed it")
        NO_BENEFIT = "no-benefit", _("It no longer helps them")
        OTHER = "other", _("Another reason")

    class Presence(models.TextChoices):
        THERE = "there", _("They were there")
        ASKED = "asked", _("They were asked, and chose not to come")
        ABSENT = "absent", _("They were not there")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=16, choices=Ground.choices)
    person_ended = models.BooleanField()
    person_ended_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    staffed_on = models.DateField(null=True)
    staffed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    staffed_sealed = models.BinaryField(blank=True)
    presence = models.CharField(max_length=6, choices=Presence.choices, blank=True)
    is_agreed = models.BooleanField(null=True)
    ruling = models.ForeignKey(KeptRuling, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    returned_on = models.DateField(null=True)

    guards: ClassVar = (
        never_change(
            "closing_stays_as_asked",
            "agency_id",
            "person_id",
            "worker_id",
            "sealed",
            "asked_on",
            "asked_at",
            "by_id",
            says="a closing stays as it was asked for",
        ),
        never_deleted("closing_is_not_deleted", says="a closing is never deleted"),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_on__isnull=True) & (Q(is_agreed__isnull=True) | Q(is_agreed=True)),
                name="one_closing_of_a_case_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(staffed_on__isnull=False, is_agreed=True)
                & (Q(ruling__isnull=False) | Q(worker__isnull=True)),  # no code binds where there is no worker
                name="no_case_closes_before_it_is_staffed",
            ),
            models.CheckConstraint(
                condition=Q(staffed_on__isnull=True, staffed_by__isnull=True, is_agreed__isnull=True)
                | Q(staffed_on__isnull=False, staffed_by__isnull=False, is_agreed__isnull=False),
                name="a_staffed_closing_has_its_supervisor",
            ),
            models.CheckConstraint(
                condition=Q(person_ended=True, person_ended_at__isnull=False)
                | Q(person_ended=False, person_ended_at__isnull=True),
                name="what_a_person_ended_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"closing {self.pk}"

    def data(self) -> dict[str, Any]:
        """The fields of `closing.Ending`. Raises CannotOpen."""
        return dict(unseal(self.sealed))

    def staffed(self) -> dict[str, Any]:
        """The fields of `closing.Staffing`; empty until it was staffed. Raises CannotOpen."""
        return dict(unseal(self.staffed_sealed)) if self.staffed_sealed else {}


class ClosingWords(AppendOnly):
    """What was said of an ending, by whom and when; nothing said later takes its place.

    whose: the person's own words as they ended service, or what a worker or supervisor wrote who asked second
    by: whoever took it down
    """

    class Whose(models.TextChoices):
        PERSON = "person", _("Their own words")
        ANOTHER = "another", _("Asked for as well")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    closing = models.ForeignKey(Closing, models.PROTECT, related_name="said")
    whose = models.CharField(max_length=8, choices=Whose.choices)
    sealed = models.BinaryField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "closing words"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(whose__in=["person", "another"]), name="whose_words_they_are_is_known"),
        ]

    def __str__(self) -> str:
        return f"words {self.pk} of closing {self.closing_id}"

    @property
    def words(self) -> str:
        """As they were said. Raises CannotOpen."""
        return words_in(self.sealed)
