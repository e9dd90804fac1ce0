"""Every part renders from what a page writer types, says in words what it shows in colour, and stays within the CSP."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import Context
from django.test import RequestFactory
from pytest_django.asserts import assertInHTML

import alongside.ui
from alongside.ui.answers import ANSWER_LOOKS
from alongside.ui.templatetags.ui import page_address
from tests.alongside.ui.conftest import RenderPart

PARTS = Path(alongside.ui.__file__).parent / "templates" / "cotton"


@dataclass
class Cite:
    id: str
    url: str = ""


@dataclass
class Choice:
    value: str
    label: str
    hint: str = ""


@pytest.mark.parametrize("answer", ANSWER_LOOKS)
def test_an_answer_card_says_word_and_term_beside_a_hidden_shape(render_part: RenderPart, answer: str) -> None:
    html = render_part('<c-answer :answer="answer" say="What to do." />', answer=answer)

    look = ANSWER_LOOKS[answer]
    assertInHTML(f'<span class="al-answer__word">{look.word}</span>', html)
    assertInHTML(f'<span class="al-answer__kind">{look.term}</span>', html)
    assertInHTML('<p class="al-answer__say">What to do.</p>', html)
    assert 'aria-hidden="true"' in html
    assert f'class="al-answer {look.css}"' in html


def test_a_duty_beside_a_stricter_answer_is_a_line_inside_the_card(render_part: RenderPart) -> None:
    html = render_part('<c-answer answer="refer" also="New Mexico obliges this report." />')

    assert html.count("al-answer__word") == 1
    assert "You must</span><span>New Mexico obliges this report.</span>" in html


def test_a_clash_says_so_and_gives_each_code_a_row(render_part: RenderPart) -> None:
    html = render_part(
        '<c-answer answer="refer" :clash="True">'
        '<c-code-answer code="New Mexico" answer="required" id="nm.confidentiality.3" url="/c/">Report it.</c-code-answer>'
        '<c-code-answer code="Alaska" answer="prohibited">Say nothing.</c-code-answer></c-answer>'
    )

    assert "Your codes disagree" in html
    assert html.count('class="al-clash"') == 2
    assertInHTML('<a class="al-cite" href="/c/">nm.confidentiality.3</a>', html)


def test_a_reading_not_signed_off_is_marked(render_part: RenderPart) -> None:
    assert "Not yet confirmed by the board" in render_part('<c-answer answer="permitted" :unconfirmed="True" />')
    assert "Not yet confirmed" not in render_part('<c-answer answer="permitted" />')


def test_an_answer_cites_every_clause_it_is_given(render_part: RenderPart) -> None:
    html = render_part(
        '<c-answer answer="prohibited" :cites="cites" />',
        cites=[Cite("nm.integrity.3", "/codes/nm/3"), Cite("nc.4.2a")],
    )

    assertInHTML('<a class="al-cite" href="/codes/nm/3">nm.integrity.3</a>', html)
    assertInHTML('<span class="al-cite">nc.4.2a</span>', html)


def test_words_from_outside_are_escaped(render_part: RenderPart) -> None:
    html = render_part(
        '<c-clause heading="{{ h }}" :says="says" id="nm.1" />', h="<b>&", says="<script>alert(1)</script>"
    )

    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_a_deciding_clause_shows_code_mark_words_because_and_chip(render_part: RenderPart) -> None:
    html = render_part(
        '<c-clause heading="New Mexico" answer="prohibited" says="No gift over $25." because="$30 is more." id="nm.integrity.3" />'
    )

    assertInHTML('<h3 class="al-h3">New Mexico</h3>', html)
    assertInHTML('<p class="al-because"><b>Because</b> <span>$30 is more.</span></p>', html)
    assert html.index("No gift over") < html.index("nm.integrity.3")


def test_steps_are_an_ordered_list_with_words_to_say(render_part: RenderPart) -> None:
    html = render_part(
        '<c-steps><c-step title="Give it back" voice="“Thank you.”" /><c-step title="Tell Amira">Now.</c-step></c-steps>'
    )

    assert html.startswith('<ol class="al-steps">')
    assertInHTML('<li><h3>Give it back</h3><p class="al-voice">“Thank you.”</p></li>', html)
    assertInHTML("<li><h3>Tell Amira</h3><p>Now.</p></li>", html)


def test_a_fact_says_its_source_and_names_what_the_link_changes(render_part: RenderPart) -> None:
    html = render_part('<c-facts><c-fact term="Worth" source="You said so" change_url="/q/2">$30.00</c-fact></c-facts>')

    assertInHTML(
        '<div><dt>Worth</dt><dd>$30.00 <small>You said so. <a href="/q/2">Change<span class="usa-sr-only">: Worth</span>'
        "</a></small></dd></div>",
        html,
    )


def test_tiles_group_under_the_question_with_i_dont_know_last(render_part: RenderPart) -> None:
    html = render_part(
        '<c-tiles name="kind" labelledby="q" :choices="choices" chosen="token" />',
        choices=[Choice("meal", "A meal we share"), Choice("token", "A one-time thank-you", "Flowers, a card")],
    )

    assert '<fieldset class="usa-fieldset" aria-labelledby="q">' in html
    assert re.findall(r'value="(\w+)"( checked)?', html) == [("meal", ""), ("token", " checked"), ("unknown", "")]
    assert html.count("usa-radio__input--tile") == html.count("<label") == 3


def test_tiles_may_leave_i_dont_know_out(render_part: RenderPart) -> None:
    assert "don’t know" not in render_part('<c-tiles name="sent" legend="Send it?" skip="" :choices="[]" />')


def test_an_entry_ties_hint_unit_and_error_to_its_field(render_part: RenderPart) -> None:
    html = render_part(
        '<c-entry name="h" kind="hours" label="Hours?" hint="A guess" unit="h" error="Write a number" value="x" />'
    )

    field = re.search(r"<input class=\"usa-input\"[^>]*>", html)
    assert field is not None
    assert 'aria-describedby="h-error h-hint h-unit"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert 'inputmode="decimal"' in field[0]
    assert html.index("h-error") < html.index("<input")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("money", 'inputmode="decimal"'),
        ("number", 'inputmode="numeric"'),
        ("date", 'type="date"'),
        ("text", 'type="text"'),
    ],
)
def test_an_entry_asks_a_phone_for_the_right_keys(render_part: RenderPart, kind: str, expected: str) -> None:
    assert expected in render_part('<c-entry name="x" :kind="kind" label="How much?" />', kind=kind)


def test_a_refusal_is_an_alert_that_takes_focus_with_one_way_on(render_part: RenderPart) -> None:
    html = render_part(
        '<c-refusal title="You can’t share this yet" url="/new" action="New release" :cites="cites">No release names it.</c-refusal>',
        cites=[Cite("nm.confidentiality.3")],
    )

    assert 'role="alert" tabindex="-1" data-takes-focus' in html
    assert html.count('class="usa-button"') == 1
    assertInHTML("<p>No release names it.</p>", html)


@pytest.mark.parametrize(
    ("who", "icon_of"), [("me", "lock"), ("people", "eye"), ("anyone", "anyone"), ("team", "team")]
)
def test_the_privacy_marker_has_an_icon_for_each_circle(render_part: RenderPart, who: str, icon_of: str) -> None:
    html = render_part('<c-see :who="who"><b>Rosa</b> can read this.</c-see>', who=who)

    assert render_part('<c-icon :name="name" />', name=icon_of) in html
    assert "<b>Rosa</b> can read this." in html


def test_a_bar_shows_held_booked_and_minimum_as_attributes(render_part: RenderPart) -> None:
    html = render_part('<c-duty title="Hours" have_words="1.25 of 2 h" have="1.25" need="2" planned="0.5" />')

    assert '<rect class="m-have" width="100.0"' in html
    assert 'class="m-plan" x="100.0" width="40.0"' in html
    assert "1.25 of 2 h" in html
    assert "style=" not in html


def test_pips_count_things(render_part: RenderPart) -> None:
    html = render_part('<c-duty title="Sessions" have_words="1 of 3" kind="pips" :have="1" :need="3" :planned="1" />')

    assert re.findall(r"al-pip is-(\w+)", html) == ["done", "planned", "open"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("met", "Met"),
        ("on-course", "On course"),
        ("due", "Due"),
        ("overdue", "Late"),
        ("met-late", "Met late"),
        ("not-owed", "Not owed"),
    ],
)
def test_every_state_of_a_duty_has_a_tag(render_part: RenderPart, status: str, words: str) -> None:
    assert f"{words}</span>" in render_part('<c-duty-tag :status="status" />', status=status)
    assert "In 6 days</span>" in render_part('<c-duty-tag :status="status">In 6 days</c-duty-tag>', status=status)


def test_a_row_with_an_answer_says_it_to_those_who_listen(render_part: RenderPart) -> None:
    html = render_part('<c-rows><c-row url="/r/1" answer="refer" title="A conflict" note="He told you" /></c-rows>')

    assert '<span class="usa-sr-only">Ask first: </span>' in html
    assert '<a class="al-rows__in" href="/r/1">' in html


def test_a_row_without_address_is_no_link(render_part: RenderPart) -> None:
    html = render_part(
        '<c-row title="Training" note="40 hours"><c-slot name="end"><a href="/t">View</a></c-slot></c-row>'
    )

    assert html.count("<a ") == 1
    assert "al-ink" in html


def test_a_cell_keeps_its_columns_name(render_part: RenderPart) -> None:
    html = render_part('<c-table caption="Queue"><tbody><tr><c-cell label="Clock">late</c-cell></tr></tbody></c-table>')

    assertInHTML('<caption class="usa-sr-only">Queue</caption>', html)
    assertInHTML('<td data-label="Clock"><div>late</div></td>', html)


def test_a_closed_door_leads_nowhere_and_says_why(render_part: RenderPart) -> None:
    html = render_part('<c-door icon="card" title="Apply" note="Not open yet." />')

    assert "<a " not in html
    assert "Not open yet." in html


def test_official_words_stand_beside_ours(render_part: RenderPart) -> None:
    html = render_part('<c-beside official="Their words." says="Our words.">Loaded by the board.</c-beside>')

    assertInHTML('<blockquote class="al-voice" lang="en">Their words.</blockquote>', html)
    assertInHTML('<p class="al-says">Our words.</p>', html)
    assert "blockquote" not in render_part('<c-beside says="Our words.">Load the document here.</c-beside>')


def test_pages_keep_the_search_and_mark_where_one_is(render_part: RenderPart) -> None:
    request = RequestFactory().get("/codes/", {"q": "gift", "page": "2"})

    html = render_part('<c-pages :page="page" />', page=Paginator(range(30), 10).get_page(2), request=request)

    assert 'href="?q=gift&amp;page=3" rel="next"' in html
    assert html.count('aria-current="page"') == 1
    assert render_part('<c-pages :page="page" />', page=Paginator(range(3), 10).get_page(1)) == ""


def test_a_button_is_a_link_when_it_goes_somewhere(render_part: RenderPart) -> None:
    assert render_part('<c-button url="/ask">Ask</c-button>').startswith('<a href="/ask" class="usa-button"')
    submit = render_part('<c-button look="outline" name="keep" value="yes" full>Keep it</c-button>')
    assert submit.startswith('<button type="submit" class="usa-button usa-button--outline al-button--full"')
    assert 'name="keep"' in submit
    assert 'value="yes"' in submit


def test_filters_show_counts_even_of_none(render_part: RenderPart) -> None:
    items = [{"url": "/a", "label": "With me", "count": 0, "here": True}, {"url": "/b", "label": "All", "count": 14}]

    html = render_part('<c-filters label="Queues" :items="items" />', items=items)

    assertInHTML('<a href="/a" aria-current="true">With me <b>0</b></a>', html)
    assertInHTML('<a href="/b">All <b>14</b></a>', html)


def test_head_back_crumb_card_empty_search_fold_and_the_rest_render(render_part: RenderPart) -> None:
    html = render_part(
        '<c-head eyebrow="Thursday" title="Two fall short" lead="Book them." id="q" />'
        '<c-back url="/codes/" label="Codes" :only="True" /><c-crumb url="/codes/nm/" label="New Mexico" />'
        '<c-card title="Yours" id="c1" tone="plum">Words</c-card>'
        '<c-empty title="Nothing waits" url="/ask" action="Ask">Take the evening.</c-empty>'
        '<c-search label="Find a clause" id="find" />'
        '<c-fold summary="Why not" count="2">Because.</c-fold>'
        '<c-rail><c-moment state="next" time="6:30 pm">Teo</c-moment></c-rail>'
        '<c-who name="Teo" pronouns="he/him" more="Prefers Spanish" />'
        '<c-cert board="New Mexico" name="Dana Ruiz" number="NM-1" from_words="a" to_words="b" status="Active" />'
        '<c-tag state="late" icon="clock">2 days past</c-tag>'
    )

    assertInHTML('<h1 id="q">Two fall short</h1>', html)
    assertInHTML('<h2 id="c1">Yours</h2>', html)
    assert "Only you see this" in html
    assert 'aria-label="Breadcrumb"' in html
    assert '<label class="usa-label" for="find">Find a clause</label>' in html
    assert "Why not: 2" in html
    assert '<li class="is-next">' in html
    assert "(he/him)" in html
    assert "NM-1" in html


@pytest.mark.parametrize("path", sorted(PARTS.glob("*.html")), ids=lambda path: path.stem)
def test_a_part_says_at_its_top_what_it_is_and_brings_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert source.startswith("{# "), "one line of documentation at the top"
    assert not re.search(r"\sstyle=|<script|\son[a-z]+=|javascript:", source)


@pytest.mark.parametrize(
    "markup",
    [
        '<c-answer answer="refer" say="Words" lang="en" />',
        '<c-clause heading="h" says="Words" id="nm.1" lang="en" />',
        '<c-step title="Words" lang="en" />',
        '<c-fold summary="Words" lang="en">x</c-fold>',
        '<c-entry name="x" label="Words" lang="en" />',
        '<c-tiles name="x" legend="Words" :choices="[]" lang="en" />',
        '<c-head title="Words" lang="en" />',
        '<c-beside says="Words" lang="en" />',
        '<c-facts><c-fact term="Words" lang="en">x</c-fact></c-facts>',
        '<c-code-answer code="h" answer="refer" lang="en">Words</c-code-answer>',
    ],
)
def test_words_in_another_language_say_which(render_part: RenderPart, markup: str) -> None:
    assert re.search(r'lang="en">(<h3>)?Words', render_part(markup))


def test_a_chip_stands_in_a_sentence_without_stray_space(render_part: RenderPart) -> None:
    assert render_part('See <c-cite id="nm.1" />.') == 'See <span class="al-cite">nm.1</span>.'


@pytest.mark.parametrize("answer", ANSWER_LOOKS)
def test_a_mark_in_a_long_table_is_drawn_as_the_part_draws_it(render_part: RenderPart, answer: str) -> None:
    long_table = render_part("{% mark answer word %}", answer=answer, word="Lapsed & <late>")

    assert long_table == render_part('<c-mark :answer="answer" :word="word" />', answer=answer, word="Lapsed & <late>")


def test_links_to_pages_keep_the_search_and_name_one_page() -> None:
    request = RequestFactory().get("/", {"q": "Ana & Ben", "page": "2"})

    found = [page_address(Context({"request": request}), number) for number in (1, 3)]

    assert found == ["?q=Ana+%26+Ben&page=1", "?q=Ana+%26+Ben&page=3"]
