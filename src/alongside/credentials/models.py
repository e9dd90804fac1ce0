"""Certificates as bare rows: holder, code, period."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Agency, Board, Worker


class Certificate(models.Model):
    """One credential a worker applied for, holds or held.

    `code` is the id of the code of ethics it binds to, such as `nm`. Its days are those printed on it: it is in force
    from `valid_from` through `valid_through`, both included, unless given up before. Applied for and not yet granted,
    it has no period; the code binds all the same.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    code = models.SlugField(_("code of ethics"), max_length=20)
    number = models.CharField(_("number"), max_length=40)
    name_on_certificate = models.CharField(_("name on the certificate"), max_length=120)
    applied_on = models.DateField()
    valid_from = models.DateField(null=True, blank=True)
    valid_through = models.DateField(null=True, blank=True)
    given_up_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["holder", "code"], name="certificate_of_holder")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["board", "number"], condition=~Q(number=""), name="certificate_number_once_per_board"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True, valid_through__isnull=True)
                | Q(  # said of both outright: a comparison with nothing is not false to a database, and would pass
                    valid_from__isnull=False,
                    valid_through__isnull=False,
                    valid_through__gte=F("valid_from"),
                    valid_from__gte=F("applied_on"),
                ),
                name="certificate_period_is_in_order",
            ),
            models.CheckConstraint(
                condition=Q(given_up_on__isnull=True) | Q(given_up_on__gte=F("applied_on")),
                name="certificate_given_up_after_it_was_asked_for",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}".strip()
