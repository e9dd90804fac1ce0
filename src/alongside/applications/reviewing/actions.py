"""What the board's staff do: verify, ask for more, recommend, decide. Each is one transaction, on record, and done once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from alongside.accounts.models import User
from alongside.applications.holding import held_by_board, set_stage
from alongside.applications.models import (
    TO_DECIDE,
    Application,
    Check,
    Decision,
    MoreAsked,
    Recommendation,
    Section,
    Stage,
    Verdict,
)
from alongside.applications.progress import progress_of
from alongside.applications.refusals import NotNow, NotVerified, SamePerson
from alongside.applications.reviewing.claims import claims_of, count_claims, unverified
from alongside.applications.sections.kinds import BY_NAME, CODE
from alongside.applications.truth import clauses_to_decide_by
from alongside.credentials.actions import Period, end_applied_within, grant_within
from alongside.journal.writing import Plain, write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.rulebook.queries import standing_of

ANSWER_DAYS: Final = timedelta(days=30)
"""How long a denial may be answered, by our reckoning: no code here sets it. Shown as ours."""


@dataclass(frozen=True)
class Said:
    """A recommendation or a decision in words. `clauses`: ids; a denial names at least one, of the code applied under.

    through: the last day of the certificate, where the programme does not tell how long one runs
    """

    verdict: Verdict
    reason: str
    clauses: Sequence[str] = field(default=())
    through: date | None = None


def check_claim(*, application: Application, key: str, version: int, outcome: str, how: str, by: User) -> Check:
    """Put on record that a claim was held against its source, or cannot be. Raises NotNow for one that has changed."""
    with transaction.atomic(durable=True):
        held = held_by_board(application, by)
        claim = next((own for own in claims_of(progress_of(held)) if own.claim.key == key), None)
        if held.stage != Stage.IN_REVIEW or claim is None or claim.version != version:
            raise NotNow
        check = Check.objects.create(
            application=held,
            board=held.board,
            claim=key,
            version=version,
            outcome=outcome,
            how=how,
            on=clock.today_in(held.board.time_zone),
            by=by,
            at=clock.now(),
        )
        count_claims(held)
        held.save(update_fields=["claims", "verified"])
        write_journal("application.checked", held, by=by, data={"claim": key, "outcome": outcome, "check": check.pk})
    return check


def ask_for_more(*, application: Application, sections: Sequence[str], words: str, by: User) -> MoreAsked:
    """Open sections again and say why; the board's clock stands still meanwhile. Raises NotNow."""
    with transaction.atomic(durable=True):
        held = held_by_board(application, by)
        opened = [name for name in sections if name in BY_NAME and name != CODE]
        if held.stage not in (Stage.IN_REVIEW, *TO_DECIDE) or not opened:
            raise NotNow
        asked = MoreAsked.objects.create(
            application=held, board=held.board, sections=opened, words=words, by=by, at=clock.now()
        )
        Section.objects.filter(application=held, kind__in=opened).update(is_locked=False)
        held.recommended_by = None
        set_stage(held, Stage.MORE_ASKED)
        write_journal("application.more-asked", held, by=by, data={"sections": ",".join(opened), "asked": asked.pk})
        _tell(held, "application.more-asked", asked.pk)
    return asked


def recommend(*, application: Application, said: Said, by: User) -> Recommendation:
    """The first of two says what should be decided. Of two reviewers at once the first is heard; the other gets NotNow.

    Raises SamePerson, NotVerified, and ValueError for a denial that names no clause of the code.
    """
    with transaction.atomic(durable=True):
        held = held_by_board(application, by)
        if held.stage != Stage.IN_REVIEW:
            raise NotNow
        clauses = _grounds(held, said)
        made = Recommendation.objects.create(
            application=held,
            board=held.board,
            round=held.round,
            verdict=said.verdict,
            reason=said.reason,
            clauses=clauses,
            by=by,
            at=clock.now(),
        )
        held.recommended_by = by
        set_stage(held, Stage.RECOMMENDED)
        data: dict[str, Plain] = {"verdict": said.verdict.value, "recommendation": made.pk}
        write_journal("application.recommended", held, by=by, data=data)
    return made


