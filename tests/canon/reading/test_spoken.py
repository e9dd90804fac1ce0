"""The vocabulary in another language: the same facts and acts, every piece of them, and the same rulings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from canon.act import Act, Fact, FactType, UnknownAct, Vocabulary
from canon.code import Edition
from canon.judging import judge
from canon.reading import Fault, FileRefused, code_files, read_edition, read_vocabulary
from canon.reading.spoken import Words, read_words, translated
from canon.values import DONT_KNOW, Stated, read_money

CODES = Path(__file__).parents[3] / "codes"
SPANISH = CODES / "acts.es.toml"
TODAY = date(2026, 11, 20)

VOCABULARY = """
[[fact]]
name = "gift.value"
type = "money"
label = "Worth"
ask = "What is it worth?"
hint = "The price in a shop."

[[fact]]
name = "gift.kind"
type = "choice"
label = "Kind"
ask = "What kind?"
choices = [{ value = "meal", label = "A meal", says = "it is a meal" }, { value = "other", label = "Other", hint = "A ticket", says = "it is not a meal" }]

[[fact]]
name = "supervisor.was_told"
type = "yes-no"
label = "Told"
ask = "Did you tell them?"
if_true = "they were told"
if_false = "they were not told"
step = "Tell them."

[[act]]
name = "accept-gift"
does = "Accept a gift"
may = "May I accept a gift?"
topic = "gifts"
words = ["present"]
facts = ["gift.value", "gift.kind", "supervisor.was_told"]
ask = { "gift.value" = "What is the gift worth?" }
"""

IN_SPANISH = """
language = "es"

[fact."gift.value"]
label = "Valor"
ask = "¿Cuánto vale?"
hint = "El precio en una tienda."

[fact."gift.kind"]
label = "Tipo"
ask = "¿De qué tipo?"
choices.meal = { label = "Una comida", says = "es una comida" }
choices.other = { label = "Otra cosa", hint = "Una entrada", says = "no es una comida" }

[fact."supervisor.was_told"]
label = "Avisado"
ask = "¿Ya avisó?"
if_true = "ya lo saben"
if_false = "aún no lo saben"
step = "Avise."

[act."accept-gift"]
does = "Aceptar un regalo"
may = "¿Puedo aceptar un regalo?"
words = ["obsequio"]
ask = { "gift.value" = "¿Cuánto vale el regalo?" }
"""


@cache
def english() -> Vocabulary:
    return read_vocabulary(CODES / "acts.toml")


@cache
def spanish() -> Words:
    return read_words(SPANISH, english())


@cache
def editions() -> tuple[Edition, ...]:
    paths = code_files(CODES)
    return tuple(read_edition(path, english()) for path in paths)


@pytest.fixture
def small(tmp_path: Path) -> Vocabulary:
    path = tmp_path / "acts.toml"
    path.write_text(VOCABULARY, encoding="utf-8")
    return read_vocabulary(path)


def refused(text: str, vocabulary: Vocabulary, folder: Path) -> list[Fault]:
    """What a file of words is refused for."""
    path = folder / "acts.es.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileRefused) as refusal:
        read_words(path, vocabulary)
    return list(refusal.value.faults)


def line_of(text: str, phrase: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if phrase in line)


def pieces(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Every piece of text that a person may read, with its place."""
    for fact in vocabulary.facts.values():
        for key in ("label", "ask", "hint", "if_true", "if_false", "step"):
            yield f"{fact.name} {key}", getattr(fact, key)
        for choice in fact.choices:
            for key in ("label", "hint", "says"):
                yield f"{fact.name} {choice.value} {key}", getattr(choice, key)
    for act in vocabulary.acts.values():
        yield f"{act.name} does", act.does
        yield f"{act.name} may", act.may
        for name, question in act.asks.items():
            yield f"{act.name} asks {name}", question


# ---- a file of words


