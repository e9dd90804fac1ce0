"""Money, days, hours and counts as people read them, in English and Spanish."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, strategies as st

from alongside.ui import amounts, meters

Speak = Callable[[str], translation.override]
THURSDAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("dollars", "words"),
    [("30", "$30.00"), ("25.01", "$25.01"), ("1250.5", "$1,250.50"), ("-5", "-$5.00"), ("0", "$0.00")],
)
def test_money_shows_its_cents(dollars: str, words: str) -> None:
    assert amounts.money_words(Decimal(dollars)) == words


@given(cents=st.integers(-(10**9), 10**9))
def test_money_reads_back_as_the_same_amount(cents: int) -> None:
    dollars = Decimal(cents) / 100

    assert Decimal(amounts.money_words(dollars).replace("$", "").replace(",", "")) == dollars


def test_days_are_written_as_each_language_does(speak: Speak) -> None:
    assert amounts.day_words(THURSDAY) == "November 19, 2026"
    assert amounts.weekday_words(THURSDAY) == "Thursday, November 19"
    with speak("es"):
        assert amounts.day_words(THURSDAY) == "19 de noviembre de 2026"
        assert amounts.weekday_words(THURSDAY) == "jueves 19 de noviembre"


@pytest.mark.parametrize(
    ("at", "english", "spanish"),
    [
        (time(0, 5), "12:05 am", "12:05 a. m."),
        (time(12, 0), "12:00 pm", "12:00 p. m."),
        (time(18, 30), "6:30 pm", "6:30 p. m."),
    ],
)
def test_clock_times_have_halves_of_the_day(at: time, english: str, spanish: str, speak: Speak) -> None:
    assert amounts.clock_words(at) == english
    with speak("es"):
        assert amounts.clock_words(at) == spanish


@pytest.mark.parametrize(("hours", "words"), [("1.250", "1.25 h"), ("2.00", "2 h"), ("40", "40 h"), ("0.5", "0.5 h")])
def test_hours_drop_idle_zeros(hours: str, words: str) -> None:
    assert amounts.hours_words(Decimal(hours)) == words


def test_small_counts_are_words(speak: Speak) -> None:
    assert [amounts.number_words(n) for n in (1, 5, 10, 11, 1200)] == ["one", "five", "ten", "11", "1,200"]
    with speak("es"):
        assert [amounts.number_words(n) for n in (1, 5)] == ["uno", "cinco"]
        assert amounts.number_words(1, before_noun=True) == "una"


def test_a_clock_says_what_is_left(speak: Speak) -> None:
    assert [amounts.days_left_words(d) for d in (6, 1, 0, -1, -2)] == [
        "6 days left",
        "1 day left",
        "ends today",
        "1 day past",
        "2 days past",
    ]
    with speak("es"):
        assert amounts.days_left_words(6) == "quedan 6 días"
        assert amounts.days_left_words(-1) == "1 día de atraso"


@given(have=st.decimals(0, 500, places=2), need=st.decimals(0, 100, places=2), planned=st.decimals(0, 500, places=2))
def test_a_bar_never_leaves_its_scale(have: Decimal, need: Decimal, planned: Decimal) -> None:
    drawn = meters.bar(have, need, planned)

    assert 0 <= Decimal(drawn.have) <= Decimal(drawn.plan_to) <= 200
    assert Decimal(drawn.need_at) <= 200


def test_a_bar_writes_numbers_the_way_svg_reads_them(speak: Speak) -> None:
    with speak("es"):
        assert meters.bar("1.25", 2, "0.5").have == "100.0"
