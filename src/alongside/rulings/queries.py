"""Kept questions and referrals, by who may see them. Foreign and missing look the same."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.shortcuts import get_object_or_404

from alongside.people.models import RoleKind
from alongside.people.viewer import Viewer
from alongside.rulings.deputies import Answering
from alongside.rulings.models import KeptRuling, LookAgain, Referral


def my_questions(viewer: Viewer) -> QuerySet[KeptRuling]:
    """The questions somebody kept as the worker they are now, the latest first. Nobody else's, whatever their role."""
    mine = KeptRuling.objects.filter(
        worker=viewer.worker, asker=viewer.user, purpose=KeptRuling.Purpose.QUESTION
    ).select_related("worker")
    return mine.order_by("-asked_at", "-pk") if viewer.worker else mine.none()


def my_question(viewer: Viewer, question_id: int) -> KeptRuling:
    """Raises Http404 for one that is foreign or missing."""
    return get_object_or_404(my_questions(viewer), pk=question_id)


def referrals_sent(viewer: Viewer) -> QuerySet[Referral]:
    """What the worker has sent and not taken back, the latest first."""
    sent = Referral.objects.filter(from_worker=viewer.worker, kept__asker=viewer.user)
    sent = sent.exclude(status=Referral.Status.TAKEN_BACK).select_related("kept", "to", "deputy", "decided_by")
    return sent.order_by("-sent_at", "-pk") if viewer.worker else sent.none()


def referral_of(viewer: Viewer, question: KeptRuling) -> Referral | None:
    """Where one of the viewer's own questions stands with their supervisor; None while it is private."""
    return referrals_sent(viewer).filter(kept=question).first()


def referrals_for(viewer: Viewer) -> QuerySet[Referral]:
    """What was sent to a supervisor at an agency where they supervise today, the oldest clock first.

    To a deputy also what nobody answered until its clock had run out, and what they decided of it.
    """
    as_deputy = Q(deputy=viewer.user) & (
        Q(due_on__lt=viewer.today, status=Referral.Status.WAITING) | Q(decided_by=viewer.user)
    )
    found = Referral.objects.filter(
        Q(to=viewer.user) | as_deputy, agency__in=viewer.agencies_as(RoleKind.SUPERVISOR)
    ).exclude(status=Referral.Status.TAKEN_BACK)
    return found.select_related("kept", "from_worker", "to", "decided_by").order_by("due_on", "sent_at", "pk")


def waiting_for(viewer: Viewer) -> QuerySet[Referral]:
    """The referrals that still wait for a supervisor, oldest clock first."""
    return referrals_for(viewer).filter(status=Referral.Status.WAITING)


def waiting_at(who: Answering) -> QuerySet[Referral]:
    """The same at one agency, in plain values, for counting."""
    as_deputy = Q(deputy=who.user, due_on__lt=who.on)
    waiting = Referral.objects.filter(agency=who.agency, status=Referral.Status.WAITING)
    return waiting.filter(Q(to=who.user) | as_deputy)


def decided_again(who: Answering, by: date) -> QuerySet[Referral]:
    """Questions that somebody decided until a day that comes by then; with that day as `again_on`.

    Theirs alone, as the asker was told; the asker has it on their own page, and can ask whoever supervises them since.
    """
    mine = Referral.objects.filter(agency=who.agency, decided_by=who.user, kept__purpose=KeptRuling.Purpose.QUESTION)
    return with_again(mine.filter(review_on__isnull=False)).filter(Q(again_on__lte=by))


def with_again(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """Each with the day to look at it again as `again_on`: of the newest look, where there was one, else of the decision."""
    looks = LookAgain.objects.filter(referral=OuterRef("pk")).order_by("-pk")
    day = Case(When(Exists(looks), then=Subquery(looks.values("review_on")[:1])), default=F("review_on"))
    return rows.annotate(again_on=day)


def looks_at(referral: Referral) -> list[LookAgain]:
    """What was found when a decision was looked at again, the newest first."""
    return list(LookAgain.objects.filter(referral=referral).select_related("by").order_by("-pk"))


def referral_for(viewer: Viewer, referral_id: int) -> Referral:
    """Raises Http404 for one that is foreign, taken back or missing."""
    return get_object_or_404(referrals_for(viewer), pk=referral_id)


def unanswered_at(viewer: Viewer) -> QuerySet[Referral]:
    """What waits past its clock at the agency an administrator is at, the longest first.

    That it waits, for whom, and since when: what was asked stays with those it was sent to.
    """
    if viewer.agency is None or RoleKind.AGENCY_ADMINISTRATOR not in viewer.kinds_here:
        return Referral.objects.none()
    late = late_referrals(viewer.agency.pk, viewer.today)
    return late.select_related("from_worker", "to", "deputy").defer("words").order_by("due_on", "pk")


def late_referrals(agency: int, on: date) -> QuerySet[Referral]:
    """The same in plain values, for counting."""
    return Referral.objects.filter(agency=agency, status=Referral.Status.WAITING, due_on__lt=on)