def decide(*, application: Application, said: Said, round_seen: int, by: User) -> Decision:
    """The second of two decides. Granted, the number is drawn and the certificate stands in the same transaction.

    Raises NotNow for a round that somebody else has decided, SamePerson, NotVerified, PeriodUntold, and ValueError for a
    denial that names no clause of the code. nc.attest.3: a false or missing answer may cost the application.
    """
    with transaction.atomic(durable=True):
        held = held_by_board(application, by)
        if held.stage not in TO_DECIDE or held.round != round_seen:
            raise NotNow
        last = Recommendation.objects.filter(application=held).order_by("-pk")[0]
        if last.by_id == by.pk:
            raise SamePerson
        made = Decision.objects.create(
            application=held,
            board=held.board,
            recommendation=last,
            round=held.round,
            verdict=said.verdict,
            reason=said.reason,
            clauses=_grounds(held, said),
            recommended_by_id=last.by_id,
            decided_by=by,
            at=clock.now(),
        )
        if said.verdict == Verdict.GRANT:
            _grant(held, made, said, by)
        else:
            _deny(held, made, by)
    return made


def close_denials(now: datetime) -> int:
    """Denials whose days to answer are over become final: the code applied for binds no longer. How many that were."""
    waiting = Application.objects.filter(stage=Stage.DENIED, ended_on__isnull=True).select_related("board")
    over = [
        one for one in waiting if one.answer_until and one.answer_until < now.astimezone(one.board.time_zone).date()
    ]
    return sum(_close(one) for one in over)


def _close(application: Application) -> bool:
    with transaction.atomic(durable=True):
        rows = Application.objects.select_for_update(of=("self",)).select_related("board", "certificate")
        held = rows.get(pk=application.pk)
        if held.stage != Stage.DENIED or held.ended_on is not None or held.certificate is None:
            return False  # answered meanwhile, or closed by another program
        today = clock.today_in(held.board.time_zone)
        end_applied_within(certificate=held.certificate, on=today, by=None)
        held.ended_on = today
        held.save(update_fields=["ended_on"])
        write_journal("application.closed", held, by=None)
    return True


def _grounds(held: Application, said: Said) -> list[str]:
    """The clauses it rests on. Raises NotVerified for a grant on unverified claims, ValueError for a denial without any."""
    if said.verdict == Verdict.GRANT:
        waiting = unverified(progress_of(held))
        if waiting:
            raise NotVerified(waiting)
        return []
    edition = standing_of(held.code, held.submitted_on or clock.today_in(held.board.time_zone)).edition
    known = {clause.id for clause in clauses_to_decide_by(edition)}
    named = [clause for clause in said.clauses if clause in known]
    if not named:
        raise ValueError("a denial names a clause of the code applied under")
    return named


def _grant(held: Application, made: Decision, said: Said, by: User) -> None:
    assert held.certificate is not None, "a constraint sees to it that what was sent has one"
    today = clock.today_in(held.board.time_zone)
    period = Period(today, said.through) if said.through else None
    grant_within(certificate=held.certificate, on=today, by=by, period=period)
    held.ended_on = None
    set_stage(held, Stage.GRANTED)
    data = {"decision": made.pk, "certificate": held.certificate.pk}
    write_journal("application.granted", held, by=by, data=data)
    _tell(held, "application.granted", made.pk, certificate=held.certificate.number)


def _deny(held: Application, made: Decision, by: User) -> None:
    held.answer_until = clock.today_in(held.board.time_zone) + ANSWER_DAYS
    set_stage(held, Stage.DENIED)
    data: dict[str, Plain] = {"decision": made.pk, "clauses": ",".join(made.clauses)}
    write_journal("application.denied", held, by=by, data=data)
    _tell(held, "application.denied", made.pk, day=held.answer_until.isoformat())


def _tell(held: Application, kind: str, row: int, **data: str) -> None:
    notify(
        kind=kind,
        to=held.practitioner,
        key=f"{kind}:{row}",
        data={"number": held.number, **data},
        url=f"/apply/mine/{held.pk}/",
    )
