"""Files handed in, and that one was withdrawn. The rows only grow; what a file holds lies sealed beside the database."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.evidence.checking import MediaType
from alongside.evidence.names import LONGEST
from alongside.journal.models import AppendOnly
from alongside.people.models import Board, Practitioner


class EvidenceFile(AppendOnly):
    """A file that a practitioner handed in to prove something, or that was handed in for them.

    token: its address, and the name it is stored under; kind: what it is to prove, by the app that asked for it
    handed_in_sha256: of the bytes as they came; stored_sha256: of the clean file that is kept
    words_sha256: of a PDF's letters and digits; look: of a picture or a scan, see `pictures.look_of`; "" where there is none
    key_id: which secret it is sealed under
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.SlugField(max_length=60)
    file_name = models.CharField(_("name of the file"), max_length=LONGEST)
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()  # bytes of the clean file
    pages = models.PositiveSmallIntegerField(null=True)
    handed_in_sha256 = models.CharField(max_length=64, db_index=True)
    stored_sha256 = models.CharField(max_length=64, db_index=True)
    words_sha256 = models.CharField(max_length=64, blank=True)
    look = models.CharField(max_length=64, blank=True)
    key_id = models.CharField(max_length=16)
    taken_in_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["owner", "kind"], name="evidence_of_owner"),
            models.Index(fields=["words_sha256"], condition=~Q(words_sha256=""), name="evidence_by_words"),
            models.Index(fields=["kind"], condition=~Q(look=""), name="evidence_pictures"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(media_type__in=[kind.value for kind in MediaType]), name="evidence_is_of_a_known_type"
            ),
            models.CheckConstraint(
                condition=Q(media_type=MediaType.PDF.value, pages__gte=1)
                | (~Q(media_type=MediaType.PDF.value) & Q(pages__isnull=True)),
                name="evidence_pages_are_a_pdfs",
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="evidence_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"evidence file {self.pk}"  # not its name: this text reaches logs and error reports

    @property
    def belongs_to(self) -> str:
        """What its content is sealed to."""
        return f"{self.token.hex} of practitioner {self.owner_id}, {self.stored_sha256}"


class Removed(AppendOnly):
    """The owner withdrew a file before anything rested on it: its content is deleted, the row stays."""

    file = models.OneToOneField(EvidenceFile, models.PROTECT, related_name="removed")
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "removed evidence file"

    def __str__(self) -> str:
        return f"removed evidence file {self.file_id}"
