"""What else stands beside a certificate: changes of the name on it, and the board's orders with the rule that publishes them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.journal.models import AppendOnly
from alongside.people.models import Board


class OnCertificate(AppendOnly):
    """Something put beside a certificate by its board's staff, and when."""

    certificate = models.ForeignKey("credentials.Certificate", models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class NameChange(OnCertificate):
    """The name on a certificate before and after. Nobody in public finds somebody by a name they gave up."""

    before = models.CharField(max_length=120)
    after = models.CharField(_("new name on the certificate"), max_length=120)
    cause = models.CharField(_("what shows it"), max_length=200)

    def __str__(self) -> str:
        return f"name change {self.pk}"


class PublicOrder(OnCertificate):
    """An order of the board on a certificate, as the public may read it. When it may is for the board's rule to say."""

    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("what the public reads"))
    effective_on = models.DateField(_("in effect from"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(summary=""), name="a_public_order_says_something"),
        ]

    def __str__(self) -> str:
        return f"order {self.pk}"


class WithdrawnOrder(AppendOnly):
    """An order taken back: nobody in public reads it any more."""

    order = models.OneToOneField(PublicOrder, models.PROTECT, related_name="withdrawn")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"withdrawal of order {self.order_id}"


class OrderRule(AppendOnly):
    """From a day on, how a board publishes its orders. A board that has set none publishes none.

    embargo_days: after an order takes effect, while it may still be answered; public_months: how long it can be read
    after that, empty for as long as the register stands
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    from_day = models.DateField(_("from"))
    embargo_days = models.PositiveSmallIntegerField(_("days before an order is public"))
    public_months = models.PositiveSmallIntegerField(_("months it stays public"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(public_months__isnull=True) | Q(public_months__gte=1), name="an_order_is_public_for_a_while"
            ),
        ]

    def __str__(self) -> str:
        return f"order rule of board {self.board_id} from {self.from_day}"
