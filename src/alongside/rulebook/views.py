"""The reader: open to everyone, in or out. Nothing here asks who is reading, and nothing names a person."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from alongside.rulebook.addresses import compare_address
from alongside.rulebook.queries import Standing, all_editions, code_ids, editions_in_force, standing_of, vocabulary
from alongside.rulebook.reader.clause import clause_page
from alongside.rulebook.reader.codes import code_lines, code_page, printed_lines
from alongside.rulebook.reader.compare import FEWEST, MOST, comparison, topics_of
from alongside.rulebook.reader.near import near_address
from alongside.rulebook.reader.official import printed_of
from alongside.rulebook.reader.search import LONGEST, find_clauses
from canon.act import UnknownCode

DEFAULT_TOPIC = "gifts"


class ReaderRequest(HttpRequest):
    """A request as strangers send it too: the day is all that pages here take from it."""

    today: date


@require_safe
def codes(request: ReaderRequest) -> HttpResponse:
    """Every code that can be read here."""
    lines = code_lines(request.today)
    total = sum(len(line.edition.clauses) for line in lines)
    return render(request, "rulebook/codes.html", {"lines": lines, "total": total})


@require_safe
def code(request: ReaderRequest, code: str) -> HttpResponse:
    """One code, by its sections or by topic, as in force on a day."""
    on = _day(request)
    if code not in code_ids():
        return unknown(request, code)
    standing = _standing(code, on)
    by_topic = request.GET.get("by") == "topic"
    page = code_page(standing, on, by_topic=by_topic)
    context = {"page": page, "edition": standing.edition, "by_topic": by_topic, "on": on, **_then(request, on)}
    return render(request, "rulebook/code.html", context)


@require_safe
def document(request: ReaderRequest, code: str) -> HttpResponse:
    """The board's own text, each sentence with the clauses that come from it."""
    standing = _standing(code, _day(request))
    printed = printed_of(standing)
    if printed is None:
        raise Http404
    context = {"edition": standing.edition, "printed": printed, "lines": printed_lines(printed)}
    return render(request, "rulebook/document.html", context)


@require_safe
def clause(request: ReaderRequest, clause: str) -> HttpResponse:
    """One clause: their words and ours, what the product does about it, cases, readings, the other codes."""
    on = _day(request)
    code = clause.split(".", 1)[0]
    if code not in code_ids() or not (standing := _standing(code, on)).edition.has(clause):
        return unknown(request, clause)
    found = standing.edition.clause(clause)
    page = clause_page(standing, found, all_editions(on), vocabulary(), on=on)
    context = {
        "page": page,
        "clause": found,
        "edition": standing.edition,
        "compare_url": compare_address(_own_first(standing.edition.id), found.topic),
        **_then(request, on),
    }
    return render(request, "rulebook/clause.html", context)


@require_safe
def unknown(request: ReaderRequest, address: str) -> HttpResponse:
    """Nothing stands here: the codes and clauses that the address may have been meant for."""
    near = near_address(address, all_editions(request.today))
    return render(request, "rulebook/unknown.html", {"near": near}, status=404)


@require_safe
def search(request: ReaderRequest) -> HttpResponse:
    """Clauses by plain words, in every code."""
    question = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    editions = all_editions(request.today)
    found = find_clauses(question, editions, vocabulary())
    context = {
        "question": question,
        "found": found,
        "topics": topics_of(editions),
    }
    return render(request, "rulebook/search.html", context)


@require_safe
def compare(request: ReaderRequest) -> HttpResponse:
    """Two to five codes side by side on a topic."""
    known = code_ids()
    asked = [code for code in dict.fromkeys(request.GET.getlist("code")) if code in known]
    chosen = asked or list(known)
    is_counted = FEWEST <= len(chosen) <= MOST
    if not asked:
        chosen, is_counted = list(known)[:MOST], True
    everyone = all_editions(request.today)
    topics = topics_of(everyone)
    topic = request.GET.get("topic", "")
    if topic not in {own.id for own in topics}:
        topic = DEFAULT_TOPIC if any(own.id == DEFAULT_TOPIC for own in topics) else topics[0].id
    editions = editions_in_force(chosen, request.today)
    context = {
        "editions": everyone,
        "chosen": chosen,
        "topic": topic,
        "topics": topics,
        "is_counted": is_counted,
        "fewest": FEWEST,
        "most": MOST,
        "result": comparison(editions, topic, vocabulary(), on=request.today) if is_counted else None,
    }
    return render(request, "rulebook/compare.html", context)


def _own_first(code: str) -> list[str]:
    """A code and as many others as can be read beside it."""
    return list(dict.fromkeys([code, *code_ids()]))[:MOST]


def _standing(code: str, on: date) -> Standing:
    try:
        return standing_of(code, on)
    except UnknownCode:
        raise Http404 from None


def _day(request: ReaderRequest) -> date:
    """The day asked for (`?on=2021-05-01`), or today."""
    try:
        return parse_date(request.GET.get("on", "")) or request.today
    except ValueError:
        return request.today


def _then(request: ReaderRequest, on: date) -> dict[str, date]:
    """For a page read as of another day than today: that day."""
    return {"then": on} if on != request.today else {}
