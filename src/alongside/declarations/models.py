"""What was declared, what was decided of it, and that it was undone. All of it only grows; words are sealed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.caseload.models import Tie
from alongside.journal.models import AppendOnly
from alongside.people.models import Agency, Person, Worker
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import unseal

USER = settings.AUTH_USER_MODEL


class Declaration(AppendOnly):
    """Something a worker declared, with the ruling it met.

    kind: an id of `kinds`; on: the day it is about; declared_on: the day it was written down, where the agency is
    person: where they named one whom they support or supported; amount: dollars, where there is a sum
    goes_to_supervisor: it waits for a decision until there is one; tie: what was told of the two with it
    sealed: {"who": ..., "words": ..., "context": ...}, read by the worker and by who decides
    """

    class Door(models.TextChoices):
        AHEAD = "ahead", _("It is about to happen")
        HAPPENED = "happened", _("It has happened")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    door = models.CharField(max_length=8, choices=Door.choices)
    on = models.DateField()
    declared_on = models.DateField()
    amount = models.DecimalField(max_digits=11, decimal_places=2, null=True)
    goes_to_supervisor = models.BooleanField()
    ruling = models.OneToOneField(KeptRuling, models.PROTECT, related_name="+")
    tie = models.ForeignKey(Tie, models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField()
    form_token = models.UUIDField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["agency", "-id"], name="declarations_of_agency"),
            models.Index(fields=["worker", "person", "kind"], name="declarations_of_two"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "form_token"], name="one_declaration_per_form"),
            models.CheckConstraint(
                condition=Q(door="ahead", on__gte=F("declared_on")) | Q(door="happened", on__lte=F("declared_on")),
                name="a_declaration_is_ahead_or_has_happened",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=Decimal(0)), name="a_declared_amount_is_not_negative"
            ),
            models.CheckConstraint(condition=~Q(kind=""), name="a_declaration_has_its_kind"),
        ]

    def __str__(self) -> str:
        return f"declaration {self.pk}"

    def details(self) -> dict[str, Any]:
        """Whom it is about in the worker's words, what they wrote, and the context they gave. Raises CannotOpen."""
        found: dict[str, Any] = unseal(self.sealed)
        return found


class DeclarationDecision(AppendOnly):
    """What a supervisor decided of a declaration, from a day on. The newest stands; a look again adds one.

    sealed: {"words": ..., "context": ...}: the bounds or the reason, and what was weighed where a code asks for that
    """

    class Decision(models.TextChoices):
        KEEP = "keep", _("It may stay as it is")
        BOUNDS = "bounds", _("It may stay, within bounds")
        REMOVE = "remove", _("It is given back, ended or put right")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=8, choices=Decision.choices)
    review_on = models.DateField(null=True)
    sealed = models.BinaryField()
    on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["declaration", "-id"], name="decisions_of_declaration")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decision__in=["keep", "bounds", "remove"]), name="a_declaration_decision_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(decision="bounds") | Q(review_on__isnull=False), name="bounds_have_a_day_to_look_again"
            ),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(review_on__gt=F("on")), name="a_look_again_is_still_to_come"
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk} on declaration {self.declaration_id}"

    def details(self) -> dict[str, Any]:
        """The words, and what was weighed. Raises CannotOpen."""
        found: dict[str, Any] = unseal(self.sealed)
        return found


class Undone(AppendOnly):
    """That the worker gave back, ended or put right what a supervisor decided should not stay."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    decision = models.OneToOneField(DeclarationDecision, models.PROTECT, related_name="undone")
    on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "undone"

    def __str__(self) -> str:
        return f"undone {self.pk} of decision {self.decision_id}"
