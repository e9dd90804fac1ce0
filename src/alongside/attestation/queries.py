"""Who has signed, who has to, and how far somebody has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from alongside.attestation.models import Campaign, SectionRead, Signature
from alongside.attestation.signing import Chapter, Version, chapters_of, version_of
from alongside.credentials.models import Certificate
from alongside.credentials.names import name_key
from alongside.credentials.queries import binding
from alongside.credentials.standing import standings
from alongside.credentials.status import Standing as CertificateStanding, Status
from alongside.people import clock
from alongside.people.models import Board, Practitioner, RoleKind
from alongside.people.viewer import Viewer
from alongside.rulebook.models import Adoption, Stewardship
from alongside.rulebook.queries import Standing, standing_of
from canon.act import UnknownCode

ASKED: frozenset[Status] = frozenset(
    {Status.ACTIVE, Status.RENEWAL_DUE, Status.GRACE, Status.INACTIVE, Status.SUSPENDED}
)
"""How a certificate stands whose holder is asked to sign a new edition: whoever may serve, or may come back."""


@dataclass(frozen=True)
class ReadingSoFar:
    """How far somebody has read the edition in force."""

    standing: Standing
    chapters: Sequence[Chapter]
    read: frozenset[str]

    @property
    def is_read(self) -> bool:
        return all(chapter.name in self.read for chapter in self.chapters)

    @property
    def next_chapter(self) -> Chapter | None:
        """The first that is still to be read."""
        return next((chapter for chapter in self.chapters if chapter.name not in self.read), None)

    @property
    def left(self) -> int:
        return sum(chapter.name not in self.read for chapter in self.chapters)


def code_standing(code: str, on: date) -> Standing:
    """How a code stands. Raises Http404 for one that nobody wrote down."""
    try:
        return standing_of(code, on)
    except UnknownCode:
        raise Http404 from None


def board_of(code: str) -> Board | None:
    """Whose code it is; None where no board keeps it here, and then nobody can sign it."""
    row = Stewardship.objects.filter(code=code).select_related("board").first()
    return row.board if row else None


def reading_of(practitioner: Practitioner, standing: Standing) -> ReadingSoFar:
    """How far somebody has read."""
    rows = SectionRead.objects.filter(practitioner=practitioner, edition_digest=standing.edition.digest)
    return ReadingSoFar(standing, chapters_of(standing.edition), frozenset(rows.values_list("section", flat=True)))


def signature_of(practitioner: Practitioner, code: str, on: date) -> Signature | None:
    """Their signature under the edition in force on a day, with the document adopted with it. Raises UnknownCode."""
    return _signed(version_of(standing_of(code, on))).filter(practitioner=practitioner).first()


def has_signed(practitioner: Practitioner, code: str, on: date) -> bool:
    """Whether they signed exactly what stands on that day. Raises UnknownCode."""
    return signature_of(practitioner, code, on) is not None


def signatures_of(practitioner: Practitioner) -> QuerySet[Signature]:
    """Everything somebody ever signed, the newest first."""
    return Signature.objects.filter(practitioner=practitioner).select_related("board").order_by("-at", "-pk")


def signature_seen_by(viewer: Viewer, signature_id: int) -> Signature:
    """One signature, for its signer and the board's staff. Raises Http404: foreign and missing look the same."""
    row = Signature.objects.filter(pk=signature_id).select_related("board", "practitioner__user").first()
    is_staff = row is not None and row.board_id in viewer.boards_as(RoleKind.BOARD_STAFF, RoleKind.AUDITOR)
    if row is None or not (is_staff or row.practitioner.user_id == viewer.user.pk):
        raise Http404
    return row


# ---- an edition put to every holder ------------------------------------------------------------------------------------


def campaign_now(code: str, on: date) -> Campaign | None:
    """The campaign for the adoption in force on a day, if the board put it to the holders."""
    try:
        adoption = standing_of(code, on).adoption
    except UnknownCode:
        return None
    return Campaign.objects.filter(adoption=adoption).select_related("adoption", "board").first() if adoption else None


def must_sign(practitioner: Practitioner, code: str, on: date) -> Campaign | None:
    """The campaign that waits for their signature; None where there is none, or they have signed."""
    campaign = campaign_now(code, on)
    return campaign if campaign and not has_signed(practitioner, code, on) else None


def may_renew(practitioner: Practitioner, code: str, on: date) -> bool:
    """False once the day is past by which an unsigned edition had to be signed, and the board lets nobody renew without."""
    campaign = must_sign(practitioner, code, on)
    stops = {Campaign.Otherwise.NO_RENEWAL, Campaign.Otherwise.INACTIVE}
    return campaign is None or campaign.otherwise not in stops or on <= campaign.sign_by


@dataclass(frozen=True, slots=True)
class Asked:
    """A holder who is asked to sign, and their signature, if they have."""

    certificate: Certificate
    standing: CertificateStanding
    signature_id: int | None

    @property
    def has_signed(self) -> bool:
        return self.signature_id is not None

    def is_called(self, words: str) -> bool:
        """Whether the name holds these words, or the number begins with them; everybody is called nothing."""
        typed = words.strip()
        key = name_key(typed)
        is_named = bool(key) and key in self.certificate.name_key
        return not typed or is_named or self.certificate.number.upper().startswith("".join(typed.split()).upper())


@dataclass(frozen=True)
class Progress:
    """How a campaign goes: everybody asked, those who have not signed first."""

    campaign: Campaign
    asked: Sequence[Asked]

    @property
    def signed(self) -> int:
        return len(self.done)

    @property
    def done(self) -> Sequence[Asked]:
        return [one for one in self.asked if one.has_signed]

    @property
    def waiting(self) -> Sequence[Asked]:
        return [one for one in self.asked if not one.has_signed]


def progress_of(campaign: Campaign) -> Progress:
    """Who has to sign and who has: from the certificates as they stand at this moment, in three queries."""
    today = clock.today_in(campaign.board.time_zone)
    rows = list(
        binding(today)
        .filter(code=campaign.code, board=campaign.board)
        .select_related("board", "holder__user")
        .order_by("name_key", "pk")
    )
    now = standings(rows, clock.now())
    version = Version(campaign.adoption.edition.digest, campaign.adoption.document.sha256)
    signed = dict(_signed(version).values_list("practitioner_id", "pk"))
    asked = [
        Asked(row, now[row.pk], signed.get(row.holder_id))
        for row in rows
        if row.pk in now and now[row.pk].status in ASKED
    ]
    return Progress(campaign, sorted(asked, key=lambda one: one.has_signed))


def adoptions_to_put(board: Board) -> QuerySet[Adoption]:
    """The adoptions of a board's codes that were never put to the holders, the newest first."""
    put = Campaign.objects.filter(board=board).values("adoption")
    rows = Adoption.objects.filter(board=board).exclude(pk__in=put).select_related("edition", "document")
    return rows.defer("edition__content", "edition__vocabulary", "document__content", "document__text").order_by("-at")


def campaigns_of(board: Board) -> QuerySet[Campaign]:
    """Every campaign of a board, the newest first."""
    rows = Campaign.objects.filter(board=board).select_related("adoption__edition", "adoption__document", "board")
    return rows.defer(
        "adoption__edition__content", "adoption__edition__vocabulary", "adoption__document__content"
    ).order_by("-at")


def _signed(version: Version) -> QuerySet[Signature]:
    return Signature.objects.filter(edition_digest=version.edition_digest, document_sha256=version.document_sha256)
