"""What boards and agencies put in force, and when. Every table only grows: a row that puts it right follows.

Of several rows on one matter the one with the latest day decides, and of one day the last written.
"""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Board

LARGEST_TEXT: Final = 500_000  # bytes; the longest of the five documents has some 16,000
LARGEST_PDF: Final = 5_000_000


class Recorded(AppendOnly):
    """Who wrote the row, and when; `by` is empty where the installation itself did, at its console."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    changes_seldom: ClassVar = True

    class Meta:
        abstract = True


class Stewardship(Recorded):
    """Which board keeps a code: it alone loads its document, confirms its readings and adopts its editions."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    code = models.SlugField(_("code of ethics"), max_length=20, unique=True)

    def __str__(self) -> str:
        return f"{self.code} kept by board {self.board_id}"


class OfficialDocument(Recorded):
    """A board's own text as it was handed in. `sha256` is of those bytes, in hex: it is what people sign."""

    class Kind(models.TextChoices):
        TEXT = "text", _("plain text")
        PDF = "pdf", "PDF"

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    code = models.SlugField(_("code of ethics"), max_length=20)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    text = models.TextField()
    """What was read out of it: where its words are looked for, and what the reader shows."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["board", "code", "sha256"], name="document_once_per_code"),
            models.CheckConstraint(condition=Q(kind__in=["text", "pdf"]), name="document_kind_is_known"),
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="document_hash_is_whole"),
            models.CheckConstraint(condition=~Q(text=""), name="document_has_words"),
        ]

    def __str__(self) -> str:
        return f"document {self.pk} of {self.code}"


class EditionFile(Recorded):
    """The code file of an adopted edition, byte for byte, and the vocabulary it was read with.

    It outlives what stands in codes/: the edition in force on the day of an act decides for ever.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    code = models.SlugField(_("code of ethics"), max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    vocabulary = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Exact(Length("digest"), 64), name="edition_digest_is_whole"),
        ]

    def __str__(self) -> str:
        return f"edition {self.digest[:12]} of {self.code}"


class Adoption(Recorded):
    """An edition put in force from a day, with the document it was matched to. `number` counts a code's from 1."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    code = models.SlugField(_("code of ethics"), max_length=20)
    number = models.PositiveIntegerField()
    edition = models.ForeignKey(EditionFile, models.PROTECT, related_name="+")
    edition_name = models.CharField(max_length=120)
    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="+")
    from_day = models.DateField(_("in force from"))

    class Meta:
        constraints: ClassVar = [
            # also what stops a form that is sent twice at the same moment
            models.UniqueConstraint(fields=["board", "code", "number"], name="adoptions_of_a_code_are_counted"),
            models.CheckConstraint(condition=Q(number__gte=1), name="adoptions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"adoption {self.number} of {self.code}"


class ReadingConfirmation(Recorded):
    """What a board says of a reading: that it holds, or that it is to be read otherwise.

    `wording` is the hash of the reading's own words, so that a changed reading has to be confirmed anew.
    """

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        DISPUTED = "disputed", _("To be read otherwise")

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    code = models.SlugField(_("code of ethics"), max_length=20)
    clause = models.CharField(max_length=60)
    reading = models.CharField(max_length=80)
    wording = models.CharField(max_length=64)
    edition_digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    note = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["code", "clause"], name="confirmations_of_clause")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(verdict__in=["confirmed", "disputed"]), name="verdict_is_known"),
            models.CheckConstraint(
                condition=Q(verdict="confirmed") | ~Q(note=""), name="a_disputed_reading_says_how_to_read_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.reading}: {self.verdict}"


class AgencyPolicy(Recorded):
    """What an agency's policy says from a day on: of a policy fact, or of a clause's parameter.

    `value` is written as in a code file ("allowed", "20.00 USD", "30 days", "true"); empty takes the policy back.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    fact = models.CharField(max_length=60, blank=True)
    clause = models.CharField(max_length=60, blank=True)
    param = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=80, blank=True)
    from_day = models.DateField(_("from"))

    class Meta:
        verbose_name_plural = "agency policies"
        indexes: ClassVar = [models.Index(fields=["agency", "from_day"], name="policies_of_agency")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(fact="") & ~Q(clause="") & ~Q(param="") | ~Q(fact="") & Q(clause="", param=""),
                name="policy_speaks_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"policy {self.pk} of agency {self.agency_id}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What the row speaks of: a fact, or a clause and its parameter."""
        return self.fact, self.clause, self.param


class ProgrammeAmendment(Recorded):
    """What a board asks from a day on, in its own word: of a term by name, or in hours on a topic (nc.cert.2).

    `value` is written as in a code file ("2 years", "40 hours", "true"); `number` counts a term's rows from 1.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    code = models.SlugField(_("code of ethics"), max_length=20)
    term = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField()
    value = models.CharField(max_length=80)
    from_day = models.DateField(_("from"))
    source = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["code", "id"], name="amendments_of_code")]
        constraints: ClassVar = [
            # also what stops a form that is sent twice at the same moment
            models.UniqueConstraint(
                fields=["code", "term", "topic", "number"], name="amendments_of_a_term_are_counted"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="amendments_count_from_one"),
            models.CheckConstraint(
                condition=Q(term="") & ~Q(topic="") | ~Q(term="") & Q(topic=""), name="amendment_speaks_of_one_term"
            ),
            models.CheckConstraint(condition=~Q(value="") & ~Q(source=""), name="amendment_says_what_and_by_whom"),
        ]

    def __str__(self) -> str:
        return f"amendment {self.number} of {self.code} {self.term or self.topic}"
