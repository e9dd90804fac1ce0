"""Who teaches what, what each practitioner learned, and who is excused from what.

Hours come in quarters. What was learned is never overwritten: a correction strikes an entry, and may put another in its
place. Days come in pairs as everywhere: `from_day` is the first on which something holds, `to_day` the first it no longer does.
"""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from alongside.evidence.models import EvidenceFile
from alongside.journal.models import AppendOnly
from alongside.people.models import Board, Practitioner, ends_after_it_begins


def in_quarters(name: str, most: int, *, or_none: bool = False) -> models.CheckConstraint:
    """Hours above nothing, up to `most`, in quarters."""
    told = Q(hours__gt=0, hours__lte=most) & Q(hours=Round(F("hours") * 4) / 4)
    return models.CheckConstraint(condition=Q(hours__isnull=True) | told if or_none else told, name=name)


class Provider(models.Model):
    """Who teaches, as a board registered them. nm.competence.4: the recovery office, universities, the State, and others."""

    class Kind(models.TextChoices):
        RECOVERY_OFFICE = "recovery-office", _("State recovery office")
        UNIVERSITY = "university", _("University or college")
        STATE = "state", _("Another state office")
        CARE_PLAN = "care-plan", _("Managed care plan")
        COMMUNITY = "community", _("Peer or community organization")
        OTHER = "other", pgettext_lazy("provider", "Someone else")

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("what they are"), max_length=20, choices=Kind.choices)
    from_day = models.DateField(_("registered from"))
    to_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["recovery-office", "university", "state", "care-plan", "community", "other"]),
                name="provider_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=["board", "name"],
                condition=Q(to_day__isnull=True),
                name="provider_once_per_board",
                violation_error_message=_("A provider of this name is registered already."),
            ),
            ends_after_it_begins("provider_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class ProviderContact(models.Model):
    """Somebody who may post attendance for a provider, from a day."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="contacts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "user"],
                condition=Q(to_day__isnull=True),
                name="one_open_contact_per_provider",
                violation_error_message=_("They may post for this provider already."),
            ),
            ends_after_it_begins("contact_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"account {self.user_id} for provider {self.provider_id}"


class Course(models.Model):
    """What a provider teaches, with the hours that a board counts for it."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="courses")
    title = models.CharField(_("title"), max_length=160)
    hours = models.DecimalField(
        _("hours"), max_digits=5, decimal_places=2, validators=[MinValueValidator(Decimal("0.25"))]
    )
    where = models.CharField(_("where, and in which language"), max_length=120, blank=True)
    from_day = models.DateField(_("open from"))
    to_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            in_quarters("course_hours_in_quarters", 200),
            models.UniqueConstraint(
                fields=["provider", "title"],
                condition=Q(to_day__isnull=True),
                name="course_once_per_provider",
                violation_error_message=_("This provider has an open course of this title already."),
            ),
            ends_after_it_begins("course_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.title


class CourseTopic(models.Model):
    """How many of a course's hours are on a topic: a bucket of the board's programme, or a word its code's duties count."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="topics")
    topic = models.SlugField(max_length=40)
    hours = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "topic"], name="topic_once_per_course"),
            in_quarters("course_topic_in_quarters", 200),
        ]

    def __str__(self) -> str:
        return f"{self.topic} of course {self.course_id}"


class AttendanceSheet(AppendOnly):
    """A list of attendance as a provider sent it, cell by cell, before anything was taken from it.

    `cells` is the JSON of its rows, as text. `token` is its address: nobody guesses it, and it is posted once.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    token = models.CharField(max_length=32, unique=True)
    sha256 = models.CharField(max_length=64)
    cells = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"attendance sheet {self.pk}"


class AttendancePosting(AppendOnly):
    """That a sheet was posted, once, and how many of its rows were taken."""

    sheet = models.OneToOneField(AttendanceSheet, models.PROTECT, related_name="posting")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    taken = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"posting of sheet {self.sheet_id}"


class LearningEntry(AppendOnly):
    """Something somebody learned, as one board counts it. `completed_on` is a day of that board's calendar.

    began_on: its first day, where it took several
    provider_name: who taught it, in whatever words; course: where it is one of the catalogue
    Whether it still stands is for its correction to say.
    """

    class Source(models.TextChoices):
        SELF_LOGGED = "self-logged", _("Logged by the learner")
        ATTENDANCE = "attendance", _("Posted by the provider")
        PRACTICE = "practice", _("Ethics practice here")
        ENTERED = "entered", _("Entered by the board")

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+", db_index=False)
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    provider_name = models.CharField(_("who taught it"), max_length=160, blank=True)
    began_on = models.DateField(null=True)
    completed_on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    evidence = models.ForeignKey(EvidenceFile, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=12, choices=Source.choices)
    sheet = models.ForeignKey(AttendanceSheet, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "learning entries"
        indexes: ClassVar = [
            # all that adding up needs stands in the index
            models.Index(fields=["board", "practitioner", "completed_on", "hours"], name="learning_of_practitioner")
        ]
        constraints: ClassVar = [
            in_quarters("learning_hours_in_quarters", 200),
            models.CheckConstraint(
                condition=Q(began_on__isnull=True) | Q(began_on__lte=F("completed_on")),
                name="learning_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["self-logged", "attendance", "practice", "entered"]),
                name="learning_source_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"learning entry {self.pk}"


class LearningTopic(AppendOnly):
    """How many of an entry's hours were on a topic. An hour may be on two, and counts once toward the whole."""

    entry = models.ForeignKey(LearningEntry, models.PROTECT, related_name="topics", db_index=False)
    topic = models.SlugField(max_length=40, db_index=False)
    hours = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "topic"], name="topic_once_per_entry"),
            in_quarters("topic_hours_in_quarters", 200),
        ]

    def __str__(self) -> str:
        return f"{self.topic} of entry {self.entry_id}"


class Correction(AppendOnly):
    """That an entry no longer stands, and why. `instead` is the entry that took its place, where one did."""

    entry = models.OneToOneField(LearningEntry, models.PROTECT, related_name="correction")
    instead = models.OneToOneField(LearningEntry, models.PROTECT, null=True, related_name="corrects")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(instead__isnull=True) | ~Q(instead=F("entry")), name="an_entry_does_not_correct_itself"
            )
        ]

    def __str__(self) -> str:
        return f"correction of entry {self.entry_id}"


