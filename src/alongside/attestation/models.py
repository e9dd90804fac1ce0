"""Who signed which edition of a code, what each read first, and the editions that a board puts to its holders."""

from datetime import timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from alongside.journal.models import AppendOnly
from alongside.people.models import Board, Practitioner
from alongside.rulebook.models import Adoption

WARNING: Final = timedelta(days=14)
"""Nobody's certificate is set aside for a missing signature sooner than this after they were first told."""


class SectionRead(AppendOnly):
    """Somebody said that they have read one section of an edition. Signing asks for all of them."""

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=20)
    edition_digest = models.CharField(max_length=64)
    section = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "sections read"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practitioner", "edition_digest", "section"], name="a_section_is_read_once_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"section of {self.code} read by practitioner {self.practitioner_id}"


class Signature(AppendOnly):
    """A signed edition: who, which file of ours, which official document, and each affirmation as it was worded.

    edition_digest: SHA-256 of the code file; document_sha256: of the official document adopted with it, empty where the
    board has adopted none here. Both stand in the journal entry too, with a digest of the affirmations and the typed
    name, so that the signature can be proved later.
    affirmations: a list of {"clause": id or "", "says": our words, in the language shown}
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=20)
    edition_digest = models.CharField(max_length=64)
    edition_name = models.CharField(max_length=120)
    document_sha256 = models.CharField(max_length=64, blank=True)
    affirmations = models.JSONField()
    name_typed = models.CharField(_("typed name"), max_length=120)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["code", "edition_digest"], name="signatures_of_edition")]
        constraints: ClassVar = [
            # also what makes a double click one signature
            models.UniqueConstraint(
                fields=["practitioner", "edition_digest", "document_sha256"], name="an_edition_is_signed_once"
            ),
            models.CheckConstraint(condition=Exact(Length("edition_digest"), 64), name="signed_digest_is_whole"),
            models.CheckConstraint(
                condition=Q(document_sha256="") | Q(Exact(Length("document_sha256"), 64)),
                name="signed_document_is_whole",
            ),
            models.CheckConstraint(condition=~Q(name_typed=""), name="a_signature_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk} under {self.code}"


class Campaign(AppendOnly):
    """An adopted edition put to every holder for signature, by a day, and what becomes of those who do not sign.

    Who has to sign is worked out from the certificates whenever somebody asks; there is no list that could be wrong.
    """

    class Otherwise(models.TextChoices):
        REMINDED = "reminded", _("They are reminded, and nothing else happens")
        NO_RENEWAL = "no-renewal", _("They cannot renew until they sign")
        INACTIVE = "inactive", _("Their certificate is set aside until they sign")

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=20)
    adoption = models.OneToOneField(Adoption, models.PROTECT, related_name="+")
    sign_by = models.DateField(_("to be signed by"))
    otherwise = models.CharField(max_length=12, choices=Otherwise.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(otherwise__in=["reminded", "no-renewal", "inactive"]), name="what_becomes_of_them_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"campaign {self.pk} for {self.code}"
