"""The agency's morning in one look: what needs somebody, how soon contacts are written down, and what does not fit together.

Each line leads to where it is settled or to what stands behind it. Nothing is measured that nobody can answer for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from alongside.agency.queries import Cited, Limit, cited, codes_at, facts_read, limits, matters
from alongside.agency.staff import Colleague, standing_of_staff
from alongside.agency.waiting import Unhelped, unhelped
from alongside.audit.flags import Flag, Flagged, flags_of
from alongside.audit.lag import Lag, lag_of, limit_days, totals
from alongside.billing.queries import not_billed_yet
from alongside.goals.approach import approach_of, clauses_asking
from alongside.people import clock
from alongside.people.models import Agency, RoleKind
from alongside.people.queries import working_at
from alongside.people.viewer import Viewer
from alongside.practice.fees import clauses_bidding, fee_of
from alongside.practice.holding import holds_waiting
from alongside.practice.hours import hours_on
from alongside.rulebook.addresses import with_query
from alongside.rulings.standing_now import StandingsNow
from alongside.supervision.owing import Owes, late_workers, owed_in
from alongside.supervision.showing import verdict
from alongside.supervision.team import Row, months_in, standings_of_team
from alongside.ui.amounts import number_words
from canon.code import Edition
from canon.values import Clockless

LOOKS_BACK: Final = timedelta(days=30)
ENDS_SOON: Final = 60
AUTHORIZED: Final = "service.is_authorized"
BILLS_UNTIL: Final = timedelta(days=10)
"""How far into a month the one before is still looked at first."""

FLAGS: Final[dict[Flag, str | Promise]] = {
    Flag.OVERLAP: gettext_lazy("Two contacts at one time"),
    Flag.DAY_TOO_LONG: gettext_lazy("More than a day can hold"),
    Flag.SAME_WORDS: gettext_lazy("The same words as another note"),
    Flag.UNITS: gettext_lazy("Billed with other minutes than the contact has"),
    Flag.LONG_AFTER: gettext_lazy("Signed long after"),
    Flag.AFTER_LAPSE: gettext_lazy("After a certificate’s end"),
}


@dataclass(frozen=True)
class Need:
    """Something that waits for somebody, and where it is settled. is_pressing: somebody cannot work, or a clock runs out."""

    title: str
    url: str
    icon: str
    is_pressing: bool = False


@dataclass(frozen=True)
class Left:
    """Something that a code leaves to the employer, the clauses that read it, and whether it is answered.

    lang: of the label, where it is the rulebook's own
    """

    label: str
    url: str
    clauses: tuple[Cited, ...]
    is_answered: bool
    lang: str = ""


@dataclass(frozen=True)
class ShownFlag:
    """A flag in words."""

    own: Flagged
    says: str | Promise


@dataclass(frozen=True)
class LateUnder:
    """A clause under which somebody is late, how many are, and where their names stand."""

    clause: str
    says: str
    workers: int
    url: str


@dataclass(frozen=True)
class Morning:
    """Everything the page shows. left: what codes leave to the employer; limit: days to write down, if set.

    supervision: how the team's month stands, in a sentence; short: who falls short; late, late_under: who is late under a code
    month: its first day; unbilled: how many of its contacts no export holds
    unhelped: who is without help and what is late; for those who keep the agency
    """

    needs: list[Need]
    left: list[Left]
    unset: list[Limit]
    ending: list[Colleague]
    lags: list[Lag]
    whole: Lag
    limit: int | None
    flags: list[ShownFlag]
    supervision: str
    short: list[Row]
    late: int
    late_under: list[LateUnder]
    month: date
    unbilled: int
    unhelped: Unhelped | None

    @property
    def unanswered(self) -> list[Left]:
        """Starred clauses, and others like them, that nothing on file answers."""
        return [own for own in self.left if not own.is_answered]

    @property
    def sentence(self) -> str:
        """The first glance: "Three things need you", or that nothing does."""
        if not self.needs:
            return _("Nothing needs you this morning")
        count = len(self.needs)
        said = ngettext("%(n)s thing needs you", "%(n)s things need you", count)
        return capfirst(said % {"n": number_words(count, before_noun=True)})


def morning_of(viewer: Viewer, agency: Agency) -> Morning:
    """The agency as it stands at this moment."""
    today, now = viewer.today, clock.now()
    staff = list(standing_of_staff(working_at(agency, today), now))
    lags = lags_lately(agency)
    flags = flags_of(agency, now - LOOKS_BACK, now)
    team = standings_of_team(viewer) if RoleKind.AGENCY_ADMINISTRATOR in viewer.kinds_here else StandingsNow((), today)
    rows, owed = months_in(team), owed_in(team)
    month = (today - BILLS_UNTIL).replace(day=1)
    ending, editions = [own for own in staff if _ends_soon(own, today)], codes_at(agency, today)
    found = Morning(
        needs=[],
        left=left_to_employer(agency, today, editions),
        unset=unset_limits(agency, today, editions),
        ending=ending,
        lags=lags,
        whole=totals(lags),
        limit=limit_days(agency, today),
        flags=[ShownFlag(own, FLAGS[own.flag]) for own in flags],
        supervision=verdict(rows) if rows else "",
        short=[own for own in rows if own.minimum.falls_short],
        late=len(late_workers(owed)),
        late_under=_late_under(owed),
        month=month,
        unbilled=not_billed_yet(agency, month),
        unhelped=unhelped(viewer, agency) if RoleKind.AGENCY_ADMINISTRATOR in viewer.kinds_here else None,
    )
    found.needs.extend(_needs(found, staff, viewer, agency))
    return found


def lags_lately(agency: Agency) -> list[Lag]:
    """How soon each worker wrote down in the last days, who needs a look first."""
    now = clock.now()
    return lag_of(agency, now - LOOKS_BACK, now)


def left_to_employer(agency: Agency, on: date, editions: Sequence[Edition]) -> list[Left]:
    """Every matter that a code binding here asks an employer about: policies, how the agency works, what it
    costs, when service is given."""
    found = [
        Left(own.fact.label, reverse("agency:policy", args=[own.fact.name]), own.clauses, own.is_on_file, "en")
        for own in matters(agency, on, editions)
    ]
    asking = tuple(cited(own) for own in clauses_asking(editions))
    if asking:
        is_on_file = approach_of(agency, on) is not None
        found.append(Left(_("How you work"), reverse("goals:approach"), asking, is_on_file))
    bidding = tuple(cited(own) for own in clauses_bidding(editions))
    if bidding:
        found.append(Left(_("What support costs"), reverse("practice:fees"), bidding, fee_of(agency) is not None))
    timed = tuple(cited(own) for edition in editions for own in edition.clauses if AUTHORIZED in facts_read(own))
    if timed:
        found.append(Left(_("Service hours and places"), reverse("practice:hours"), timed, bool(hours_on(agency, on))))
    return found


def unset_limits(agency: Agency, on: date, editions: Sequence[Edition]) -> list[Limit]:
    """Limits that a code leaves to the employer and nobody has set: their clause is never late until somebody does."""
    return [own for own in limits(agency, on, editions) if not own.own and own.value is Clockless.NO_SET_TIME]


def _needs(found: Morning, staff: list[Colleague], viewer: Viewer, agency: Agency) -> Iterator[Need]:
    """What waits, the most pressing first."""
    if found.unhelped is not None:
        yield from _of_people(found.unhelped)
    keeps = RoleKind.AGENCY_ADMINISTRATOR in viewer.kinds_here
    blocked = sum(not own.may_serve for own in staff)
    if blocked and keeps:
        said = ngettext("%(n)s may not serve today", "%(n)s may not serve today", blocked)
        yield Need(_said(said, blocked), reverse("agency:certificates"), "card", is_pressing=True)
    if found.ending and keeps:
        said = ngettext("%(n)s certificate ends soon", "%(n)s certificates end soon", len(found.ending))
        yield Need(_said(said, len(found.ending)), reverse("agency:certificates"), "clock")
    held = holds_waiting(viewer, agency).count() if keeps else 0
    if held:
        said = ngettext("%(n)s contact is held from billing", "%(n)s contacts are held from billing", held)
        yield Need(_said(said, held), reverse("practice:held"), "warning")
    if found.whole.waiting:
        count = len(found.whole.waiting)
        said = ngettext("%(n)s contact is not written down", "%(n)s contacts are not written down", count)
        yield Need(_said(said, count), "#h-lag", "pen")
    if found.short:
        count = len({own.worker.pk for own in found.short})
        said = ngettext("%(n)s will fall short in supervision", "%(n)s will fall short in supervision", count)
        yield Need(_said(said, count), reverse("supervision:team"), "team")
    if found.late:
        said = ngettext(
            "%(n)s is late with what their code asks", "%(n)s are late with what their code asks", found.late
        )
        yield Need(_said(said, found.late), reverse("supervision:owing"), "clock")
    if found.unanswered:
        count = len(found.unanswered)
        said = ngettext("%(n)s policy is missing", "%(n)s policies are missing", count)
        yield Need(_said(said, count), reverse("agency:policies"), "folder")
    if found.unbilled:
        said = ngettext("%(n)s contact is not billed yet", "%(n)s contacts are not billed yet", found.unbilled)
        yield Need(_said(said, found.unbilled), f"{reverse('billing:month')}?month={found.month:%Y-%m}", "figures")


def _of_people(own: Unhelped) -> Iterator[Need]:
    """Who may be without help, whoever has nobody first; and what waits past its day."""
    address = reverse("practice:without_help")
    if own.nobody:
        said = ngettext("%(n)s person has nobody assigned", "%(n)s people have nobody assigned", own.nobody)
        yield Need(_said(said, own.nobody), with_query(address, why="nobody"), "warning", is_pressing=True)
    if own.barred:
        said = ngettext("%(n)s person’s worker may not serve", "%(n)s people’s worker may not serve", own.barred)
        yield Need(_said(said, own.barred), with_query(address, why="worker"), "warning", is_pressing=True)
    if own.late:
        said = ngettext("%(n)s decision waits past its day", "%(n)s decisions wait past their day", own.late)
        yield Need(_said(said, own.late), reverse("agency:unanswered"), "wait", is_pressing=True)
    if own.unseen:
        said = ngettext(
            "%(n)s person not seen for %(days)s days", "%(n)s people not seen for %(days)s days", own.unseen
        )
        words = said % {"n": number_words(own.unseen, before_noun=True), "days": own.days}
        yield Need(str(capfirst(words)), with_query(address, why="unseen"), "heart")


def _said(words: str, count: int) -> str:
    return str(capfirst(words % {"n": number_words(count, before_noun=True)}))


def _late_under(owed: Sequence[Owes]) -> list[LateUnder]:
    """Clause by clause, that with the most workers first."""
    late: dict[str, set[int]] = defaultdict(set)
    says: dict[str, str] = {}
    for own in owed:
        if own.is_late:
            late[own.duty.clause].add(own.worker.pk)
            says.setdefault(own.duty.clause, own.duty.says)
    address = reverse("supervision:owing")
    found = [LateUnder(one, says[one], len(who), with_query(address, clause=one)) for one, who in late.items()]
    return sorted(found, key=lambda own: (-own.workers, own.clause))


def _ends_soon(colleague: Colleague, today: date) -> bool:
    """Whether somebody who may serve today holds nothing that runs on beyond the next weeks."""
    if not colleague.may_serve:
        return False
    last = max((own.through for own in colleague.held if own.through is not None), default=None)
    return last is not None and last <= today + timedelta(days=ENDS_SOON)