def test_facts_and_acts_are_spoken_in_the_words_of_the_file(small: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "acts.es.toml"
    path.write_text(IN_SPANISH, encoding="utf-8")

    words = read_words(path, small)

    value, kind, told = (words.fact(fact) for fact in small.facts.values())
    accept = words.act(small.acts["accept-gift"])
    assert words.language == "es"
    assert (value.label, value.ask, value.hint) == ("Valor", "¿Cuánto vale?", "El precio en una tienda.")
    assert [(c.value, c.label, c.hint, c.says) for c in kind.choices] == [
        ("meal", "Una comida", "", "es una comida"),
        ("other", "Otra cosa", "Una entrada", "no es una comida"),
    ]
    assert (told.if_true, told.if_false, told.step) == ("ya lo saben", "aún no lo saben", "Avise.")
    assert (accept.does, accept.may, accept.words) == (
        "Aceptar un regalo",
        "¿Puedo aceptar un regalo?",
        ("obsequio",),
    )
    assert accept.facts == (value, kind, told)
    assert accept.question(value) == "¿Cuánto vale el regalo?"
    assert accept.question(kind) == "¿De qué tipo?"
    assert translated(small, path).facts == words.vocabulary.facts


def test_all_but_the_words_is_unchanged(small: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "acts.es.toml"
    path.write_text(IN_SPANISH, encoding="utf-8")

    own = translated(small, path)

    for name, fact in small.facts.items():
        bare = replace(own.facts[name], label="", ask="", hint="", if_true="", if_false="", step="", choices=())
        assert bare == replace(fact, label="", ask="", hint="", if_true="", if_false="", step="", choices=())
    with pytest.raises(UnknownAct, match="accept-gift"):
        own.acts["accept-gifts"]


@pytest.mark.parametrize(
    ("taken_out", "place", "remedy"),
    [
        ('ask = "¿Cuánto vale?"\n', '[fact."gift.value"]', "ask"),
        ('hint = "El precio en una tienda."\n', '[fact."gift.value"]', "hint"),
        ('if_false = "aún no lo saben"\n', '[fact."supervisor.was_told"]', "if_false"),
        ('step = "Avise."\n', '[fact."supervisor.was_told"]', "step"),
        ('words = ["obsequio"]\n', '[act."accept-gift"]', "words"),
        ('ask = { "gift.value" = "¿Cuánto vale el regalo?" }\n', '[act."accept-gift"]', "gift.value"),
        ('choices.meal = { label = "Una comida", says = "es una comida" }\n', '[fact."gift.kind"]', "label"),
        (', hint = "Una entrada"', "choices.other", "hint"),
    ],
)
def test_every_piece_must_be_there(small: Vocabulary, tmp_path: Path, taken_out: str, place: str, remedy: str) -> None:
    assert taken_out in IN_SPANISH
    without = IN_SPANISH.replace(taken_out, "\n" if taken_out.endswith("\n") else "")

    fault = refused(without, small, tmp_path)[0]

    assert fault.code in ("missing-field", "missing-words")
    assert fault.line == line_of(without, place)
    assert remedy in fault.remedy


@pytest.mark.parametrize("name", ["gift.kind", "supervisor.was_told"])
def test_a_fact_without_words_is_missed_after_the_one_it_follows(small: Vocabulary, tmp_path: Path, name: str) -> None:
    block = re.search(rf'\[fact\."{re.escape(name)}"\].*?\n\n', IN_SPANISH, re.DOTALL)
    assert block is not None
    without = IN_SPANISH.replace(block[0], "")
    before = {"gift.kind": "gift.value", "supervisor.was_told": "gift.kind"}[name]

    (fault,) = refused(without, small, tmp_path)

    assert (fault.code, fault.line) == ("missing-words", line_of(without, f'[fact."{before}"]'))
    assert f'[fact."{name}"]' in fault.remedy


def test_an_act_without_words_is_missed(small: Vocabulary, tmp_path: Path) -> None:
    without = IN_SPANISH.partition('[act."accept-gift"]')[0]

    (fault,) = refused(without, small, tmp_path)

    assert fault.code == "missing-words"
    assert "accept-gift" in fault.what


@pytest.mark.parametrize(
    ("written", "instead", "code", "said"),
    [
        ('[fact."gift.value"]', '[fact."gift.valeu"]', "unknown-fact", "gift.value"),
        ('[act."accept-gift"]', '[act."acept-gift"]', "unknown-act", "accept-gift"),
        ("choices.meal", "choices.meel", "unknown-words", "meal"),
        ('may = "¿Puedo', 'mya = "¿Puedo', "unknown-words", "may"),
        ('step = "Avise."', 'step = "Avise."\nhint = "De más."', "unknown-words", "acts.toml"),
        ('ask = { "gift.value"', 'ask = { "gift.kind"', "unknown-words", "acts.toml"),
        ('language = "es"', 'idioma = "es"', "unknown-key", "language"),
    ],
)
def test_a_name_nobody_listed_is_refused_with_the_nearest(
    small: Vocabulary, tmp_path: Path, written: str, instead: str, code: str, said: str
) -> None:
    assert IN_SPANISH.count(written) == 1
    wrong = IN_SPANISH.replace(written, instead)

    fault = next(f for f in refused(wrong, small, tmp_path) if f.code == code)

    assert said in f"{fault.what} {fault.remedy}"
    assert fault.line == line_of(wrong, instead.rpartition("\n")[2])


def test_every_fault_is_told_at_once(small: Vocabulary, tmp_path: Path) -> None:
    faults = refused('language = "es"\nfact = 1\n[act."borrow"]\ndoes = "Pedir"\n', small, tmp_path)

    assert {f.code for f in faults} >= {"not-a-table", "unknown-act", "missing-words"}
    assert sum(f.code == "missing-words" for f in faults) == len(small.facts) + len(small.acts)


@given(st.binary(max_size=400))
def test_whatever_the_bytes_hold_it_fails_clean(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("words") / "acts.es.toml"
    path.write_bytes(raw)

    with pytest.raises(FileRefused):
        read_words(path, english())


# ---- Spanish


def test_spanish_has_every_fact_and_every_act() -> None:
    assert spanish().language == "es"
    assert list(spanish().vocabulary.facts) == list(english().facts)
    assert list(spanish().vocabulary.acts) == list(english().acts)


def test_nothing_is_left_in_english() -> None:
    in_english = dict(pieces(english()))
    same = {place: text for place, text in pieces(spanish().vocabulary) if text and text == in_english[place]}

    assert set(same.values()) <= {"Alcohol", "Sexual"}  # written alike in both


def test_a_worker_is_addressed_as_usted() -> None:
    familiar = re.compile(r"\b(tú|tu|tus|ti|contigo|tuyo|tuya|puedes|tienes|eres|debes|quieres|haces)\b", re.IGNORECASE)

    found = [(place, text) for place, text in pieces(spanish().vocabulary) if familiar.search(text)]

    assert found == []


def test_a_question_opens_and_closes_as_one() -> None:
    for fact in spanish().vocabulary.facts.values():
        assert not fact.ask or (fact.ask[0], fact.ask[-1]) == ("¿", "?"), fact.name
    for act in spanish().vocabulary.acts.values():
        for question in (act.may, *act.asks.values()):
            assert (question[0], question[-1]) == ("¿", "?"), act.name


def test_what_follows_because_is_no_sentence_of_its_own() -> None:
    for fact in spanish().vocabulary.facts.values():
        for said in (fact.if_true, fact.if_false, *(choice.says for choice in fact.choices)):
            assert not said or (said[0] == said[0].lower() and not said.endswith(".")), (fact.name, said)


def answers_to(fact: Fact) -> st.SearchStrategy[Stated | None]:
    match fact.type:
        case FactType.YES_NO:
            told: st.SearchStrategy[Stated | None] = st.booleans()
        case FactType.CHOICE:
            told = st.sampled_from([choice.value for choice in fact.choices])
        case FactType.MONEY:
            told = st.sampled_from([read_money("24.99"), read_money("25.00"), read_money("25.01")])
        case FactType.COUNT:
            told = st.integers(0, 9)
    return told | st.sampled_from([None, DONT_KNOW])


@given(data=st.data(), name=st.sampled_from(list(english().acts)))
def test_a_ruling_is_the_same_in_every_language(data: st.DataObject, name: str) -> None:
    act: Act = english().acts[name]
    drawn = data.draw(st.fixed_dictionaries({fact.name: answers_to(fact) for fact in act.facts}))
    facts: Mapping[str, Stated] = {key: value for key, value in drawn.items() if value is not None}

    ruling = judge(act, facts, editions(), on=TODAY)
    in_spanish = judge(spanish().act(act), facts, editions(), on=TODAY)

    assert (in_spanish.answer, in_spanish.possible) == (ruling.answer, ruling.possible)
    assert [c.clause for c in in_spanish.decided_by] == [c.clause for c in ruling.decided_by]
