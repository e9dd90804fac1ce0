"""The checker: whole words, phrases, quotes, names, dates, and hostile texts."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from alongside.wording.checking import check_words, key_of
from alongside.wording.lists import LANGUAGES, list_for, sources
from alongside.wording.shapes import Finding, Kind, Word
from tests.clauses import clause

TODAY = date(2026, 11, 19)


def check(text: str, language: str = "en", **more: object) -> list[Finding]:
    return check_words(text, language=language, on=TODAY, **more)  # type: ignore[arg-type]


def kinds(text: str, language: str = "en") -> dict[str, Kind]:
    return {finding.word: finding.kind for finding in check(text, language)}


def own(phrase: str, kind: Kind = Kind.SUGGEST) -> Word:
    return Word((phrase,), kind, "better", "because", "Mesa Abierta", date(2026, 1, 1))


@clause("ca.respect.11")
def test_a_label_is_found_with_what_to_say_instead() -> None:
    text = "Met an addict who is bipolar."

    found = check(text)

    assert [f.word for f in found] == ["addict", "is bipolar"]
    assert all(text[f.start : f.end] == f.word and f.instead and f.why and f.source for f in found)
    assert {f.kind for f in found} == {Kind.SUGGEST}


@clause("ca.respect.12")
@pytest.mark.parametrize(
    "text", ["A junkie.", "A JUNKIE.", "A Junkie!", "junkie", "(junkies)", "the ｊｕｎｋｉｅ", "jun\u00adkie"]
)
def test_an_insult_is_found_however_it_is_written(text: str) -> None:
    found = check(text)

    assert [f.kind for f in found] == [Kind.STOP]


@clause("ca.respect.12")
@pytest.mark.parametrize(
    "text",
    [
        "“He called me a junkie,” she said.",
        'He said "junkie" again.',
        "Dijo «eres un “junkie”» y se fue.",
        "> you junkie\nThen we talked.",
        '“begun curly, ended junkie straight" on a phone',
    ],
)
def test_what_somebody_said_is_noted_and_not_stopped(text: str) -> None:
    found = check(text)

    assert {f.kind for f in found} == {Kind.QUOTED}


@clause("ca.respect.12")
@pytest.mark.parametrize(
    "text",
    [
        '"He is a junkie',
        'He is a junkie"',
        "He wrote “junkie\n\nand that” was all",
        "“He came.” A junkie. “He went.”",
        "He is 5'10\" and a junkie, 6'1\" with shoes",
        '"Well he is a junkie. Then he said "more".',
        "»junkie«",
        "-> junkie",
    ],
)
def test_a_quote_that_is_none_shields_nothing(text: str) -> None:
    found = check(text)

    assert [f.kind for f in found] == [Kind.STOP]


@clause("ca.respect.11")
def test_nobodys_own_words_are_improved() -> None:
    assert check("She said “I am an addict and I relapsed.”") == []


@clause("ca.respect.11")
@pytest.mark.parametrize(
    "text",
    [
        "The assignment for the cleaner in Cleveland.",
        "She has a clean house and clean clothes; he got clean socks, and the stayed-clean-and-tidy prize.",
        "Alcoholics Anonymous meets at five. We made a relapse prevention plan.",
        "The psycho-education group, and schizo-affective disorder.",
        "The Deaf community and the blind man.",
        "Drunk driving class. That bums me out. She freaks out. Homo sapiens.",
        "We wrote to the National Institute on Drug Abuse.",
        "Addictive, classic, therapist, Scunthorpe, cocktail.",
    ],
)
def test_words_inside_others_and_plain_phrases_are_let_be(text: str) -> None:
    assert check(text) == []


@clause("ca.respect.11")
@pytest.mark.parametrize(
    "text", ["clean and sober", "clean & sober", "clean for 3", "stayed clean", "months clean", "dirty UA"]
)
def test_clean_is_spoken_of_where_it_means_recovery(text: str) -> None:
    assert [f.word for f in check(text)] == [text]


@clause("ca.wellness.4", "ca.wellness.3")
def test_a_limit_on_what_somebody_may_become_is_found() -> None:
    words = kinds("He will never work again, she is a hopeless case.")

    assert set(words) == {"will never work", "hopeless case"}


@clause("ca.respect.11")
def test_spanish_is_read_with_and_without_accents() -> None:
    assert set(kinds("Es alcoholico. Una alcohólica. Alcohólicos Anónimos.", "es")) == {"alcoholico", "alcohólica"}


@clause("ca.respect.12")
def test_insults_are_found_in_either_language_and_suggestions_in_one() -> None:
    text = "He said nothing. El yonqui. An addict. Un adicto."

    assert kinds(text, "en") == {"yonqui": Kind.STOP, "addict": Kind.SUGGEST}
    assert kinds(text, "es") == {"yonqui": Kind.STOP, "adicto": Kind.SUGGEST}


def test_a_word_that_may_be_a_name_is_never_stopped_with_a_capital() -> None:
    assert kinds("I met José Moron there.") == {}
    assert kinds("Moron called today.") == {"Moron": Kind.SUGGEST}
    assert kinds("He is a moron, a MORON.") == {"moron": Kind.STOP, "MORON": Kind.STOP}


def test_a_phrase_ends_with_its_sentence_and_may_cross_a_line() -> None:
    assert check("It was committed. Suicide is hard to speak of.") == []
    assert [f.word for f in check("He committed\nsuicide")] == ["committed\nsuicide"]
    assert check("He committed\n\nsuicide") == []


def test_the_longest_phrase_is_the_one_that_is_found() -> None:
    assert [f.word for f in check("a recovering addict")] == ["recovering addict"]


def test_an_agency_makes_a_word_stricter_and_never_milder() -> None:
    def kind_with(word: Word, text: str) -> list[Kind]:
        return [f.kind for f in check(text, extra=[word])]

    assert kind_with(own("no show"), "A no-show today") == [Kind.SUGGEST]
    assert kind_with(own("addict", Kind.STOP), "an addict") == [Kind.STOP]
    assert kind_with(own("junkie"), "a junkie") == [Kind.STOP]


def test_a_word_holds_from_its_day_until_its_end() -> None:
    word = Word(("zzz",), Kind.STOP, "a", "b", "c", date(2026, 11, 19), date(2026, 11, 21))

    days = [d for d in range(17, 23) if check_words("zzz", language="en", on=date(2026, 11, d), extra=[word])]

    assert days == [19, 20]


@settings(max_examples=10)  # each makes the whole tree of words anew
@given(days=st.lists(st.integers(1, 28), min_size=1, max_size=3), asked=st.lists(st.integers(1, 28), max_size=3))
def test_on_whatever_days_it_is_asked_it_holds_on_its_own(days: list[int], asked: list[int]) -> None:
    words = [
        Word((f"zz{n}",), Kind.STOP, "a", "b", "c", date(2026, 1, d), date(2026, 2, d)) for n, d in enumerate(days)
    ]
    text = " ".join(f"zz{n}" for n in range(len(days)))

    for day in (date(2026, month, d) for month in (1, 2) for d in asked):
        found = {finding.word for finding in check_words(text, language="en", on=day, extra=words)}

        assert found == {word.phrases[0] for word in words if word.holds_on(day)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_a_list_says_what_why_and_who(language: str) -> None:
    words = list_for(language).words

    names = {source.name for source in sources().values()}
    assert len(words) > 25
    assert all(word.instead and word.why and word.source in names and word.phrases for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_row_offers_a_word_that_another_row_takes_away(language: str) -> None:
    faults = [(w.instead, f.word) for w in list_for(language).words for f in check(w.instead, language)]

    assert faults == []


@given(st.text(alphabet=st.sampled_from("junkie aA\"“”«»>\n.-'\u0301\u00ad&"), max_size=200))
def test_findings_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    found = check(text)

    ends = 0
    for finding in found:
        assert ends <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.word
        ends = finding.end


@given(st.text(max_size=120), st.text(max_size=120))
def test_an_insult_between_blank_lines_is_stopped_whatever_stands_around_it(before: str, after: str) -> None:
    found = check(f"{before}\n\na junkie came\n\n{after}")

    assert (Kind.STOP, "junkie") in {(f.kind, f.word) for f in found}


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Z"]), max_size=300))
def test_a_quoted_text_stops_nothing_as_long_as_it_holds_no_marks(text: str) -> None:
    plain = "".join(sign for sign in text if sign not in '"“”„«»>' and sign.isprintable())

    found = check(f"“{plain} junkie.”")

    assert Kind.STOP not in {f.kind for f in found}


@given(st.text(alphabet="abñéÁ -'“&1", max_size=40))
def test_a_key_is_its_own_key(phrase: str) -> None:
    assert key_of(key_of(phrase)) == key_of(phrase)


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "clean ",
        '"',
        "“ ",
        "\n ",
        "junkie ",
        "> ",
        "clean-",
        "\u0301",
        " ",
        "“junkie” ",
        ">\n",
        "will never ",
        '“"',
        "\ufdfa",
        "_",
    ],
)
def test_a_hundred_thousand_signs_take_no_longer_than_they_should(part: str) -> None:
    text = (part * 100_000)[:100_000]

    began = time.process_time()
    check(text)

    assert time.process_time() - began < 2  # some hundredths of a second; a search that grows faster takes minutes
