"""A board's word on its own programme: a term confirmed as it stands, or changed from a day on."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Board, RoleKind
from alongside.rulebook.models import ProgrammeAmendment, Stewardship
from alongside.rulebook.programmes import TermName, Word, amendments_of, programme_of, read_word, with_words
from alongside.rulebook.refusals import NotPossible, not_kept, stale
from canon.values import ValueFault

LONGEST_SOURCE = 200
LONGEST_VALUE = 80
LONGEST_TOPIC = 40


def amend_programme(
    *,
    board: Board,
    code: str,
    name: TermName,
    value: str,
    from_day: date,
    source: str,
    after: int,
    by: User | None,
    on: date,
) -> ProgrammeAmendment:
    """Say what a term of the programme is from a day on; the same value from its own first day confirms it.

    `after` is the number of the term's last row that the page was looking at, 0 for none. Sent twice, it is one row.
    Raises NotTheirs unless staff of the board; NotPossible for a code it does not keep, a stale page, a value that is
    not written as its term is, topics that ask more than the whole, or a day before today of a term that is certain.
    """
    value, source = value.strip(), source.replace("\x00", "").strip()[:LONGEST_SOURCE]
    with transaction.atomic(durable=True):
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=board))
        Board.objects.select_for_update().get(pk=board.pk)
        if not Stewardship.objects.filter(board=board, code=code).exists():
            raise not_kept()
        last = amendments_of(code).filter(term=name.term, topic=name.topic).first()
        if last is not None and (last.value, last.from_day, last.source) == (value, from_day, source):
            return last
        if (last.number if last else 0) != after:
            raise stale()
        _require_sound(code, (name.term, name.topic, value, from_day, source), on=on)
        row = ProgrammeAmendment.objects.create(
            board=board,
            code=code,
            term=name.term,
            topic=name.topic,
            number=after + 1,
            value=value,
            from_day=from_day,
            source=source,
            by=by,
            at=clock.now(),
        )
        data = {"code": code, "term": name.term or name.topic, "value": value, "from": from_day.isoformat()}
        write_journal("programme.amended", row, by=by, data=data)
    return row


def _require_sound(code: str, word: Word, *, on: date) -> None:
    _term, topic, value, from_day, source = word
    if len(value) > LONGEST_VALUE or len(topic) > LONGEST_TOPIC:
        raise NotPossible("wrong-value", _("This is too long."))
    try:
        term = read_word(word)
    except ValueFault as problem:
        raise NotPossible("wrong-value", str(problem)) from None
    if not source:
        raise NotPossible("no-source", _("Say where the board decided this."), _("A vote, a rule or a page is enough."))
    before = programme_of(code)
    stands = before.buckets_on(from_day).get(term.name) if topic else before.on(term.name, from_day)
    if from_day < on and stands is not None and stands.is_certain:
        raise NotPossible(
            "amendment-backdated",
            _("This term is certain, so a change holds from today or a later day."),
            _("What was done before is judged by the term of its own day."),
        )
    excess = with_words(before, [word]).excess()
    if excess is not None:
        raise NotPossible(
            "topics-beyond-the-whole",
            _("The topics would ask %(topics)s hours, of %(whole)s in all.")
            % {"topics": f"{excess.topics:f}", "whole": f"{excess.whole:f}"},
            _("Raise the hours in all first, or ask fewer on this topic."),
        )