class Exemption(models.Model):
    """That a board asks less of somebody, and why: of one topic, or of all learning (an empty topic).

    `hours` is how many less; None: nothing is asked. It is for every period whose last day lies within its days.
    """

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    topic = models.SlugField(max_length=40, blank=True)
    hours = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["board", "practitioner"], name="exemption_of_practitioner")]
        constraints: ClassVar = [
            in_quarters("exempt_hours_in_quarters", 200, or_none=True),
            models.CheckConstraint(condition=~Q(reason=""), name="exemption_has_a_reason"),
            ends_after_it_begins("exemption_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"exemption {self.pk}"


class LearningGoal(models.Model):
    """Something somebody means to learn: theirs alone to see, whoever suggested the topic.

    A need met in work with a person served comes here as a topic, never as anything said of that person.
    """

    class Origin(models.TextChoices):
        OWN = "own", _("My own wish")
        WORK = "work", _("Came up in my work")

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    topic = models.SlugField(max_length=40, blank=True)
    words = models.CharField(_("what you want to learn"), max_length=200)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.OWN)
    by_day = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(origin__in=["own", "work"]), name="goal_origin_is_known")
        ]

    def __str__(self) -> str:
        return f"learning goal {self.pk}"


class PracticeAnswer(AppendOnly):
    """What somebody answered to a practice story, and what their code ruled at that moment. Theirs alone to see."""

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+", db_index=False)
    code = models.SlugField(max_length=20)
    story = models.SlugField(max_length=60)
    chosen = models.CharField(max_length=12)
    ruled = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practitioner", "code", "at"], name="practice_of_practitioner")]

    def __str__(self) -> str:
        return f"practice answer {self.pk}"
